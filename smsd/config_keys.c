/* The table of keys, and how each kind of value is read. */
#include "smsd/config.h"

#include <ctype.h>
#include <errno.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "base/mem.h"
#include "smsd/mail_header.h"
#include "smsd/text/phone.h"

static void
put(void *base, const struct config_key *k, const char *value)
{
	char **field = (char **)((char *)base + k->offset);

	free(*field);
	*field = xstrdup(value);
}

static int
set_text(void *base, const struct config_key *k, const char *v)
{
	long len = (long)strlen(v);

	if (len < k->min || len > k->max)
		return -1;
	put(base, k, v);
	return 0;
}

/* A text that lives in an array of the struct; k->max is the array's size less one. */
static int
set_array(void *base, const struct config_key *k, const char *v, const char *allowed, size_t min)
{
	size_t len = strlen(v);

	if (len > (size_t)k->max || (len != 0 && len < min) || strspn(v, allowed) != len)
		return -1;
	copystr((char *)base + k->offset, v, (size_t)k->max + 1);
	return 0;
}

static int
read_long(const char *v, long min, long max, long *n)
{
	char *end;

	if (!isdigit((unsigned char)v[v[0] == '-']))
		return -1;
	errno = 0;
	*n = strtol(v, &end, 10);
	return *end == '\0' && errno == 0 && *n >= min && *n <= max ? 0 : -1;
}

static int
set_int(void *base, const struct config_key *k, const char *v)
{
	long n;

	if (read_long(v, k->min, k->max, &n) == -1)
		return -1;
	*(int *)((char *)base + k->offset) = (int)n;
	return 0;
}

static int
set_pause(void *base, const struct config_key *k, const char *v)
{
	if (strcmp(v, "auto") != 0)
		return set_int(base, k, v);
	*(int *)((char *)base + k->offset) = -1;
	return 0;
}

static int
set_bool(void *base, const struct config_key *k, const char *v)
{
	static const char *const words[2][5] = {
		{ "no", "non", "false", "off", "0" }, { "yes", "oui", "true", "on", "1" },
	};

	for (int yes = 0; yes < 2; yes++)
		for (int i = 0; i < 5; i++)
			if (strcasecmp(v, words[yes][i]) == 0) {
				*(bool *)((char *)base + k->offset) = yes;
				return 0;
			}
	return -1;
}

static int
set_degrees(void *base, const struct config_key *k, const char *v)
{
	char	*end;
	double	 d;

	if (v[0] == '\0' || strspn(v, "0123456789.+-") != strlen(v))
		return -1;
	d = strtod(v, &end);
	if (*end != '\0' || !isfinite(d) || d < (double)k->min || d > (double)k->max)
		return -1;
	*(double *)((char *)base + k->offset) = d;
	return 0;
}

/* A number as people write it, kept as E.164. */
static int
read_phone(const char *v, char phone[NUMBER_MAX])
{
	phone[0] = '\0';
	return v[0] == '\0' ? 0 : phone_parse(v, phone);
}

static int
set_phone(void *base, const struct config_key *k, const char *v)
{
	char phone[NUMBER_MAX];

	if (read_phone(v, phone) == -1)
		return -1;
	put(base, k, phone);
	return 0;
}

static int
set_number(void *base, const struct config_key *k, const char *v)
{
	char phone[NUMBER_MAX];

	if (read_phone(v, phone) == -1)
		return -1;
	return copystr((char *)base + k->offset, phone, (size_t)k->max + 1);
}

static int
set_zone(void *base, const struct config_key *k, const char *v)
{
	char	*file;
	int	 rc;

	if (v[0] == '\0' || v[0] == '/' || strstr(v, "..") != NULL)
		return -1;
	file = xasprintf("/usr/share/zoneinfo/%s", v);
	rc = access(file, R_OK);
	free(file);
	if (rc == -1)
		return -1;
	put(base, k, v);
	return 0;
}

/* One of the words of k->expected, which holds them between « and ». */
static int
set_word(void *base, const struct config_key *k, const char *v)
{
	char	*quoted = xasprintf("« %s »", v);
	bool	 known = strstr(k->expected, quoted) != NULL;

	free(quoted);
	if (!known)
		return -1;
	put(base, k, v);
	return 0;
}

static int
set_tls(void *base, const struct config_key *k, const char *v)
{
	if (strcmp(v, "required") != 0 && strcmp(v, "none") != 0)
		return -1;
	*(bool *)((char *)base + k->offset) = strcmp(v, "required") == 0;
	return 0;
}

/* HH:MM, 24:00 included; minutes after midnight, or -1. */
static int
read_clock(const char *s, size_t len)
{
	int h, m;

	if (len == 5 && isdigit((unsigned char)s[0]) && isdigit((unsigned char)s[1]) && s[2] == ':' &&
	    isdigit((unsigned char)s[3]) && isdigit((unsigned char)s[4])) {
		h = (s[0] - '0') * 10 + s[1] - '0';
		m = (s[3] - '0') * 10 + s[4] - '0';
		if (m < 60 && h * 60 + m <= 24 * 60)
			return h * 60 + m;
	}
	return -1;
}

static int
set_clock(void *base, const struct config_key *k, const char *v)
{
	int at = read_clock(v, strlen(v));

	if (at == -1 || at == 24 * 60)
		return -1;
	*(int *)((char *)base + k->offset) = at;
	return 0;
}

static int
set_push_hours(void *base, const struct config_key *k, const char *v)
{
	struct config	*c = base;
	int		 from = 0, to = 24 * 60;

	(void)k;
	if (strcmp(v, "0") != 0) {
		if (strlen(v) != 11 || v[5] != '-')
			return -1;
		from = read_clock(v, 5);
		to = read_clock(v + 6, 5);
	}
	if (from == -1 || to == -1 || from >= to)
		return -1;
	c->gate.push.from = from;
	c->gate.push.to = to;
	return 0;
}

static int
read_day(const char *s, size_t len)
{
	static const char *const days[] = { "lun", "mar", "mer", "jeu", "ven", "sam", "dim" };

	for (int i = 0; i < 7; i++)
		if (len == 3 && strncasecmp(s, days[i], 3) == 0)
			return i;
	return -1;
}

/* "lun-sam", "lun,mer,ven", "sam-lun". */
static int
set_push_days(void *base, const struct config_key *k, const char *v)
{
	struct config	*c = base;
	unsigned	 days = 0;
	size_t		 len;
	int		 from, to;

	(void)k;
	if (strcmp(v, "0") == 0) {
		c->gate.push.days = 0x7f;
		return 0;
	}
	for (;; v += len + 1) {
		v += strspn(v, " ");
		len = strcspn(v, ",- ");
		from = to = read_day(v, len);
		if (v[len] == '-') {
			v += len + 1;
			len = strcspn(v, ", ");
			to = read_day(v, len);
		}
		if (from == -1 || to == -1)
			return -1;
		for (; from != to; from = (from + 1) % 7)
			days |= 1u << from;
		days |= 1u << to;
		len += strspn(v + len, " ");
		if (v[len] == '\0')
			break;
		if (v[len] != ',')
			return -1;
	}
	c->gate.push.days = days;
	return 0;
}

static int
set_countries(void *base, const struct config_key *k, const char *v)
{
	size_t len = strlen(v);

	if (len == 0 || len > (size_t)k->max)
		return -1;
	for (size_t i = 0; i < len; ) {
		size_t n = strspn(v + i, "ABCDEFGHIJKLMNOPQRSTUVWXYZ");

		if (n != 2)
			return -1;
		i += n + strspn(v + i + n, ", ");
	}
	copystr((char *)base + k->offset, v, (size_t)k->max + 1);
	return 0;
}

static int
set_device(void *base, const struct config_key *k, const char *v)
{
	struct config_modem	*m = base;
	size_t			 len = strlen(v);

	m->sim = strcmp(v, "sim") == 0;
	if (m->sim)
		v = "";
	if ((v[0] != '\0' && v[0] != '/') || len > (size_t)k->max)
		return -1;
	copystr(m->modem.device, v, sizeof(m->modem.device));
	return 0;
}

static int
set_imei(void *base, const struct config_key *k, const char *v)
{
	return set_array(base, k, v, "0123456789", 15);
}

static int
set_pin(void *base, const struct config_key *k, const char *v)
{
	return set_array(base, k, v, "0123456789", 4);
}

static int
set_ussd(void *base, const struct config_key *k, const char *v)
{
	return set_array(base, k, v, "0123456789*#", 2);
}

/* A path; a relative one starts from the folder of the configuration file, whatever the current folder. */
static int
set_path(void *base, const struct config_key *k, const char *v)
{
	const struct config	*c = base;
	const char		*slash = strrchr(c->path, '/');
	char			*whole;

	if ((long)strlen(v) < k->min || (long)strlen(v) > k->max || (v[0] != '\0' && v[strlen(v) - 1] == '/'))
		return -1;
	if (v[0] == '\0' || v[0] == '/' || slash == NULL) {
		put(base, k, v);
		return 0;
	}
	whole = xasprintf("%.*s/%s", (int)(slash - c->path), c->path, v);
	put(base, k, whole);
	free(whole);
	return 0;
}

/* smtp(s)://HOST[:PORT] and no more: a name, a password or a path in it would be taken for something else. */
static int
set_url(void *base, const struct config_key *k, const char *v)
{
	const char	*host = strncmp(v, "smtps://", 8) == 0 ? v + 8 : v + 7;
	size_t		 len;
	long		 port;

	if (v[0] == '\0')
		return set_text(base, k, v);
	if (host == v + 7 && strncmp(v, "smtp://", 7) != 0)
		return -1;
	if (host[0] == '[') {
		len = 1 + strspn(host + 1, "0123456789abcdefABCDEF:.");
		len = host[len] == ']' ? len + 1 : 0;
	} else
		len = strspn(host, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-");
	if (len == 0 || (host[len] != '\0' && host[len] != ':') ||
	    (host[len] == ':' && read_long(host + len + 1, 1, 65535, &port) == -1))
		return -1;
	return set_text(base, k, v);
}

static int
set_address(void *base, const struct config_key *k, const char *v)
{
	return v[0] != '\0' && !mail_address_ok(v) ? -1 : set_text(base, k, v);
}

static int
set_listen(void *base, const struct config_key *k, const char *v)
{
	const char	*colon = strrchr(v, ':');
	long		 port;

	if (v[0] != '\0' && (colon == NULL || colon == v || read_long(colon + 1, 1024, 65535, &port) == -1 ||
	    strpbrk(v, " /") != NULL))
		return -1;
	return set_text(base, k, v);
}

#define IN(field)	offsetof(struct config, field)
#define MODEM(field)	offsetof(struct config_modem, field)
#define YES_NO		"« oui » ou « non »"
#define A_PHONE		"un numéro de téléphone, par exemple 06 39 98 00 00 ou +33639980000"
#define A_LISTEN	"ADRESSE:PORT, le port de 1024 à 65535, par exemple 127.0.0.1:8080"

const struct config_key config_keys[] = {
	{ "centre", "name", "Centre social", 1, 100, "un nom de 1 à 100 octets", set_text, IN(centre.name) },
	{ "centre", "phone", "", 0, 0, A_PHONE, set_phone, IN(centre.phone) },
	{ "centre", "address", "", 0, 200, "une adresse de 200 octets au plus", set_text, IN(centre.address) },
	{ "centre", "latitude", "50.6292", -90, 90, "des degrés de -90 à 90, par exemple 50.7236", set_degrees,
	    IN(centre.latitude) },
	{ "centre", "longitude", "3.0573", -180, 180, "des degrés de -180 à 180, par exemple 3.1610", set_degrees,
	    IN(centre.longitude) },
	{ "centre", "timezone", "Europe/Paris", 0, 0, "un fuseau connu de cette machine, par exemple Europe/Paris",
	    set_zone, IN(timezone) },
	{ "centre", "opening_hours", "", 0, 255, "des heures d'ouverture à la façon d'OpenStreetMap, 255 octets au plus",
	    set_text, IN(centre.opening_hours) },
	{ "centre", "language", "fr", 0, 0, "« fr »", set_word, IN(language) },

	{ "database", "path", "/var/lib/azimut/azimut.db", 1, 900, "le chemin d'un fichier", set_path, IN(database) },

	{ "modem", "device", "", 0, 255, "un chemin complet, par exemple /dev/azimut-modem0, ou « sim »", set_device, 0 },
	{ "modem", "imei", "", 0, 15, "15 chiffres", set_imei, MODEM(modem.imei) },
	{ "modem", "pin", "", 0, 8, "4 à 8 chiffres", set_pin, MODEM(modem.pin) },
	{ "modem", "smsc", "", 0, sizeof(((struct modem_conf *)0)->smsc) - 1, A_PHONE, set_number, MODEM(modem.smsc) },
	{ "modem", "number", "", 0, NUMBER_MAX - 1, A_PHONE, set_number, MODEM(number) },
	{ "modem", "send_pause_ms", "auto", 0, 5000, "« auto », ou un nombre entier de 0 à 5000", set_pause,
	    MODEM(modem.send_pause_ms) },
	{ "modem", "status_reports", "yes", 0, 0, YES_NO, set_bool, MODEM(modem.status_reports) },
	{ "modem", "ussd_credit", "", 0, sizeof(((struct modem_conf *)0)->ussd_credit) - 1,
	    "un code de l'opérateur, par exemple #123#", set_ussd, MODEM(modem.ussd_credit) },
	{ "modem", "texts_per_day", "0", 0, 100000, NULL, set_int, MODEM(texts_per_day) },

	{ "gate", "texts_per_day", "500", 0, 100000, NULL, set_int, IN(gate.texts_per_day) },
	{ "gate", "per_number_per_day", "30", 0, 10000, NULL, set_int, IN(gate.per_number_per_day) },
	{ "gate", "passive_replies", "5", 0, 1000, NULL, set_int, IN(gate.passive_replies) },
	{ "gate", "distinct_per_month", "200", 0, 1000000, NULL, set_int, IN(gate.distinct_per_month) },
	{ "gate", "push_hours", "09:00-19:00", 0, 0, "HH:MM-HH:MM, par exemple 09:00-19:00, ou 0 (toute la journée)",
	    set_push_hours, 0 },
	{ "gate", "push_days", "lun-sam", 0, 0, "des jours parmi lun mar mer jeu ven sam dim, par exemple lun-sam "
	    "ou lun,mer,ven, ou 0 (tous les jours)", set_push_days, 0 },
	{ "gate", "alsace_moselle", "no", 0, 0, YES_NO, set_bool, IN(gate.push.alsace_moselle) },
	{ "gate", "countries", "FR", 2, GATE_COUNTRIES - 1, "des codes de pays de deux lettres, par exemple FR, BE",
	    set_countries, IN(gate.countries) },
	{ "gate", "overseas", "no", 0, 0, YES_NO, set_bool, IN(gate.overseas) },

	{ "mail", "url", "", 0, 255, "smtps://SERVEUR[:PORT] ou smtp://SERVEUR[:PORT]", set_url, IN(mail.url) },
	{ "mail", "from", "", 0, 255, "une adresse électronique", set_address, IN(mail.from) },
	{ "mail", "user", "", 0, 255, "un nom d'utilisateur", set_text, IN(mail.user) },
	{ "mail", "password_file", "", 0, 900, "le chemin d'un fichier", set_path, IN(mail.password_file) },
	{ "mail", "ca_file", "", 0, 900, "le chemin d'un fichier", set_path, IN(mail.ca_file) },
	{ "mail", "tls", "required", 0, 0, "« required » ou « none »", set_tls, IN(mail.tls) },

	{ "reminders", "hour", "10:00", 0, 0, "une heure HH:MM, par exemple 10:00", set_clock, IN(reminders.hour) },
	{ "reminders", "consent", "ask", 0, 0, "« ask » ou « attested »", set_word, IN(reminders.consent) },

	{ "queue", "unknown_wait_s", "120", 1, 86400, NULL, set_int, IN(queue.unknown_wait_s) },
	{ "queue", "parts_timeout_h", "24", 1, 720, NULL, set_int, IN(queue.parts_timeout_h) },

	{ "web", "listen", "127.0.0.1:8080", 0, 255, A_LISTEN, set_listen, IN(web.listen) },
	{ "web", "public_listen", "", 0, 255, A_LISTEN, set_listen, IN(web.public_listen) },

	{ .section = NULL },
};
