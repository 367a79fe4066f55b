#include "smsd/courier/smtp.h"

#include <curl/curl.h>
#include <ctype.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/limit.h"
#include "base/log.h"
#include "base/mem.h"
#include "smsd/config.h"
#include "smsd/courier/letter.h"
#include "smsd/mail_header.h"

#define CONNECT_MS	30000
#define ANSWER_MS	300000		/* RFC 5321, 4.5.3.2 */
#define TOTAL_MS	900000
#define HEARD_MAX	65536		/* bytes of answers; more is no mail server */
#define PASSWORD_MAX	512

struct smtp {
	const struct config	*conf;
	CURL			*curl;
	char			*url;

	/* of the wish in hand */
	enum mail_stage		 stage;
	int			 code;		/* last answer to the last command; 0: none yet */
	char			 words[512];	/* its first line, code and all */
	size_t			 heard;
	struct letter		*letter;	/* NULL: a probe */
	char			 error[CURL_ERROR_SIZE];
};

/* ---- how far it came ------------------------------------------------------------------------------------------- */

static void
reach(struct smtp *s, enum mail_stage stage)
{
	s->stage = stage;
	s->code = 0;
	s->words[0] = '\0';
}

/* Our commands.  What a login sends in base64 may look like one: stages are passed in order. */
static void
on_command(struct smtp *s, const char *line, size_t len)
{
	static const struct {
		const char	*begins;
		enum mail_stage	 stage, from;
	} commands[] = {
		{ "EHLO ", MAIL_HELLO, MAIL_GREETING },
		{ "HELO ", MAIL_HELLO, MAIL_GREETING },
		{ "STARTTLS", MAIL_TLS, MAIL_HELLO },
		{ "AUTH ", MAIL_LOGIN, MAIL_HELLO },
		{ "MAIL FROM:", MAIL_SENDER, MAIL_GREETING },
		{ "RCPT TO:", MAIL_RECIPIENT, MAIL_SENDER },
		{ "DATA", MAIL_DATA, MAIL_RECIPIENT },
	};

	for (size_t i = 0; i < sizeof(commands) / sizeof(commands[0]); i++)
		if (s->stage >= commands[i].from && len >= strlen(commands[i].begins) &&
		    memcmp(line, commands[i].begins, strlen(commands[i].begins)) == 0) {
			reach(s, commands[i].stage);
			return;
		}
	if (s->stage == MAIL_LOGIN)	/* its next line; QUIT leaves the last answer as it was */
		reach(s, MAIL_LOGIN);
}

/* libcurl's own hearing of the dialogue.  Never logged: it holds the password. */
static int
on_debug(CURL *curl, curl_infotype type, char *data, size_t len, void *arg)
{
	(void)curl;
	if (type == CURLINFO_HEADER_OUT)
		on_command(arg, data, len);
	return 0;
}

/* A line of an answer. */
static size_t
on_line(char *data, size_t size, size_t n, void *arg)
{
	struct smtp	*s = arg;
	size_t		 len = size * n;

	if ((s->heard += len) > HEARD_MAX)
		return 0;
	if (len < 4 || !isdigit((unsigned char)data[0]) || !isdigit((unsigned char)data[1]) || !isdigit((unsigned char)data[2]))
		return len;
	if (s->code == 0) {
		len = len < sizeof(s->words) ? len : sizeof(s->words) - 1;
		memcpy(s->words, data, len);
		s->words[len] = '\0';
		s->code = atoi(data);
	}
	if (s->code == 354)
		reach(s, MAIL_DATA);
	return size * n;
}

static size_t
on_body(char *data, size_t size, size_t n, void *arg)
{
	(void)data;
	(void)arg;
	return size * n;
}

/* ---- what libcurl's result means ------------------------------------------------------------------------------- */

/* Before the first command only the result tells where it was. */
static enum mail_stage
stage_of(const struct smtp *s, CURLcode rc)
{
	curl_off_t connected = 0;

	switch (rc) {
	case CURLE_COULDNT_RESOLVE_HOST:
		return MAIL_RESOLVE;
	case CURLE_COULDNT_CONNECT:
		return MAIL_CONNECT;
	case CURLE_SSL_CONNECT_ERROR:
	case CURLE_PEER_FAILED_VERIFICATION:
	case CURLE_USE_SSL_FAILED:
	case CURLE_SSL_CACERT_BADFILE:
	case CURLE_SSL_CERTPROBLEM:
	case CURLE_SSL_CIPHER:
	case CURLE_SSL_ISSUER_ERROR:
		return MAIL_TLS;
	case CURLE_LOGIN_DENIED:
		return MAIL_LOGIN;
	default:
		break;
	}
	if (s->stage != MAIL_GREETING)
		return s->stage == MAIL_DATA && s->letter != NULL && letter_given(s->letter) ? MAIL_DONE : s->stage;
	curl_easy_getinfo(s->curl, CURLINFO_CONNECT_TIME_T, &connected);
	return connected > 0 ? MAIL_GREETING : MAIL_CONNECT;
}

static void
judge(struct smtp *s, CURLcode rc, struct mail_answer *a)
{
	enum mail_stage	stage = stage_of(s, rc);

	a->stage = stage;
	if (rc == CURLE_OK) {
		a->verdict = MAIL_SENT;
		return;
	}
	a->verdict = mail_verdict(stage, s->code);
	if (a->verdict == MAIL_SENT)		/* libcurl is less pleased than the server: believe neither */
		a->verdict = MAIL_UNSURE;
	if (s->code >= 400)
		mail_reason(stage, s->words, a->reason);
	else if (rc == CURLE_OPERATION_TIMEDOUT)
		mail_reason(stage, "timeout", a->reason);
	else if (stage >= MAIL_SENDER)
		mail_reason(stage, "cut", a->reason);
	else
		mail_reason(stage, s->error[0] != '\0' ? s->error : curl_easy_strerror(rc), a->reason);
}

static void
name_server(struct smtp *s, struct mail_answer *a)
{
	char	*ip = NULL;
	long	 port = 0;

	curl_easy_getinfo(s->curl, CURLINFO_PRIMARY_IP, &ip);
	curl_easy_getinfo(s->curl, CURLINFO_PRIMARY_PORT, &port);
	if (ip != NULL && ip[0] != '\0')
		snprintf(a->server, sizeof(a->server), "%s, port %ld", ip, port);
}

/* ---- settings -------------------------------------------------------------------------------------------------- */

/* The first line of the file; NULL when it cannot be had, with the reason in `a`. */
static char *
read_password(const char *path, struct mail_answer *a)
{
	char	*detail, line[PASSWORD_MAX];
	FILE	*f = fopen(path, "re");
	bool	 read = f != NULL && fgets(line, sizeof(line), f) != NULL;

	if (f != NULL)
		fclose(f);
	if (read) {
		line[strcspn(line, "\r\n")] = '\0';
		read = line[0] != '\0';
	}
	if (read)
		return xstrdup(line);
	detail = xasprintf("le fichier %s de password_file ne se lit pas, ou est vide", path);
	mail_reason(MAIL_SETUP, detail, a->reason);
	free(detail);
	return NULL;
}

static int
set_login(struct smtp *s, struct mail_answer *a)
{
	char *password;

	if (s->conf->mail.user[0] == '\0')
		return 0;
	if ((password = read_password(s->conf->mail.password_file, a)) == NULL)
		return -1;
	curl_easy_setopt(s->curl, CURLOPT_USERNAME, s->conf->mail.user);
	curl_easy_setopt(s->curl, CURLOPT_PASSWORD, password);
	explicit_bzero(password, strlen(password));
	free(password);
	return 0;
}

static void
set_options(struct smtp *s, const struct mail_request *wish)
{
	CURL	*c = s->curl;
	long	 answer = limit_ms("MAIL_ANSWER", wish->patience_s != 0 ? wish->patience_s * 1000 : ANSWER_MS);
	long	 connect = answer < CONNECT_MS ? answer : CONNECT_MS;

	curl_easy_setopt(c, CURLOPT_URL, s->url);
	curl_easy_setopt(c, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
	curl_easy_setopt(c, CURLOPT_REDIR_PROTOCOLS_STR, "");
	curl_easy_setopt(c, CURLOPT_FOLLOWLOCATION, 0L);
	curl_easy_setopt(c, CURLOPT_PROXY, "");
	curl_easy_setopt(c, CURLOPT_NETRC, (long)CURL_NETRC_IGNORED);
	curl_easy_setopt(c, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(c, CURLOPT_USE_SSL, (long)(s->conf->mail.tls ? CURLUSESSL_ALL : CURLUSESSL_NONE));
	curl_easy_setopt(c, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
	curl_easy_setopt(c, CURLOPT_SSL_VERIFYPEER, 1L);
	curl_easy_setopt(c, CURLOPT_SSL_VERIFYHOST, 2L);
	if (s->conf->mail.ca_file[0] != '\0')
		curl_easy_setopt(c, CURLOPT_CAINFO, s->conf->mail.ca_file);
	curl_easy_setopt(c, CURLOPT_CONNECTTIMEOUT_MS, connect);
	curl_easy_setopt(c, CURLOPT_SERVER_RESPONSE_TIMEOUT, answer < 1000 ? 1L : answer / 1000);
	curl_easy_setopt(c, CURLOPT_TIMEOUT_MS, answer * 3 < TOTAL_MS ? answer * 3 : TOTAL_MS);
	curl_easy_setopt(c, CURLOPT_ERRORBUFFER, s->error);
	curl_easy_setopt(c, CURLOPT_VERBOSE, 1L);
	curl_easy_setopt(c, CURLOPT_DEBUGFUNCTION, on_debug);
	curl_easy_setopt(c, CURLOPT_DEBUGDATA, s);
	curl_easy_setopt(c, CURLOPT_HEADERFUNCTION, on_line);
	curl_easy_setopt(c, CURLOPT_HEADERDATA, s);
	curl_easy_setopt(c, CURLOPT_WRITEFUNCTION, on_body);
}

/* ---- one wish -------------------------------------------------------------------------------------------------- */

/* A connection kept from before may have been closed by the server meanwhile: then nothing was tried yet. */
static bool
was_stale(struct smtp *s, CURLcode rc)
{
	long opened = 1;

	curl_easy_getinfo(s->curl, CURLINFO_NUM_CONNECTS, &opened);
	return rc != CURLE_OK && opened == 0 && s->stage <= MAIL_SENDER && (s->code == 0 || s->code == 421);
}

static CURLcode
perform(struct smtp *s)
{
	s->heard = 0;
	s->error[0] = '\0';
	reach(s, MAIL_GREETING);
	return curl_easy_perform(s->curl);
}

static void
deliver(struct smtp *s, const struct mail_request *wish, struct mail_answer *a)
{
	const char	*bad;
	CURLcode	 rc;

	if ((bad = mail_check(wish->to, wish->subject, wish->text, wish->ics[0] != '\0' ? wish->ics : NULL)) != NULL ||
	    (s->letter = letter_new(s->curl, s->conf, wish, clock_wall())) == NULL) {
		a->verdict = MAIL_REFUSED;
		copystr(a->reason, bad != NULL ? bad : "bad-subject", sizeof(a->reason));
		return;
	}
	rc = perform(s);
	if (was_stale(s, rc)) {
		letter_rewind(s->letter);
		curl_easy_setopt(s->curl, CURLOPT_FRESH_CONNECT, 1L);
		rc = perform(s);
	}
	judge(s, rc, a);
	name_server(s, a);
	letter_free(s->letter);
	s->letter = NULL;
}

static void
probe(struct smtp *s, struct mail_answer *a)
{
	curl_easy_setopt(s->curl, CURLOPT_CUSTOMREQUEST, "NOOP");
	judge(s, perform(s), a);
	if (a->verdict != MAIL_SENT)
		a->verdict = MAIL_OURS;
	name_server(s, a);
}

void
smtp_do(struct smtp *s, const struct mail_request *wish, struct mail_answer *a)
{
	memset(a, 0, sizeof(*a));
	a->verdict = MAIL_OURS;
	a->stage = MAIL_SETUP;
	curl_easy_reset(s->curl);		/* keeps the connection */
	set_options(s, wish);
	if (set_login(s, a) == -1)
		return;
	if (wish->wish == MAIL_PROBE)
		probe(s, a);
	else
		deliver(s, wish, a);
}

struct smtp *
smtp_new(const struct config *conf)
{
	struct smtp *s = xcalloc(1, sizeof(*s));

	s->conf = conf;
	if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK || (s->curl = curl_easy_init()) == NULL) {
		log_error("libcurl does not start");
		free(s);
		return NULL;
	}
	/* The path is what EHLO says: our domain, not this machine's name. */
	s->url = xasprintf("%s/%s", conf->mail.url, mail_address_domain(conf->mail.from));
	return s;
}

void
smtp_free(struct smtp *s)
{
	if (s == NULL)
		return;
	curl_easy_cleanup(s->curl);
	curl_global_cleanup();
	free(s->url);
	free(s);
}
