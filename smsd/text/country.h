/* smsd/text/country.h - which country an international number belongs to (ITU E.164 prefixes). */
#ifndef TEXT_COUNTRY_H
#define TEXT_COUNTRY_H

#include <stddef.h>

struct country {
	const char	*prefix;	/* digits; the longest that matches decides */
	char		 iso[3];	/* ISO 3166; satellite and other world-wide networks are "XX" */
	size_t		 cc;		/* how many of the digits are the country's calling code */
};

/* `digits` without the +; NULL when no country has that prefix. */
const struct country	*country_of(const char *digits);

#endif
