#include "smsd/config.h"

#include <ctype.h>
#include <errno.h>
#include <ini.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <utf8proc.h>

#include "base/mem.h"
#include "base/strbuf.h"
#include "base/why.h"
#include "smsd/nearest.h"

#define LINE_MAX_BYTES	1024
#define NKEYS_MAX	64
#define MODEMS_MAX	32

struct reading {
	struct config	*conf;
	FILE		*file;
	struct strbuf	 problems;
	int		 line;
	char		 section[64];		/* as written: "modem nord" */
	struct config_modem *modem;		/* of the current section */
	int		 section_line[MODEMS_MAX];	/* of each modem */
	bool		 pointed[MODEMS_MAX];	/* it has a device or an imei, right or wrong */
	bool		 refused;		/* the current section is unknown: its keys add nothing */
	int		 seen[NKEYS_MAX];	/* line of each key in the file, or in this modem's section */
};

static void problem(struct reading *, int line, const char *, ...) __attribute__((format(printf, 3, 4)));

static void
problem(struct reading *r, int line, const char *fmt, ...)
{
	va_list	 ap;
	char	*text;

	va_start(ap, fmt);
	if (vasprintf(&text, fmt, ap) == -1)
		text = NULL;
	va_end(ap);
	if (r->problems.len != 0)
		strbuf_putc(&r->problems, '\n');
	strbuf_printf(&r->problems, "%s:%d : %s", r->conf->path, line, text == NULL ? "mémoire" : text);
	free(text);
}

static const struct config_key *
key_find(const char *section, const char *name)
{
	for (const struct config_key *k = config_keys; k->section != NULL; k++)
		if (strcmp(k->section, section) == 0 && strcmp(k->name, name) == 0)
			return k;
	return NULL;
}

static const char *
key_name(const void *section, int i)
{
	for (const struct config_key *k = config_keys; k->section != NULL; k++)
		if (strcmp(k->section, section) == 0 && i-- == 0)
			return k->name;
	return NULL;
}

static const char *
section_name(const void *arg, int i)
{
	(void)arg;
	for (const struct config_key *k = config_keys; k->section != NULL; k++)
		if ((k == config_keys || strcmp(k[-1].section, k->section) != 0) && i-- == 0)
			return k->section;
	return NULL;
}

static void
set_defaults(const char *section, void *base)
{
	for (const struct config_key *k = config_keys; k->section != NULL; k++)
		if ((strcmp(k->section, "modem") == 0) == (strcmp(section, "modem") == 0) &&
		    k->set(base, k, k->def) == -1)
			abort();		/* a default out of its own range: our bug */
}

/* Words for a value that was refused. */
static void
refuse_value(struct reading *r, const struct config_key *k, const char *value)
{
	char expected[96];

	snprintf(expected, sizeof(expected), "un nombre entier de %ld à %ld", k->min, k->max);
	if (strcmp(k->name, "pin") == 0)
		value = "****";			/* problems end in logs */
	problem(r, r->line, "[%s] %s = « %s » n'est pas possible. Attendu : %s%s%s%s.", r->section, k->name, value,
	    k->expected != NULL ? k->expected : expected, k->def[0] != '\0' ? " (sans cette ligne : " : "",
	    k->def, k->def[0] != '\0' ? ")" : "");
}

static void
begin_modem(struct reading *r, const char *name)
{
	struct config	*c = r->conf;
	size_t		 len = strlen(name);

	r->refused = true;
	if (len == 0 || len > 31 || strspn(name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-") != len) {
		problem(r, r->line, "[modem %s] : donnez à chaque modem un nom de 1 à 31 lettres sans accent, chiffres, "
		    "- ou _, par exemple [modem nord].", name);
		return;
	}
	if (config_modem(c, name) != NULL) {
		problem(r, r->line, "[modem %s] est déjà là plus haut. Donnez un autre nom à ce modem.", name);
		return;
	}
	if (c->nmodems == MODEMS_MAX) {
		problem(r, r->line, "Trop de modems : %d au plus.", MODEMS_MAX);
		return;
	}
	for (const struct config_key *k = config_keys; k->section != NULL; k++)
		if (strcmp(k->section, "modem") == 0)
			r->seen[k - config_keys] = 0;
	r->refused = false;
	r->section_line[c->nmodems] = r->line;
	r->modem = &c->modems[c->nmodems++];
	set_defaults("modem", r->modem);
	copystr(r->modem->modem.name, name, sizeof(r->modem->modem.name));
}

/* A line that begins a section: inih tells only of keys, and an unknown section without keys must be refused too. */
static void
begin_section(struct reading *r, const char *line)
{
	const char	*end = strchr(line, ']'), *near;
	size_t		 len;

	r->refused = true;
	r->modem = NULL;
	if (end == NULL || end[1 + strspn(end + 1, " \t\r\n")] != '\0' || end - line > 48) {
		problem(r, r->line, "Une section s'écrit [nom], seule sur sa ligne.");
		return;
	}
	len = (size_t)(end - line - 1);
	memcpy(r->section, line + 1, len);
	r->section[len] = '\0';
	if (strncmp(r->section, "modem", 5) == 0 && (r->section[5] == ' ' || r->section[5] == '\0')) {
		begin_modem(r, r->section + 5 + strspn(r->section + 5, " "));
		return;
	}
	for (int i = 0; section_name(NULL, i) != NULL; i++)
		if (strcmp(section_name(NULL, i), r->section) == 0) {
			r->refused = false;
			return;
		}
	near = nearest(r->section, section_name, NULL);
	if (near != NULL)
		problem(r, r->line, "La section [%s] n'existe pas. Vouliez-vous écrire [%s] ?", r->section, near);
	else
		problem(r, r->line, "La section [%s] n'existe pas. Les sections sont : centre, database, modem NOM, gate, "
		    "mail, reminders, queue, web.", r->section);
}

static bool
is_utf8(const char *s, size_t len)
{
	utf8proc_int32_t	c;
	utf8proc_ssize_t	n;

	for (size_t i = 0; i < len; i += (size_t)n)
		if ((n = utf8proc_iterate((const utf8proc_uint8_t *)s + i, (utf8proc_ssize_t)(len - i), &c)) <= 0)
			return false;
	return true;
}

/* Gives inih its lines, and keeps what it does not tell: their numbers and the sections. */
static char *
read_line(char *buf, int size, void *arg)
{
	struct reading	*r = arg;
	char		*line = NULL;
	size_t		 room = 0, off;
	ssize_t		 len;

	if ((len = getline(&line, &room, r->file)) == -1) {
		free(line);
		return NULL;
	}
	r->line++;
	off = r->line == 1 && len >= 3 && memcmp(line, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
	off += strspn(line + off, " \t");
	if (memchr(line, '\0', (size_t)len) != NULL || !is_utf8(line, (size_t)len)) {
		problem(r, r->line, "Ce n'est pas du texte UTF-8. Enregistrez le fichier en UTF-8.");
		line[0] = '\0';
	} else if (len >= size) {
		problem(r, r->line, "Ligne trop longue : %d octets au plus.", size - 1);
		line[0] = '\0';
	} else if (line[off] == '[') {
		begin_section(r, line + off);
		line[0] = '\0';		/* inih would cut a long name in silence */
	} else if (line[off] != '\0' && strchr(";#\r\n", line[off]) == NULL && strpbrk(line + off, "=:") == NULL) {
		problem(r, r->line, "Attendu : une clé, le signe = et sa valeur, ou un commentaire qui commence par #.");
		line[0] = '\0';
	}
	copystr(buf, line[0] == '\0' ? "\n" : line, (size_t)size);
	free(line);
	return buf;
}

static int
on_key(void *arg, const char *section, const char *name, const char *value)
{
	struct reading		*r = arg;
	const struct config_key	*k;
	const char		*near, *in = r->modem != NULL ? "modem" : r->section;

	(void)section;
	if (r->section[0] == '\0')
		problem(r, r->line, "La clé « %s » est avant toute section. Commencez par [centre].", name);
	if (r->section[0] == '\0' || r->refused)
		return 1;
	if ((k = key_find(in, name)) == NULL) {
		near = nearest(name, key_name, in);
		problem(r, r->line, "La clé « %s » n'existe pas dans [%s].%s%s%s", name, r->section,
		    near != NULL ? " Vouliez-vous écrire « " : " Voyez docs/azimut.conf.example.",
		    near != NULL ? near : "", near != NULL ? " » ?" : "");
		return 1;
	}
	if (r->seen[k - config_keys] != 0) {
		problem(r, r->line, "La clé « %s » est déjà donnée à la ligne %d. N'en gardez qu'une.", name,
		    r->seen[k - config_keys]);
		return 1;
	}
	r->seen[k - config_keys] = r->line;
	if (r->modem != NULL && value[0] != '\0' && (strcmp(name, "device") == 0 || strcmp(name, "imei") == 0))
		r->pointed[r->modem - r->conf->modems] = true;
	/* OSM's opening hours are full of semicolons; elsewhere this is a comment that gammu's users would not write. */
	if (strcmp(name, "opening_hours") != 0 && (strstr(value, " ;") != NULL || strstr(value, " #") != NULL)) {
		problem(r, r->line, "Un commentaire se met seul sur sa ligne, pas derrière la valeur de « %s ».", name);
		return 1;
	}
	for (const char *p = value; *p != '\0'; p++)
		if (iscntrl((unsigned char)*p)) {
			problem(r, r->line, "La valeur de « %s » contient un caractère de contrôle. Retapez-la.", name);
			return 1;
		}
	if (k->set(r->modem != NULL ? (void *)r->modem : (void *)r->conf, k, value) == -1)
		refuse_value(r, k, value);
	return 1;
}

/* inih as gammu's users know it, but nothing is cut or joined in silence.  Its settings are global, and others use it. */
static int
parse(struct reading *r)
{
	bool	multiline = ini_allow_multiline, comments = ini_allow_inline_comments, stack = ini_use_stack;
	int	initial = ini_initial_alloc, max = ini_max_line, rc;

	ini_allow_multiline = ini_allow_inline_comments = ini_use_stack = false;
	ini_initial_alloc = ini_max_line = LINE_MAX_BYTES;
	rc = ini_parse_stream(read_line, r, on_key, r);
	ini_allow_multiline = multiline;
	ini_allow_inline_comments = comments;
	ini_use_stack = stack;
	ini_initial_alloc = initial;
	ini_max_line = max;
	return rc;
}

/* What no single line tells. */
static void
check_modems(struct reading *r)
{
	struct config *c = r->conf;

	for (size_t i = 0; i < c->nmodems; i++) {
		const struct config_modem *m = &c->modems[i];

		if (!r->pointed[i])
			problem(r, r->section_line[i], "[modem %s] : donnez « device » (le chemin du modem, ou « sim ») ou « imei ».",
			    m->modem.name);
		for (size_t j = 0; j < i; j++) {
			const struct config_modem *o = &c->modems[j];

			if ((m->modem.device[0] != '\0' && strcmp(m->modem.device, o->modem.device) == 0) ||
			    (m->modem.imei[0] != '\0' && strcmp(m->modem.imei, o->modem.imei) == 0))
				problem(r, r->section_line[i], "[modem %s] et [modem %s] désignent le même appareil.",
				    m->modem.name, o->modem.name);
		}
	}
}

static void
check_mail(struct reading *r)
{
	struct config	*c = r->conf;
	int		 line = r->seen[key_find("mail", "url") - config_keys];

	if (c->mail.url[0] != '\0' && c->mail.from[0] == '\0')
		problem(r, line, "[mail] : donnez « from », l'adresse d'expéditeur, avec « url ».");
	if ((c->mail.user[0] == '\0') != (c->mail.password_file[0] == '\0'))
		problem(r, r->seen[key_find("mail", c->mail.user[0] != '\0' ? "user" : "password_file") - config_keys],
		    "[mail] : « user » et « password_file » vont ensemble. Donnez les deux, ou aucun.");
	if (!c->mail.tls && strncmp(c->mail.url, "smtps:", 6) == 0)
		problem(r, line, "[mail] : smtps:// est toujours chiffré. Ôtez « tls = none », ou écrivez smtp://.");
}

static void
add_own(struct gate_conf *g, const char *number)
{
	if (number[0] != '\0' && g->nown < GATE_OWN_MAX)
		copystr(g->own[g->nown++], number, NUMBER_MAX);
}

static void
own_numbers(struct config *c)
{
	add_own(&c->gate, c->centre.phone);
	for (size_t i = 0; i < c->nmodems; i++)
		add_own(&c->gate, c->modems[i].number);
}

static FILE *
open_file(const char *path, char **problems)
{
	struct stat	 st;
	FILE		*f;

	if ((f = fopen(path, "re")) == NULL || fstat(fileno(f), &st) == -1 || !S_ISREG(st.st_mode)) {
		if (f == NULL && errno == ENOENT)
			*problems = xasprintf("%s : ce fichier n'existe pas. Copiez docs/azimut.conf.example à cet endroit, "
			    "ou indiquez un autre fichier avec --config.", path);
		else if (f == NULL)
			*problems = xasprintf("%s : ce fichier ne s'ouvre pas : %s. Vérifiez les droits, ou lancez la "
			    "commande avec sudo.", path, why_not(errno));
		else
			*problems = xasprintf("%s : ce n'est pas un fichier. Indiquez le fichier avec --config.", path);
		if (f != NULL)
			fclose(f);
		return NULL;
	}
	return f;
}

struct config *
config_load(const char *path, char **problems)
{
	struct reading	 r = { 0 };
	struct config	*c;
	char		*real;

	*problems = NULL;
	if ((r.file = open_file(path, problems)) == NULL)
		return NULL;
	r.conf = c = xcalloc(1, sizeof(*c));
	real = realpath(path, NULL);
	c->path = real != NULL ? real : xstrdup(path);
	c->modems = xcalloc(MODEMS_MAX, sizeof(*c->modems));
	set_defaults("", c);

	if (parse(&r) < 0)
		problem(&r, r.line, "La lecture s'est arrêtée là. Recommencez.");
	if (ferror(r.file))
		problem(&r, r.line, "La lecture s'est arrêtée là : %s.", why_not(errno));
	fclose(r.file);
	check_modems(&r);
	check_mail(&r);
	if (r.problems.len != 0) {
		*problems = strbuf_take(&r.problems);
		config_free(c);
		return NULL;
	}
	c->placed = r.seen[key_find("centre", "latitude") - config_keys] != 0 &&
	    r.seen[key_find("centre", "longitude") - config_keys] != 0;
	own_numbers(c);
	setenv("TZ", c->timezone, 1);
	tzset();
	return c;
}

void
config_free(struct config *c)
{
	if (c == NULL)
		return;
	free((char *)c->centre.name);
	free((char *)c->centre.phone);
	free((char *)c->centre.address);
	free((char *)c->centre.opening_hours);
	free(c->timezone);
	free(c->language);
	free(c->database);
	free(c->mail.url);
	free(c->mail.from);
	free(c->mail.user);
	free(c->mail.password_file);
	free(c->mail.ca_file);
	free(c->reminders.consent);
	free(c->web.listen);
	free(c->web.public_listen);
	free(c->modems);
	free(c->path);
	free(c);
}

struct planner
config_planner(const struct config *c)
{
	return (struct planner){ .push = c->gate.push, .hour = c->reminders.hour, .school_zone = "B" };
}

bool
config_attested(const struct config *c)
{
	return strcmp(c->reminders.consent, "attested") == 0;
}

const struct config_modem *
config_modem(const struct config *c, const char *name)
{
	for (size_t i = 0; i < c->nmodems; i++)
		if (strcmp(c->modems[i].modem.name, name) == 0)
			return &c->modems[i];
	return NULL;
}
