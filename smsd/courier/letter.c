#include "smsd/courier/letter.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "smsd/config.h"
#include "smsd/mail_hand.h"
#include "smsd/mail_header.h"

struct part {
	char	*text;
	size_t	 len, off;
};

struct letter {
	CURL			*curl;
	curl_mime		*mime;
	struct curl_slist	*headers, *to;
	struct part		 text, ics;
	const struct part	*last;
};

/* ---- parts ----------------------------------------------------------------------------------------------------- */

static size_t
part_read(char *buf, size_t size, size_t n, void *arg)
{
	struct part	*p = arg;
	size_t		 room = size * n, len = p->len - p->off;

	len = len < room ? len : room;
	memcpy(buf, p->text + p->off, len);
	p->off += len;
	return len;
}

static int
part_seek(void *arg, curl_off_t offset, int origin)
{
	struct part *p = arg;

	if (origin != SEEK_SET || offset < 0 || (size_t)offset > p->len)
		return CURL_SEEKFUNC_CANTSEEK;
	p->off = (size_t)offset;
	return CURL_SEEKFUNC_OK;
}

static int
part_add(struct letter *l, struct part *p, char *text, const char *type, const char *encoder, const char *file)
{
	curl_mimepart *m = curl_mime_addpart(l->mime);

	p->text = text;
	p->len = strlen(text);
	l->last = p;
	return m == NULL || curl_mime_data_cb(m, (curl_off_t)p->len, part_read, part_seek, NULL, p) != CURLE_OK ||
	    curl_mime_type(m, type) != CURLE_OK || curl_mime_encoder(m, encoder) != CURLE_OK ||
	    (file != NULL && curl_mime_filename(m, file) != CURLE_OK) ? -1 : 0;
}

/* ---- headers --------------------------------------------------------------------------------------------------- */

/* Takes `line`; -1 when there is none. */
static int
header(struct letter *l, char *line)
{
	struct curl_slist *more = line != NULL ? curl_slist_append(l->headers, line) : NULL;

	free(line);
	if (more == NULL)
		return -1;
	l->headers = more;
	return 0;
}

static int
headers(struct letter *l, const struct config *conf, const struct mail_request *wish, int64_t now)
{
	if (header(l, mail_header_date(now)) == -1 ||
	    header(l, mail_header_person("From", conf->centre.name, conf->mail.from)) == -1 ||
	    header(l, mail_header_person("To", "", wish->to)) == -1 ||
	    header(l, mail_header_text("Subject", wish->subject)) == -1 ||
	    header(l, mail_header_id(wish->message_id)) == -1 ||
	    header(l, xstrdup("Auto-Submitted: auto-generated")) == -1)	/* RFC 3834: no robot answers it */
		return -1;
	if (wish->id != 0)
		return header(l, xasprintf("List-Unsubscribe: <mailto:%s?subject=STOP%%20%lld>", conf->mail.from,
		    (long long)wish->id));
	return 0;
}

/* ---- the whole ------------------------------------------------------------------------------------------------- */

struct letter *
letter_new(CURL *curl, const struct config *conf, const struct mail_request *wish, int64_t now)
{
	struct letter	*l = xcalloc(1, sizeof(*l));
	char		*from = xasprintf("<%s>", conf->mail.from), *to = xasprintf("<%s>", wish->to);

	l->curl = curl;
	l->mime = curl_mime_init(curl);
	l->to = curl_slist_append(NULL, to);
	if (l->mime == NULL || l->to == NULL || headers(l, conf, wish, now) == -1 ||
	    part_add(l, &l->text, mail_body(wish->text), "text/plain; charset=utf-8", "quoted-printable", NULL) == -1 ||
	    (wish->ics[0] != '\0' && part_add(l, &l->ics, xstrdup(wish->ics), "text/calendar; charset=utf-8; method=PUBLISH",
	    "base64", "rendez-vous.ics") == -1)) {
		letter_free(l);
		l = NULL;
		goto out;
	}
	curl_easy_setopt(curl, CURLOPT_MAIL_FROM, from);
	curl_easy_setopt(curl, CURLOPT_MAIL_RCPT, l->to);
	curl_easy_setopt(curl, CURLOPT_HTTPHEADER, l->headers);
	curl_easy_setopt(curl, CURLOPT_MIMEPOST, l->mime);
out:
	free(from);
	free(to);
	return l;
}

bool
letter_given(const struct letter *l)
{
	return l->last->off == l->last->len;
}

void
letter_rewind(struct letter *l)
{
	l->text.off = l->ics.off = 0;
}

void
letter_free(struct letter *l)
{
	if (l == NULL)
		return;
	curl_easy_setopt(l->curl, CURLOPT_MIMEPOST, NULL);
	curl_easy_setopt(l->curl, CURLOPT_HTTPHEADER, NULL);
	curl_easy_setopt(l->curl, CURLOPT_MAIL_RCPT, NULL);
	curl_mime_free(l->mime);
	curl_slist_free_all(l->headers);
	curl_slist_free_all(l->to);
	free(l->text.text);
	free(l->ics.text);
	free(l);
}
