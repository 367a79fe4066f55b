/* azimut-courier: speaks to the mail server for the courier role and for `azimut mail test`.  Reads wishes from descriptor
 * MAIL_HAND_FD and answers each; ends when the asker does.  The password reaches it by its file alone. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sysexits.h>

#include "base/log.h"
#include "base/mem.h"
#include "smsd/config.h"
#include "smsd/courier/smtp.h"

/* It holds people's letters and a password: no core, no tracing by others, no new privilege. */
static void
shut_in(void)
{
	struct rlimit none = { 0, 0 };

	setrlimit(RLIMIT_CORE, &none);
	prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
	unsetenv("SSLKEYLOGFILE");
}

int
main(int argc, char **argv)
{
	struct mail_request	 wish;
	struct mail_answer	 answer;
	struct config		*conf;
	struct smtp		*smtp;
	char			*buf, *problems = NULL;
	int			 rc;

	if (argc != 3 || strcmp(argv[1], "--config") != 0) {
		fprintf(stderr, "azimut-courier est lancé par « azimut run » ; pour essayer le courriel : azimut mail test ADRESSE\n");
		return EX_USAGE;
	}
	log_init("courier", getenv("AZIMUT_DEBUG") != NULL ? LOG_LEVEL_DEBUG : LOG_LEVEL_INFO);
	shut_in();
	if ((conf = config_load(argv[2], &problems)) == NULL) {
		log_error("configuration: %s", problems);
		free(problems);
		return EX_CONFIG;
	}
	if ((smtp = smtp_new(conf)) == NULL) {
		config_free(conf);
		return EX_SOFTWARE;
	}
	buf = xmalloc(MAIL_HAND_BYTES);
	while ((rc = mail_hand_take(MAIL_HAND_FD, buf, &wish)) == 1) {
		smtp_do(smtp, &wish, &answer);
		if (mail_hand_give(MAIL_HAND_FD, &answer) == -1)
			break;
	}
	if (rc == -1)
		log_error("wish not understood");
	free(buf);
	smtp_free(smtp);
	config_free(conf);
	return rc == -1 ? EX_PROTOCOL : EX_OK;
}
