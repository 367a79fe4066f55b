/* smsd/ctl/doctor.h - what `azimut doctor` found, and its checks of modems. */
#ifndef SMSD_CTL_DOCTOR_H
#define SMSD_CTL_DOCTOR_H

#include <stdbool.h>
#include <stdint.h>

struct config;
struct db;

enum doctor_level {
	DOCTOR_OK,
	DOCTOR_NOTE,		/* works, but look */
	DOCTOR_PROBLEM
};

struct finding {
	enum doctor_level level;
	char		*check;		/* stable English key: "database", "modem nord" */
	char		*text, *mend;	/* French; mend NULL when there is nothing to do */
};

struct doctor {
	const struct config	*conf;	/* NULL when it is wrong */
	struct db		*db;	/* NULL when it cannot be used */
	bool			 running;	/* the daemon */
	int64_t			 now;
	struct finding		*found;
	int			 nfound, nproblems;
};

/* Notes one finding; the strings become its own (xasprintf).  `mend` may be NULL. */
void	doctor_note(struct doctor *, enum doctor_level, const char *check, char *text, char *mend);

void	doctor_modems(struct doctor *);		/* each [modem], ModemManager */
void	doctor_mail(struct doctor *);		/* [mail]: speaks to the server, so only when asked */
void	doctor_database(struct doctor *);	/* folder, disk, file, version, integrity; opens d->db when all is well */

#endif
