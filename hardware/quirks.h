/* hardware/quirks.h - families of modems, and what is odd about each.  A new oddity is a field; a new family, a row. */
#ifndef HARDWARE_QUIRKS_H
#define HARDWARE_QUIRKS_H

#include <stdbool.h>

#define QUIRK_SETUP_MAX	6

struct quirk {
	const char	*family;		/* for the log and `doctor` */
	const char	*manufacturer;		/* found in the answer to AT+CGMI, whatever the case; NULL: any */
	const char	*model;			/* found in the answer to AT+CGMM; NULL: any */
	const char	*setup[QUIRK_SETUP_MAX];	/* sent at each connection; refusals do not matter */
	const char	*pin_tries;		/* tells how many PIN tries are left; NULL: AT+CPINR */
	bool		 ussd_packed;		/* takes and gives USSD strings as packed septets in hexadecimal */
};

/* Never NULL: the last row fits every modem. */
const struct quirk *quirk_find(const char *manufacturer, const char *model);

#endif
