/* hardware/simulator/profile.h - what makes one dongle differ from another: a row of facts, lines answered as they
 * are, and a few hooks.  One profile_*.c per family; profile.c lists them. */
#ifndef SIM_PROFILE_H
#define SIM_PROFILE_H

#include <stdbool.h>
#include <stddef.h>

#include "hardware/simulator/storage.h"

struct sim;

/* A command answered by fixed text whatever the state: whole command, upper case, without AT.  Lines of the answer
 * are separated by \n; "" is OK alone; "!" is ERROR; "!100" is +CME ERROR: 100. */
struct canned {
	const char	*command, *answer;
};

struct boot_line {
	int		 percent;		/* of the time that starting takes (--boot-ms) */
	const char	*line;
};

struct profile {
	const char	*name, *about;		/* about: French, for --list-profiles */
	const char	*manufacturer, *model, *revision, *imei;
	const char	*maker;			/* how the maker's own commands begin: "^", "+Z", "+Q" */
	struct { const char *name; int size; } memory[STORAGE_MEMORIES + 1];	/* size 0: a view of ME and SM; NULL name at the end */
	const char	*memory_default[3];
	const char	*cpms_test, *cnmi_test, *cscs_test, *cmgl_test;
	const char	*report_memory;		/* where status reports go with CNMI ds=2; NULL: where texts go */
	const char	*cscs_default;
	int		 cnmi_default[5];
	int		 cmee_default;
	int		 index_base;
	int		 access;		/* <AcT> of +COPS: 0 GSM, 2 UTRAN, 7 E-UTRAN */
	bool		 creg_bare;		/* AT+CREG=2 gives area and cell as ", 10F4, A3C2E1", without quotes */
	const char	*ccid_prefix;		/* before the digits of AT+CCID; NULL: none */
	bool		 creg_act;		/* and the access technology after them */
	bool		 usb;			/* a restart takes the tty away and brings it back */
	bool		 urc_held;		/* unsolicited lines wait while a command is typed or runs */
	bool		 ussd_packed;		/* AT+CUSD speaks packed septets in hexadecimal */
	bool		 list_gap;		/* an empty line between the entries of a listing */
	bool		 quoted_alpha;		/* +CMGR: 1,"",26 rather than +CMGR: 1,,26 */
	bool		 quiet;			/* periodic lines only once asked for */
	bool		 quiet_by_cpms;		/* AT+CPMS? ends the periodic lines */
	enum { CLASS0_STORED, CLASS0_ROUTED, CLASS0_DROPPED } class0;	/* with CNMI mt=1 */
	const char	*unknown;		/* final result for a command it does not know; NULL: ERROR */
	bool		 empty_is_ok;		/* AT+CMGR of an empty slot: OK alone rather than +CMS ERROR: 321 */
	const struct canned	*canned;
	const struct boot_line	*boot;
	int		 chatter_ms;
	void		(*chatter)(struct sim *);
	void		(*on_full)(struct sim *, const char *memory);
	void		(*on_signal)(struct sim *);
	void		(*on_registration)(struct sim *);
};

extern const struct profile *const profiles[];		/* NULL at the end; the first is the default */
const struct profile *profile_find(const char *name);

/* Does the k-th group (from 0) of a list like (0-2),(0,2),("SM","ME") hold the value?  Tables of AT+x=? are the one
 * place that says what a dongle takes. */
bool	range_holds(const char *list, int k, int value);
bool	range_names(const char *list, int k, const char *name);

#endif
