/* azimut doctor --mail: is the mail server found, does it encrypt, does it let us in?  Nothing is sent. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/mem.h"
#include "smsd/config.h"
#include "smsd/ctl/doctor.h"
#include "smsd/mail_hand.h"

#define PATIENCE_S	15
#define WAIT_MS		60000

static const char *const mends[] = {
	[MAIL_SETUP]	 = "corrigez [mail] dans la configuration",
	[MAIL_RESOLVE]	 = "vérifiez « url » dans [mail], et que cette machine a internet",
	[MAIL_CONNECT]	 = "vérifiez le nom et le port dans « url », et que le pare-feu laisse sortir",
	[MAIL_GREETING]	 = "vérifiez le port dans « url » : smtps:// pour 465, smtp:// pour 587",
	[MAIL_HELLO]	 = "vérifiez le port dans « url », ou demandez à qui tient le serveur",
	[MAIL_TLS]	 = "vérifiez que « url » porte le nom qui est dans le certificat ; si le centre a sa propre autorité, donnez « ca_file »",
	[MAIL_LOGIN]	 = "vérifiez « user » et le fichier de « password_file »",
};

static void
check_secret(struct doctor *d, const char *path)
{
	struct stat st;

	if (path[0] != '\0' && stat(path, &st) == 0 && (st.st_mode & 0077) != 0)
		doctor_note(d, (st.st_mode & 0007) != 0 ? DOCTOR_PROBLEM : DOCTOR_NOTE, "mail",
		    xasprintf("D'autres utilisateurs peuvent lire le mot de passe du courriel (%s).", path),
		    xasprintf("chown azimut %s && chmod 600 %s", path, path));
}

void
doctor_mail(struct doctor *d)
{
	struct mail_request	 wish = { .wish = MAIL_PROBE, .patience_s = PATIENCE_S, .to = "", .subject = "", .text = "",
	    .ics = "", .message_id = "" };
	const struct config	*c = d->conf;
	struct mail_answer	 a;
	char			*french;

	if (c->mail.url[0] == '\0') {
		doctor_note(d, DOCTOR_NOTE, "mail", xstrdup("Le courriel n'est pas configuré."), xstrdup("écrivez « url » et « from » "
		    "dans [mail], si le centre envoie des courriels"));
		return;
	}
	check_secret(d, c->mail.password_file);
	if (!c->mail.tls && c->mail.user[0] != '\0')
		doctor_note(d, DOCTOR_NOTE, "mail", xstrdup("Le mot de passe du courriel passe en clair (tls = none)."),
		    xstrdup("ôtez « tls = none » de [mail], sauf si le serveur est sur cette machine"));
	if (mail_hand_once(c->path, &wish, WAIT_MS, &a) == -1) {
		doctor_note(d, DOCTOR_PROBLEM, "mail", xstrdup("Le programme azimut-courier ne répond pas."),
		    xstrdup("réinstallez Azimut (make install)"));
		return;
	}
	if (a.verdict == MAIL_SENT) {
		doctor_note(d, DOCTOR_OK, "mail", xasprintf("Le serveur de courriel répond (%s)%s%s.", a.server,
		    c->mail.tls ? ", la connexion est chiffrée" : ", SANS chiffrement",
		    c->mail.user[0] != '\0' ? ", le mot de passe est accepté" : ""), NULL);
		return;
	}
	french = mail_reason_french(a.reason);
	doctor_note(d, DOCTOR_PROBLEM, "mail", xasprintf("%s : %s.", c->mail.url, french),
	    a.stage <= MAIL_LOGIN ? xstrdup(mends[a.stage]) : NULL);
	free(french);
}
