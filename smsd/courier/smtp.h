/* smsd/courier/smtp.h - one mail server, through libcurl.  The only folder that includes <curl/curl.h>.
 *
 * The server is the one of [mail] url and no other: nothing that a resident or a referent wrote becomes a part of an
 * address to connect to, so a private one (a relay in the centre's own network) is as good as any: whoever can write the
 * configuration can do worse.  Only smtp and smtps are spoken; redirects, proxies of the environment and .netrc are ignored. */
#ifndef SMSD_COURIER_SMTP_H
#define SMSD_COURIER_SMTP_H

#include "smsd/mail_hand.h"

struct config;
struct smtp;

/* Keeps `conf`.  NULL after logging. */
struct smtp	*smtp_new(const struct config *conf);
/* One wish, over the connection of the one before where it still stands.  Always fills *a. */
void		 smtp_do(struct smtp *, const struct mail_request *, struct mail_answer *a);
void		 smtp_free(struct smtp *);	/* says goodbye to the server; accepts NULL */

#endif
