/* smsd/config: the smallest file works, each wrong value is refused with its line, the example agrees with the table. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/mem.h"
#include "smsd/config.h"
#include "smsd/nearest.h"

#define SMALLEST					\
	"[centre]\n"					\
	"name = Centre social Exemple\n"		\
	"phone = +33639980000\n"			\
	"latitude = 50.7236\n"				\
	"longitude = 3.1610\n"				\
	"[database]\n"					\
	"path = /var/lib/azimut/azimut.db\n"		\
	"[modem nord]\n"				\
	"device = /dev/azimut-modem0\n"

static char file[] = "/tmp/t_config.XXXXXX";

static struct config *
load(const char *text, size_t len, char **problems)
{
	FILE *f = fopen(file, "w");

	assert_non_null(f);
	assert_int_equal(fwrite(text, 1, len, f), len);
	fclose(f);
	return config_load(file, problems);
}

static struct config *
load_good(const char *text)
{
	char		*problems;
	struct config	*c = load(text, strlen(text), &problems);

	if (c == NULL)
		fail_msg("refused: %s", problems);
	return c;
}

/* `text` is refused at `line`, with `words` in the reason. */
static void
check_refused(const char *text, int line, const char *words)
{
	char		*problems, *where;
	struct config	*c = load(text, strlen(text), &problems);

	if (c != NULL)
		fail_msg("accepted: %s", text);
	where = xasprintf("%s:%d : ", file, line);
	if (strstr(problems, where) == NULL || strstr(problems, words) == NULL)
		fail_msg("« %s » gives « %s », not « %s...%s »", text, problems, where, words);
	free(where);
	free(problems);
}

static void
test_config_load__smallest_file(void **state)
{
	struct config *c = load_good(SMALLEST);

	(void)state;
	assert_string_equal(c->centre.name, "Centre social Exemple");
	assert_string_equal(c->centre.phone, "+33639980000");
	assert_true(c->centre.latitude > 50.72 && c->centre.latitude < 50.73);
	assert_true(c->placed);
	assert_string_equal(c->timezone, "Europe/Paris");
	assert_string_equal(getenv("TZ"), "Europe/Paris");
	assert_string_equal(c->database, "/var/lib/azimut/azimut.db");
	assert_int_equal(c->nmodems, 1);
	assert_string_equal(c->modems[0].modem.name, "nord");
	assert_string_equal(c->modems[0].modem.device, "/dev/azimut-modem0");
	assert_int_equal(c->modems[0].modem.send_pause_ms, -1);
	assert_true(c->modems[0].modem.status_reports);
	assert_false(c->modems[0].sim);
	assert_int_equal(c->gate.texts_per_day, 500);
	assert_int_equal(c->gate.per_number_per_day, 30);
	assert_int_equal(c->gate.passive_replies, 5);
	assert_int_equal(c->gate.distinct_per_month, 200);
	assert_int_equal(c->gate.push.from, 540);
	assert_int_equal(c->gate.push.to, 1140);
	assert_int_equal(c->gate.push.days, 0x3f);
	assert_string_equal(c->gate.countries, "FR");
	assert_false(c->gate.overseas);
	assert_int_equal(c->gate.nown, 1);
	assert_string_equal(c->gate.own[0], "+33639980000");
	assert_int_equal(c->queue.unknown_wait_s, 120);
	assert_int_equal(c->queue.parts_timeout_h, 24);
	assert_true(c->mail.tls);
	assert_int_equal(c->reminders.hour, 600);
	assert_string_equal(c->reminders.consent, "ask");
	assert_string_equal(c->web.listen, "127.0.0.1:8080");
	assert_string_equal(c->web.public_listen, "");
	config_free(c);
}

static void
test_config_load__every_kind_of_value(void **state)
{
	struct config *c = load_good(
	    "\xef\xbb\xbf; commentaire\r\n[centre]\r\n  phone: 06 39 98 00 00\r\n\topening_hours = Mo-Fr 09:00-12:00 ; Sa off\r\n"
	    "timezone=Indian/Reunion\n[database]\npath = a.db\n"
	    "[modem nord]\ndevice = sim\nnumber = 0639980009\ntexts_per_day = 7\n# rien\n"
	    "[modem sud-2]\nimei = 353851020412345\npin = 1234\nsend_pause_ms = 700\nstatus_reports = non\n"
	    "ussd_credit = #123#\nsmsc = +33639980001\n"
	    "[gate]\npush_hours = 00:00-24:00\npush_days = sam-lun, mer\ncountries = FR, BE\noverseas = OUI\ntexts_per_day = 0\n"
	    "[mail]\ntls = none\nurl = smtp://localhost:2525\nfrom = centre@exemple.fr\n[reminders]\nhour = 08:05\n[web]\npublic_listen = [::1]:8081\n");

	(void)state;
	assert_string_equal(c->centre.phone, "+33639980000");
	assert_string_equal(c->centre.opening_hours, "Mo-Fr 09:00-12:00 ; Sa off");
	assert_false(c->placed);
	assert_string_equal(c->database, "/tmp/a.db");
	assert_int_equal(c->nmodems, 2);
	assert_true(c->modems[0].sim);
	assert_string_equal(c->modems[0].modem.device, "");
	assert_int_equal(c->modems[0].texts_per_day, 7);
	assert_ptr_equal(config_modem(c, "sud-2"), &c->modems[1]);
	assert_null(config_modem(c, "est"));
	assert_false(c->modems[1].sim);
	assert_string_equal(c->modems[1].modem.imei, "353851020412345");
	assert_string_equal(c->modems[1].modem.pin, "1234");
	assert_int_equal(c->modems[1].modem.send_pause_ms, 700);
	assert_false(c->modems[1].modem.status_reports);
	assert_string_equal(c->modems[1].modem.ussd_credit, "#123#");
	assert_int_equal(c->gate.push.from, 0);
	assert_int_equal(c->gate.push.to, 1440);
	assert_int_equal(c->gate.push.days, 0x60 | 0x01 | 0x04);
	assert_true(c->gate.overseas);
	assert_int_equal(c->gate.texts_per_day, 0);
	assert_int_equal(c->gate.nown, 2);
	assert_string_equal(c->gate.own[1], "+33639980009");
	assert_false(c->mail.tls);
	assert_int_equal(c->reminders.hour, 485);
	config_free(c);
}

static void
test_config_load__refuses_wrong_values(void **state)
{
	static const struct { const char *section, *line, *words; } wrong[] = {
		{ "centre", "name =", "1 à 100" },
		{ "centre", "phone = 12", "numéro de téléphone" },
		{ "centre", "phone = 0639980000000", "numéro de téléphone" },
		{ "centre", "latitude = 91", "-90 à 90" },
		{ "centre", "latitude = 50,72", "-90 à 90" },
		{ "centre", "longitude = nan", "-180 à 180" },
		{ "centre", "longitude = 0x1p3", "-180 à 180" },
		{ "centre", "timezone = Europe/Lille", "fuseau" },
		{ "centre", "timezone = ../../../etc/passwd", "fuseau" },
		{ "centre", "language = en", "« fr »" },
		{ "centre", "nom = A", "« name »" },
		{ "database", "path =", "fichier" },
		{ "database", "path = /var/lib/", "fichier" },
		{ "modem nord", "device = ttyUSB0", "chemin complet" },
		{ "modem nord", "imei = 1234", "15 chiffres" },
		{ "modem nord", "pin = 12", "4 à 8" },
		{ "modem nord", "pin = 12a4", "« **** »" },
		{ "modem nord", "smsc = centre", "numéro de téléphone" },
		{ "modem nord", "send_pause_ms = vite", "auto" },
		{ "modem nord", "send_pause_ms = -1", "auto" },
		{ "modem nord", "status_reports = peut-être", "« oui »" },
		{ "modem nord", "ussd_credit = *123#;reboot", "opérateur" },
		{ "modem nord", "texts_per_day = 1e3", "0 à 100000" },
		{ "gate", "texts_per_day = -1", "0 à 100000" },
		{ "gate", "texts_per_day =", "0 à 100000" },
		{ "gate", "texts_per_day = 99999999999999999999", "0 à 100000" },
		{ "gate", "texts_per_day = 12 ; par jour", "commentaire" },
		{ "gate", "per_number_per_day = 10001", "0 à 10000" },
		{ "gate", "push_hours = 9-19", "HH:MM-HH:MM" },
		{ "gate", "push_hours = 19:00-09:00", "HH:MM-HH:MM" },
		{ "gate", "push_hours = 09:00-24:01", "HH:MM-HH:MM" },
		{ "gate", "push_days = lundi", "lun-sam" },
		{ "gate", "push_days = lun-", "lun-sam" },
		{ "gate", "push_days = lun;mar", "lun-sam" },
		{ "gate", "countries = france", "deux lettres" },
		{ "gate", "countries =", "deux lettres" },
		{ "gate", "overseas = 2", "« oui »" },
		{ "mail", "url = http://exemple", "smtps" },
		{ "mail", "url = smtp://moi:secret@exemple.fr", "SERVEUR" },
		{ "mail", "url = smtp://exemple.fr/chemin", "SERVEUR" },
		{ "mail", "url = smtps://exemple.fr:0", "SERVEUR" },
		{ "mail", "url = smtp://[::1", "SERVEUR" },
		{ "mail", "url = smtps://exemple.fr", "from" },
		{ "mail", "url = smtps://exemple.fr\nfrom = a@exemple.fr\ntls = none", "smtps" },
		{ "mail", "user = moi", "password_file" },
		{ "mail", "from = Centre <a@exemple.fr>", "adresse" },
		{ "mail", "tls = oui", "required" },
		{ "reminders", "hour = 24:00", "HH:MM" },
		{ "reminders", "hour = 10h", "HH:MM" },
		{ "reminders", "consent = no", "« ask »" },
		{ "queue", "unknown_wait_s = 0", "1 à 86400" },
		{ "queue", "parts_timeout_h = 721", "1 à 720" },
		{ "web", "listen = 8080", "ADRESSE:PORT" },
		{ "web", "listen = 127.0.0.1:70000", "ADRESSE:PORT" },
		{ "web", "listen = 127.0.0.1:80", "1024" },
		{ "queue", "unknow_wait_s = 3", "« unknown_wait_s »" },
	};
	char text[512];

	(void)state;
	for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
		snprintf(text, sizeof(text), "# un\n[%s]\n%s\n", wrong[i].section, wrong[i].line);
		check_refused(text, 3, wrong[i].words);
	}
}

static void
test_config_load__refuses_wrong_lines(void **state)
{
	static const char binary[] = "[centre]\nname = a\0b\n";
	char *problems, *text;

	(void)state;
	check_refused("name = A\n", 1, "avant toute section");
	check_refused("[centr]\n", 1, "[centre]");
	check_refused("\n\n[zorglub]\n", 3, "n'existe pas");
	check_refused("[centre\nname = A\n", 1, "seule sur sa ligne");
	check_refused("[centre] name = A\n", 1, "seule sur sa ligne");
	check_refused("[centre]\njuste du texte\n", 2, "une clé");
	check_refused("[centre]\nname = A\n[gate]\n[centre]\nname = B\n", 5, "déjà donnée à la ligne 2");
	check_refused("[modem]\ndevice = sim\n", 1, "[modem nord]");
	check_refused("[modem é]\ndevice = sim\n", 1, "[modem nord]");
	check_refused("[modem a]\ndevice = sim\n[modem a]\ndevice = /dev/x\n", 3, "déjà");
	check_refused("[modem a]\n\n[modem b]\nimei = 353851020412345\n", 1, "donnez « device »");
	check_refused("[modem a]\ndevice = /dev/x\n[modem b]\ndevice = /dev/x\n", 3, "même appareil");
	check_refused("[centre]\nname = caf\xe9\n", 2, "UTF-8");
	check_refused("[centre]\nname = a\x01b\n", 2, "contrôle");
	assert_null(load(binary, sizeof(binary) - 1, &problems));
	assert_non_null(strstr(problems, ":2 : "));
	free(problems);
	text = xasprintf("[centre]\naddress = %2000s\n", "x");
	check_refused(text, 2, "trop longue");
	free(text);
}

static void
test_config_load__tells_every_problem(void **state)
{
	char *problems;
	const char *text = "[gate]\ntexts_per_day = x\npassive_replies = y\n";

	(void)state;
	assert_null(load(text, strlen(text), &problems));
	assert_non_null(strstr(problems, ":2 : "));
	assert_non_null(strstr(problems, "\n"));
	assert_non_null(strstr(problems, ":3 : "));
	free(problems);
}

static void
test_config_load__missing_file_says_what_to_do(void **state)
{
	char *problems;

	(void)state;
	assert_null(config_load("/nulle/part/azimut.conf", &problems));
	assert_non_null(strstr(problems, "--config"));
	free(problems);
	assert_null(config_load("/tmp", &problems));
	assert_non_null(strstr(problems, "--config"));
	free(problems);
}

static void
test_config_keys__stand_in_the_example_with_their_default(void **state)
{
	char		*problems;
	struct config	*c = config_load("docs/azimut.conf.example", &problems);
	FILE		*f = fopen("docs/azimut.conf.example", "r");
	char		 line[512], section[64] = "", name[64], value[256];
	bool		 seen[64] = { false };
	const struct config_key *k;

	(void)state;
	assert_non_null(f);
	if (c == NULL)
		fail_msg("%s", problems);
	config_free(c);
	while (fgets(line, sizeof(line), f) != NULL) {
		const char *p = line + strspn(line, "#; ");

		if (sscanf(p, "[%63[a-z]", section) == 1)
			continue;
		value[0] = '\0';
		if (sscanf(p, "%63[a-z_] = %255[^\n]", name, value) < 1 || strchr(p, '=') == NULL ||
		    p[strlen(name) + strspn(p + strlen(name), " ")] != '=')
			continue;
		for (k = config_keys; k->section != NULL; k++)
			if (strcmp(k->section, section) == 0 && strcmp(k->name, name) == 0)
				break;
		if (k->section == NULL)
			fail_msg("the example has an unknown key [%s] %s", section, name);
		if (line[0] == '#' && strcmp(value, k->def) != 0)	/* what holds without the line; others are examples */
			fail_msg("the example says %s = %s, the table %s", name, value, k->def);
		seen[k - config_keys] = true;
	}
	fclose(f);
	for (k = config_keys; k->section != NULL; k++)
		if (!seen[k - config_keys])
			fail_msg("the example lacks [%s] %s = %s", k->section, k->name, k->def);
}

static const char *
word(const void *arg, int i)
{
	return ((const char *const *)arg)[i];
}

static void
test_nearest__slips_and_beginnings(void **state)
{
	static const char *const words[] = { "status", "backup", "log", "contact", NULL };

	(void)state;
	assert_string_equal(nearest("sttaus", word, words), "status");
	assert_string_equal(nearest("bacup", word, words), "backup");
	assert_string_equal(nearest("cont", word, words), "contact");
	assert_string_equal(nearest("lig", word, words), "log");
	assert_null(nearest("zorglub", word, words));
	assert_null(nearest("x", word, words));
	assert_null(nearest("", word, words));
	assert_int_equal(nearest_distance("ab", "ba"), 1);
	assert_int_equal(nearest_distance("abc", ""), 3);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_config_load__smallest_file),
		cmocka_unit_test(test_config_load__every_kind_of_value),
		cmocka_unit_test(test_config_load__refuses_wrong_values),
		cmocka_unit_test(test_config_load__refuses_wrong_lines),
		cmocka_unit_test(test_config_load__tells_every_problem),
		cmocka_unit_test(test_config_load__missing_file_says_what_to_do),
		cmocka_unit_test(test_config_keys__stand_in_the_example_with_their_default),
		cmocka_unit_test(test_nearest__slips_and_beginnings),
	};
	int fd = mkstemp(file), rc;

	if (fd == -1)
		return 1;
	close(fd);
	rc = cmocka_run_group_tests(tests, NULL, NULL);
	unlink(file);
	return rc;
}
