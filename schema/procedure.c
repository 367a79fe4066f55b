#include "schema/procedure.h"

#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "base/mem.h"
#include "schema/db.h"
#include "schema/phrase.h"
#include "smsd/calendar/plan.h"
#include "smsd/text/fold.h"

/* As read at one moment.  A list that was followed by another one stays until db_close(): somebody may point into it. */
struct list {
	struct procedure	*row;
	bool			*withdrawn;
	size_t			 n;
	struct phrase_index	*index;
	char			*version;
	struct list		*older;
};

static const char list_key[] = "procedure";
static const char version_key[] = "procedure.version";

static void
row_free(struct procedure *p)
{
	const char *const owned[] = { p->id, p->aliases, p->label, p->neutral, p->rule_text, p->steps_text, p->escalate_text,
		p->needs, p->consequence, p->documents, p->source, p->checked_on, p->valid_from, p->certainty, p->note };

	for (size_t i = 0; i < sizeof(owned) / sizeof(owned[0]); i++)
		free((char *)owned[i]);
}

static void
one_list_free(struct list *l)
{
	for (size_t i = 0; i < l->n; i++)
		row_free(&l->row[i]);
	free(l->row);
	free(l->withdrawn);
	free(l->version);
	phrase_index_free(l->index);
	free(l);
}

/* db_keep() frees what it replaces: the list in it is a holder that outlives the lists. */
struct holder {
	struct list *newest;
};

static void
holder_free(void *arg)
{
	struct holder	*h = arg;
	struct list	*l, *older;

	for (l = h->newest; l != NULL; l = older) {
		older = l->older;
		one_list_free(l);
	}
	free(h);
}

int
procedure_parse(struct procedure *p, char why[RULE_WHY])
{
	if (rule_parse(p->rule_text, &p->rule, why) == -1 || steps_parse(p->steps_text, &p->steps, why) == -1 ||
	    steps_parse(p->escalate_text, &p->escalate, why) == -1 ||
	    plan_check(&p->rule, &p->steps, &p->escalate, why) == -1)
		return -1;
	if (rule_needs_date(&p->rule) != (strcmp(p->needs, "none") != 0)) {
		copystr(why, rule_needs_date(&p->rule) ? "cette règle compte depuis une date : dites laquelle" :
		    "cette règle se passe de date", RULE_WHY);
		return -1;
	}
	return 0;
}

static int
list_read(struct db *db, struct list *l)
{
	static const char sql[] =
	    "SELECT id, aliases, label, neutral, rule, steps, escalate, needs, consequence, documents, source, checked_on,"
	    "       valid_from, certainty, note, own, withdrawn FROM procedure ORDER BY rank, id";
	sqlite3_stmt	*st;
	char		 why[RULE_WHY];

	if ((st = db_stmt(db, sql)) == NULL)
		return -1;
	while (db_row(st)) {
		struct procedure p = {
			.id = db_dup(st, 0), .aliases = db_dup(st, 1), .label = db_dup(st, 2), .neutral = db_dup(st, 3),
			.rule_text = db_dup(st, 4), .steps_text = db_dup(st, 5), .escalate_text = db_dup(st, 6),
			.needs = db_dup(st, 7), .consequence = db_dup(st, 8), .documents = db_dup(st, 9), .source = db_dup(st, 10),
			.checked_on = db_dup(st, 11), .valid_from = db_dup(st, 12), .certainty = db_dup(st, 13),
			.note = db_dup(st, 14), .own = db_i64(st, 15) != 0,
		};

		if (procedure_parse(&p, why) == -1) {		/* written by another hand than ours */
			log_error("procedure id=%s left out: %s", p.id, why);
			row_free(&p);
			continue;
		}
		l->row = xreallocarray(l->row, l->n + 1, sizeof(*l->row));
		l->withdrawn = xreallocarray(l->withdrawn, l->n + 1, sizeof(*l->withdrawn));
		l->withdrawn[l->n] = db_i64(st, 16) != 0;
		l->row[l->n++] = p;
	}
	return db_end(db, st);
}

/* Calls each(arg, phrase) for the parts of a list joined by '|'. */
static int
words_each(const char *words, int (*each)(void *, const char *), void *arg)
{
	const char	*end;
	char		*one;
	int		 rc = 0;

	for (; words != NULL && *words != '\0' && rc == 0; words = *end == '\0' ? end : end + 1) {
		end = strchrnul(words, '|');
		one = xstrndup(words, (size_t)(end - words));
		rc = each(arg, one);
		free(one);
	}
	return rc;
}

struct indexing {
	struct phrase_index	*index;
	int			 value;
};

static int
index_phrase(void *arg, const char *phrase)
{
	struct indexing *x = arg;

	phrase_add(x->index, phrase, x->value, false);
	return 0;
}

static void
list_index(struct list *l)
{
	l->index = phrase_index_new();
	for (size_t i = 0; i < l->n; i++)	/* an id is its own procedure's before it is another's alias */
		if (!l->withdrawn[i])
			phrase_add(l->index, l->row[i].id, (int)i, true);
	for (size_t i = 0; i < l->n; i++)
		if (!l->withdrawn[i]) {
			phrase_add(l->index, l->row[i].label, (int)i, false);
			words_each(l->row[i].aliases, index_phrase, &(struct indexing){ l->index, (int)i });
		}
}

static struct list *
list_get(struct db *db)
{
	struct holder	*h = db_kept(db, list_key);
	struct list	*l;
	char		*version = db_meta_get(db, version_key);

	if (h != NULL && h->newest != NULL && version != NULL && strcmp(version, h->newest->version) == 0) {
		free(version);
		return h->newest;
	}
	l = xcalloc(1, sizeof(*l));
	l->version = version == NULL ? xstrdup("") : version;
	if (list_read(db, l) == -1) {
		one_list_free(l);
		return NULL;
	}
	list_index(l);
	if (h == NULL) {
		h = xcalloc(1, sizeof(*h));
		db_keep(db, list_key, h, holder_free);
	}
	l->older = h->newest;
	h->newest = l;
	return l;
}

const struct procedure *
procedure_get(struct db *db, const char *id)
{
	struct list *l = list_get(db);

	for (size_t i = 0; l != NULL && id != NULL && i < l->n; i++)
		if (strcmp(l->row[i].id, id) == 0)
			return &l->row[i];
	return NULL;
}

static int
look(struct db *db, const struct folded *f, size_t from, struct procedure_match *m,
    bool (*how)(const struct phrase_index *, const struct folded *, size_t, struct phrase_match *))
{
	struct list		*l = list_get(db);
	struct phrase_match	 p;

	if (l == NULL)
		return -1;
	if (!how(l->index, f, from, &p))
		return 0;
	*m = (struct procedure_match){ &l->row[p.value], p.first, p.count, p.exact };
	return 1;
}

int
procedure_find(struct db *db, const struct folded *f, size_t from, struct procedure_match *m)
{
	return look(db, f, from, m, phrase_find);
}

int
procedure_at(struct db *db, const struct folded *f, size_t from, struct procedure_match *m)
{
	return look(db, f, from, m, phrase_at);
}

int
procedure_each(struct db *db, int (*each)(void *, const struct procedure *), void *arg)
{
	struct list	*l = list_get(db);
	int		 rc = 0;

	if (l == NULL)
		return -1;
	for (size_t i = 0; i < l->n && rc == 0; i++)
		if (!l->withdrawn[i])
			rc = each(arg, &l->row[i]);
	return rc;
}

struct telling {
	int			(*each)(void *, const struct procedure *, const char *);
	void			*arg;
	const struct procedure	*procedure;
};

static int
tell_phrase(void *arg, const char *phrase)
{
	struct telling	*t = arg;
	char		*words = phrase_words(phrase);
	int		 rc = t->each(t->arg, t->procedure, words);

	free(words);
	return rc;
}

int
procedure_words_each(struct db *db, int (*each)(void *, const struct procedure *, const char *), void *arg)
{
	struct list	*l = list_get(db);
	struct telling	 t = { each, arg, NULL };
	int		 rc = 0;

	if (l == NULL)
		return -1;
	for (size_t i = 0; i < l->n && rc == 0; i++) {
		if (l->withdrawn[i])
			continue;
		t.procedure = &l->row[i];
		if ((rc = tell_phrase(&t, t.procedure->id)) == 0 && (rc = tell_phrase(&t, t.procedure->label)) == 0)
			rc = words_each(t.procedure->aliases, tell_phrase, &t);
	}
	return rc;
}

/* ---- writing --------------------------------------------------------------------------------------------------- */

static int
put(struct db *db, sqlite3_stmt *st, const struct procedure *p, bool own, int rank, int64_t now)
{
	db_bind_text(st, ":id", p->id);
	db_bind_i64(st, ":own", own);
	db_bind_i64(st, ":rank", rank);
	db_bind_text(st, ":aliases", p->aliases == NULL ? "" : p->aliases);
	db_bind_text(st, ":label", p->label);
	db_bind_text(st, ":neutral", p->neutral);
	db_bind_text(st, ":rule", p->rule_text);
	db_bind_text(st, ":steps", p->steps_text);
	db_bind_text(st, ":needs", p->needs);
	db_bind_text(st, ":escalate", p->escalate_text == NULL ? "" : p->escalate_text);
	db_bind_text(st, ":consequence", p->consequence);
	db_bind_text(st, ":documents", p->documents);
	db_bind_text(st, ":source", p->source);
	db_bind_text(st, ":checked_on", p->checked_on);
	db_bind_text(st, ":valid_from", p->valid_from);
	db_bind_text(st, ":certainty", p->certainty);
	db_bind_text(st, ":note", p->note);
	db_bind_i64(st, ":now", now);
	return db_exec(db, st);
}

#define PUT \
	"INSERT INTO procedure (id, own, rank, aliases, label, neutral, rule, steps, needs, escalate, consequence, documents," \
	"       source, checked_on, valid_from, certainty, note, updated_at)" \
	" VALUES (:id, :own, :rank, :aliases, :label, :neutral, :rule, :steps, :needs, :escalate, :consequence, :documents," \
	"       :source, :checked_on, :valid_from, :certainty, :note, :now)" \
	" ON CONFLICT (id) DO UPDATE SET aliases = excluded.aliases, label = excluded.label, neutral = excluded.neutral," \
	"       rule = excluded.rule, steps = excluded.steps, needs = excluded.needs, escalate = excluded.escalate," \
	"       consequence = excluded.consequence, documents = excluded.documents, source = excluded.source," \
	"       checked_on = excluded.checked_on, valid_from = excluded.valid_from, certainty = excluded.certainty," \
	"       note = excluded.note, updated_at = excluded.updated_at, withdrawn = 0, "

/* So that other connections read the list again. */
static int
changed(struct db *db)
{
	static const char sql[] =
	    "INSERT INTO meta (key, value) VALUES ('procedure.version', '1')"
	    " ON CONFLICT (key) DO UPDATE SET value = CAST(CAST(value AS INTEGER) + 1 AS TEXT)";
	sqlite3_stmt *st;

	return (st = db_stmt(db, sql)) == NULL ? -1 : db_exec(db, st);
}

int
procedure_save(struct db *db, const struct procedure *p, int64_t now)
{
	static const char sql[] = PUT "own = 1";
	sqlite3_stmt *st;

	if ((st = db_stmt(db, sql)) == NULL || put(db, st, p, true, 1000, now) == -1)
		return -1;
	return changed(db);
}

int
procedure_seed_begin(struct db *db)
{
	static const char sql[] = "UPDATE procedure SET withdrawn = 1 WHERE own = 0";
	sqlite3_stmt *st;

	return (st = db_stmt(db, sql)) == NULL ? -1 : db_exec(db, st);
}

int
procedure_seed(struct db *db, const struct procedure *p, int rank, int64_t now)
{
	static const char sql[] = PUT "rank = excluded.rank WHERE own = 0";
	sqlite3_stmt *st;

	return (st = db_stmt(db, sql)) == NULL ? -1 : put(db, st, p, false, rank, now);
}

int
procedure_seed_end(struct db *db)
{
	return changed(db);
}
