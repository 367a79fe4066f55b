/* smsd/courier/letter.h - one e-mail as libcurl sends it: its headers, a text, and perhaps an iCalendar object. */
#ifndef SMSD_COURIER_LETTER_H
#define SMSD_COURIER_LETTER_H

#include <curl/curl.h>
#include <stdbool.h>
#include <stdint.h>

struct config;
struct letter;
struct mail_request;

/* Gives itself to `curl`, which must not outlive it.  NULL when a header may not be written. */
struct letter	*letter_new(CURL *curl, const struct config *, const struct mail_request *, int64_t now);
/* Was its last byte given to libcurl?  Until then the server cannot have the whole. */
bool		 letter_given(const struct letter *);
void		 letter_rewind(struct letter *);
void		 letter_free(struct letter *);		/* accepts NULL */

#endif
