#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/strbuf.h"
#include "schema/category.h"
#include "schema/db.h"
#include "schema/phrase.h"
#include "schema/place.h"
#include "smsd/ctl/import_run.h"
#include "smsd/text/fold.h"
#include "smsd/text/phone.h"

#define NAME_MAX_BYTES		200
#define TEXT_MAX_BYTES		2000
#define INDEX_CHUNK		500

enum column {
	ID, NAME, CATEGORY, TYPOLOGIE, SERVICES, THEMATIQUES, ADDRESS, NUMBER, POSTCODE, COMMUNE, PHONE, WEBSITE, HOURS,
	DESCRIPTION, DETAIL, LATITUDE, LONGITUDE, SOURCE, DATED, STATUS, EXAMPLE, LICENCE
};

/* Ours; médiation numérique's; data·inclusion's; OpenStreetMap's; and what people write in a header. */
static const struct records_column columns[] = {
	[ID] = { "id|identifiant", false },
	[NAME] = { "nom|name|titre|denomination|nom de la structure|structure", true },
	[CATEGORY] = { "categorie|category|type|type de lieu|genre", false },
	[TYPOLOGIE] = { "typologie", false },
	[SERVICES] = { "services", false },
	[THEMATIQUES] = { "thematiques|thematique", false },
	[ADDRESS] = { "adresse|address|rue|voie|addr street|addr full", false },
	[NUMBER] = { "addr housenumber|numero de voie", false },
	[POSTCODE] = { "code postal|cp|postcode|addr postcode", false },
	[COMMUNE] = { "commune|ville|city|addr city|localite", false },
	[PHONE] = { "telephone|tel|phone|contact phone|numero de telephone", false },
	[WEBSITE] = { "site web|site|website|url|contact website", false },
	[HOURS] = { "horaires|horaires osm|horaires accueil|opening hours", false },
	[DESCRIPTION] = { "description|presentation resume|presentation", false },
	[DETAIL] = { "presentation detail", false },
	[LATITUDE] = { "latitude|lat", false },
	[LONGITUDE] = { "longitude|lon|lng|long", false },
	[SOURCE] = { "source", false },
	[DATED] = { "date maj|date de mise a jour|mise a jour|date", false },
	[STATUS] = { "statut|status", false },
	[EXAMPLE] = { "exemple|fictif", false },
	[LICENCE] = { "licence|license", false },
	{ NULL, false }
};

/* imp->item */
struct item {
	struct place	place;
	bool		status_given;
	int64_t		*id;		/* where its row is told, or NULL */
};

/* ---- category -------------------------------------------------------------------------------------------------- */

struct by_thematique {
	const char		*wanted;	/* joined by '|' */
	const struct category	*found;
};

static int
has_thematique(void *arg, const struct category *c)
{
	struct by_thematique	*b = arg;
	const char		*at;
	size_t			 len;

	if (c->thematique == NULL || (at = strstr(b->wanted, c->thematique)) == NULL)
		return 0;
	len = strlen(c->thematique);
	if ((at == b->wanted || at[-1] == '|') && (at[len] == '\0' || at[len] == '|'))
		b->found = c;
	return b->found != NULL;
}

static const struct category *
by_typologie(struct db *db, const char *joined)
{
	const struct category	*c = NULL;
	char			*copy = xstrdup(joined), *rest = copy, *one;

	while (c == NULL && (one = strsep(&rest, "|;, ")) != NULL)
		c = category_by_typologie(db, one);
	free(copy);
	return c;
}

/* The category that the name begins with ("Bibliothèque municipale"), or NULL. */
static const struct category *
by_name(struct db *db, const char *name)
{
	struct category_match	 m;
	struct folded		 f;
	int			 rc;

	fold_words(&f, name, strlen(name));
	rc = category_at(db, &f, 0, &m);
	fold_clear(&f);
	return rc == 1 ? m.category : NULL;
}

/* One of "ecole|creche", an id or a word for it.  Advances *joined past it. */
static const struct category *
next_category(struct db *db, const char **joined)
{
	const struct category	*c;
	size_t			 len = strcspn(*joined, "|");
	char			*one = xstrndup(*joined, len);

	if ((c = category_get(db, one)) == NULL)
		c = category_guess(db, one);
	free(one);
	*joined += len + ((*joined)[len] == '|');
	return c;
}

/* What the file says, else what it lets guess; at most two.  `services` is a column of médiation numérique: such a place
 * helps with computers, too. */
static int
categories_of(struct import *imp, const char *const *v, const struct category *c[2])
{
	struct by_thematique	 b = { v[THEMATIQUES], NULL };
	const char		*joined = v[CATEGORY];

	c[0] = c[1] = NULL;
	if (joined != NULL) {
		if ((c[0] = next_category(imp->db, &joined)) == NULL || (*joined != '\0' && (c[1] = next_category(imp->db, &joined)) == NULL))
			return import_refuse(imp, "catégorie « %.60s » inconnue ; celles qui existent : azimut place categories", v[CATEGORY]);
		return 0;
	}
	if (v[TYPOLOGIE] != NULL)
		c[0] = by_typologie(imp->db, v[TYPOLOGIE]);
	if (c[0] == NULL)
		c[0] = imp->opts->category != NULL ? category_get(imp->db, imp->opts->category) : by_name(imp->db, v[NAME]);
	if (v[SERVICES] != NULL)
		c[c[0] != NULL] = category_get(imp->db, "aide-numerique");
	if (c[0] == NULL && (c[0] = category_guess(imp->db, v[NAME])) == NULL && v[THEMATIQUES] != NULL &&
	    category_each(imp->db, has_thematique, &b) != -1)
		c[0] = b.found;
	if (c[0] == NULL)
		return import_refuse(imp, "pas de catégorie, et le nom ne la laisse pas deviner : ajoutez une colonne « categorie », "
		    "ou --category");
	return 0;
}

static int
take_category(struct import *imp, struct place *p, const char *const *v)
{
	const struct category	*c[2];
	int			 i;

	if (categories_of(imp, v, c) == -1)
		return -1;
	for (i = 0; i < 2; i++)
		if (c[i] != NULL && c[i]->answer != NULL)
			return import_refuse(imp, "« %s » a une réponse fixe : on ne donne jamais d'adresse", c[i]->label);
	p->category = xstrdup(c[0]->id);
	p->also = c[1] == NULL || c[1] == c[0] ? NULL : xstrdup(c[1]->id);
	return 0;
}

/* ---- numbers --------------------------------------------------------------------------------------------------- */

/* "03 20 00 00 00 / 06 ..." -> the first. */
static char *
first_phone(const char *s)
{
	char	*one = xstrndup(s, strcspn(s, "|/;,")), *ou;

	if ((ou = strstr(one, " ou ")) != NULL)
		*ou = '\0';
	return one;
}

static bool
is_fictional(const char *e164)
{
	return strncmp(e164, "+3363998", 8) == 0;
}

static int
keep_phone(struct import *imp, struct place *p, const char *typed)
{
	char		 e164[PHONE_MAX], digits[PHONE_MAX];
	size_t		 n = 0;
	const char	*s;

	switch (phone_class(typed)) {
	case PHONE_MOBILE:
		if (phone_parse(typed, e164) == -1)
			return import_refuse(imp, "téléphone « %.40s » illisible", typed);
		if (!imp->opts->mobiles && !is_fictional(e164)) {
			import_notice(imp, "téléphone mobile non repris : c'est peut-être celui d'une personne (sinon : --mobiles)");
			return 0;
		}
		break;
	case PHONE_LANDLINE: case PHONE_OVERSEAS: case PHONE_FREE: case PHONE_PLATFORM: case PHONE_FOREIGN:
		if (phone_parse(typed, e164) == -1)
			return import_refuse(imp, "téléphone « %.40s » illisible", typed);
		break;
	case PHONE_VOICE_SHORT:
		for (s = typed; *s != '\0' && n < sizeof(digits) - 1; s++)
			if (*s >= '0' && *s <= '9')
				digits[n++] = *s;
		digits[n] = '\0';
		copystr(e164, digits, sizeof(e164));
		break;
	case PHONE_PREMIUM:
		return import_refuse(imp, "téléphone « %.40s » : numéro surtaxé, on ne le donne pas aux habitants", typed);
	default:
		return import_refuse(imp, "téléphone « %.40s » illisible", typed);
	}
	p->phone = xstrdup(e164);
	return 0;
}

/* A spreadsheet eats the zero in front: 320123456. */
static int
take_phone(struct import *imp, struct place *p, const char *typed)
{
	char	*one, *with_zero;
	int	 rc;

	if (typed == NULL)
		return 0;
	if (*typed == '\'')
		typed++;
	one = first_phone(typed);
	if (strlen(one) == 9 && strspn(one, "0123456789") == 9 && *one != '0') {
		with_zero = xasprintf("0%s", one);
		free(one);
		one = with_zero;
	}
	rc = strspn(one, " ") == strlen(one) ? 0 : keep_phone(imp, p, one);
	free(one);
	return rc;
}

static int
take_postcode(struct import *imp, struct place *p, const char *typed)
{
	char	digits[8];
	size_t	n = 0;

	if (typed == NULL)
		return 0;
	for (const char *s = typed; *s != '\0'; s++) {
		if (*s == ' ' || *s == '\'')
			continue;
		if (*s < '0' || *s > '9' || n > 5)
			return import_refuse(imp, "code postal « %.20s » : cinq chiffres sont attendus", typed);
		digits[n++] = *s;
	}
	digits[n] = '\0';
	if (n != 5 && n != 4)
		return import_refuse(imp, "code postal « %.20s » : cinq chiffres sont attendus", typed);
	p->postcode = xasprintf("%s%s", n == 4 ? "0" : "", digits);	/* the zero that a spreadsheet ate */
	return 0;
}

/* "50,6344" or "50.6344". */
static int
degrees(const char *typed, double max, double *v)
{
	char	 buf[40], *end;

	if (copystr(buf, typed, sizeof(buf)) == -1)
		return -1;
	for (end = buf; *end != '\0'; end++)
		if (*end == ',')
			*end = '.';
	*v = strtod(buf, &end);
	while (*end == ' ')
		end++;
	return end == buf || *end != '\0' || !isfinite(*v) || fabs(*v) > max ? -1 : 0;
}

static int
take_position(struct import *imp, struct place *p, const char *const *v)
{
	double lat, lon;

	if (v[LATITUDE] == NULL && v[LONGITUDE] == NULL) {
		import_notice(imp, "pas de position : le lieu sera rangé au milieu de sa commune");
		return 0;
	}
	if (v[LATITUDE] == NULL || v[LONGITUDE] == NULL)
		return import_refuse(imp, "il manque la %s", v[LATITUDE] == NULL ? "latitude" : "longitude");
	if (degrees(v[LATITUDE], 90, &lat) == -1)
		return import_refuse(imp, "latitude « %.20s » : un nombre de -90 à 90 est attendu", v[LATITUDE]);
	if (degrees(v[LONGITUDE], 180, &lon) == -1)
		return import_refuse(imp, "longitude « %.20s » : un nombre de -180 à 180 est attendu", v[LONGITUDE]);
	if (lat == 0 && lon == 0)
		return import_refuse(imp, "latitude et longitude à zéro : laissez les deux cases vides si vous ne les avez pas");
	if (lon > 41 && lon < 52 && lat > -6 && lat < 11)
		return import_refuse(imp, "latitude et longitude sont inversées");
	p->latitude = lat;
	p->longitude = lon;
	return 0;
}

/* 2022-05-24, 2022-05-24T10:00:00Z or 24/05/2022 -> 2022-05-24. */
static void
take_date(struct import *imp, struct place *p, const char *typed)
{
	int y, m, d;

	if (typed == NULL)
		return;
	if ((sscanf(typed, "%4d-%2d-%2d", &y, &m, &d) == 3 || sscanf(typed, "%2d/%2d/%4d", &d, &m, &y) == 3) &&
	    y > 1900 && y < 2200 && m >= 1 && m <= 12 && d >= 1 && d <= 31)
		p->dated = xasprintf("%04d-%02d-%02d", y, m, d);
	else
		import_notice(imp, "date « %.20s » non reprise : AAAA-MM-JJ est attendu", typed);
}

/* ---- words ----------------------------------------------------------------------------------------------------- */

static bool
is_yes(const char *s)
{
	return s != NULL && (strcasecmp(s, "oui") == 0 || strcasecmp(s, "true") == 0 || strcasecmp(s, "vrai") == 0 ||
	    strcmp(s, "1") == 0);
}

static int
take_status(struct import *imp, struct place *p, const char *typed)
{
	static const struct { const char *word; enum place_status status; } words[] = {
		{ "publie", PLACE_PUBLISHED }, { "published", PLACE_PUBLISHED }, { "valide", PLACE_PUBLISHED },
		{ "propose", PLACE_PROPOSED }, { "proposed", PLACE_PROPOSED }, { "a valider", PLACE_PROPOSED },
		{ "masque", PLACE_HIDDEN }, { "hidden", PLACE_HIDDEN }, { "cache", PLACE_HIDDEN },
	};
	char	*folded;
	size_t	 i;
	int	 rc = -1;

	if (typed == NULL)
		return 0;
	folded = phrase_words(typed);
	for (i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (strcmp(words[i].word, folded) == 0) {
			p->status = words[i].status;
			rc = 0;
		}
	free(folded);
	return rc == 0 ? 0 : import_refuse(imp, "statut « %.20s » : publié, proposé ou masqué est attendu", typed);
}

static void
take_website(struct import *imp, struct place *p, char *site)
{
	if (site == NULL)
		return;
	site[strcspn(site, "| ")] = '\0';
	if (strncasecmp(site, "http://", 7) == 0 || strncasecmp(site, "https://", 8) == 0)
		p->website = xstrdup(site);
	else if (strchr(site, '.') != NULL && strchr(site, '@') == NULL && strchr(site, ':') == NULL)
		p->website = xasprintf("https://%s", site);
	else
		import_notice(imp, "site web « %.40s » non repris", site);
	free(site);
}

/* Without an id of its own a place is known by what it is called and where. */
static void
take_identity(struct import *imp, struct place *p, const char *const *v)
{
	struct strbuf	 b = { 0 };
	char		*words;

	p->source = xstrdup(imp->opts->source != NULL ? imp->opts->source : v[SOURCE] != NULL ? v[SOURCE] : imp->source);
	if (v[ID] != NULL) {
		p->source_id = xstrdup(v[ID]);
		return;
	}
	strbuf_printf(&b, "%s %s %s %s", p->name, p->address == NULL ? "" : p->address, p->postcode == NULL ? "" : p->postcode,
	    p->commune == NULL ? "" : p->commune);
	words = phrase_words(b.s);
	strbuf_clear(&b);
	p->source_id = words;
}

/* A list of services: "a|b", "a;b" -> "a, b". */
static void
with_commas(char **text)
{
	struct strbuf	 b = { 0 };
	const char	*s;

	if (*text == NULL)
		return;
	for (s = *text; *s != '\0'; s++)
		if (*s == '|' || *s == ';')
			strbuf_puts(&b, s[1] == ' ' ? "," : ", ");
		else
			strbuf_putc(&b, *s);
	free(*text);
	*text = strbuf_take(&b);
}

static int
take_texts(struct import *imp, struct place *p, const char *const *v)
{
	char	*number = NULL, *street = NULL, *site = NULL;
	int	 rc = -1;

	if (import_text(imp, "nom", v[NAME], &p->name) == -1 || import_text(imp, "commune", v[COMMUNE], &p->commune) == -1 ||
	    import_text(imp, "horaires", v[HOURS], &p->hours) == -1 || import_text(imp, "licence", v[LICENCE], &p->licence) == -1 ||
	    import_text(imp, "description", v[DESCRIPTION] != NULL ? v[DESCRIPTION] : v[DETAIL] != NULL ? v[DETAIL] :
	    v[SERVICES], &p->description) == -1 || import_text(imp, "adresse", v[ADDRESS], &street) == -1 ||
	    import_text(imp, "numéro", v[NUMBER], &number) == -1 || import_text(imp, "site web", v[WEBSITE], &site) == -1)
		goto out;
	if (street != NULL && number != NULL)
		p->address = xasprintf("%s %s", number, street);
	else if (street != NULL)
		p->address = xstrdup(street);
	if (v[DESCRIPTION] == NULL && v[DETAIL] == NULL)
		with_commas(&p->description);
	if (p->name == NULL)
		import_refuse(imp, "il n'y a pas de nom");
	else if (strlen(p->name) > NAME_MAX_BYTES)
		import_refuse(imp, "nom trop long (150 lettres au plus)");
	else if (p->description != NULL && strlen(p->description) > TEXT_MAX_BYTES)
		import_refuse(imp, "description trop longue (2000 octets au plus)");
	else {
		take_website(imp, p, site);
		site = NULL;
		rc = 0;
	}
out:
	free(number);
	free(street);
	free(site);
	return rc;
}

static int
check(struct import *imp, const char *const *v)
{
	struct item	*item = imp->item;
	struct place	*p = &item->place;
	char		*identity;
	int		 rc;

	place_init(p);
	item->status_given = v[STATUS] != NULL;
	if (take_texts(imp, p, v) == -1 || take_category(imp, p, v) == -1 || take_postcode(imp, p, v[POSTCODE]) == -1 ||
	    take_phone(imp, p, v[PHONE]) == -1 || take_position(imp, p, v) == -1 || take_status(imp, p, v[STATUS]) == -1)
		return -1;
	take_date(imp, p, v[DATED]);
	p->example = is_yes(v[EXAMPLE]);
	take_identity(imp, p, v);
	identity = xasprintf("%s\t%s", p->source, p->source_id);
	rc = import_unique(imp, identity);
	free(identity);
	return rc;
}

/* What staff hid stays hidden, unless the file says otherwise. */
static int
store(struct import *imp)
{
	struct item	*item = imp->item;
	struct place	*p = &item->place, old;
	int		 rc;

	if (!item->status_given) {
		if ((rc = place_find(imp->db, p->source, p->source_id, &old)) == -1)
			return -1;
		if (rc == 1)
			p->status = old.status;
		place_clear(&old);
	}
	return place_put(imp->db, p, imp->opts->now, item->id);
}

static void
clear(struct import *imp)
{
	place_clear(&((struct item *)imp->item)->place);
}

static int
finish(struct import *imp)
{
	int n;

	do {
		import_rest();
		if (db_begin(imp->db) == -1 || (n = place_index(imp->db, INDEX_CHUNK)) == -1 || db_commit(imp->db) == -1)
			return -1;
	} while (n > 0);
	if (imp->result->added + imp->result->updated < 40 * INDEX_CHUNK)
		return 0;
	return place_optimize(imp->db);
}

static const struct import_kind kind = { columns, check, store, clear, finish };

enum import_end
import_places(struct db *db, const char *path, const struct import_opts *opts, struct import_result *result)
{
	struct item item = { .status_given = false };

	place_init(&item.place);
	return import_run(db, path, opts, result, &kind, &item);
}

enum import_end
import_place(struct db *db, const char *const *names, const char *const *values, const struct import_opts *opts, int64_t *id)
{
	struct item item = { .status_given = false };

	place_init(&item.place);
	item.id = id;
	return import_one(db, names, values, opts, &kind, &item);
}
