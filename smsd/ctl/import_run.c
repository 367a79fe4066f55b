#include "smsd/ctl/import_run.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <utf8proc.h>

#include "base/mem.h"
#include "base/strbuf.h"
#include "schema/db.h"

#define CHUNK	500		/* records in a transaction: ... */
#define REST_MS	12		/* ... then whoever waits for the lock gets it, so that answers leave meanwhile */

struct import_seen {
	uint64_t hash;		/* 0: free */
	long	 line;
};

/* ---- what is told ---------------------------------------------------------------------------------------------- */

static void	tell(struct import *, enum import_tell, long, const char *, va_list) __attribute__((format(printf, 4, 0)));

static void
tell(struct import *imp, enum import_tell what, long line, const char *fmt, va_list ap)
{
	char *text;

	if (imp->writing || vasprintf(&text, fmt, ap) == -1)
		return;
	if (what == IMPORT_NOTICE)
		imp->result->notices++;
	imp->opts->tell(imp->opts->arg, what, line, text);
	free(text);
}

int
import_refuse(struct import *imp, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	tell(imp, IMPORT_REFUSED, imp->line, fmt, ap);
	va_end(ap);
	return -1;
}

void
import_notice(struct import *imp, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	tell(imp, IMPORT_NOTICE, imp->line, fmt, ap);
	va_end(ap);
}

static enum import_end
give_up(struct import *imp, enum import_end end, const char *why)
{
	imp->opts->tell(imp->opts->arg, IMPORT_REFUSED, end == IMPORT_UNREADABLE && imp->file != NULL ?
	    records_line(imp->file) : 0, why);
	return end;
}

/* ---- cells ----------------------------------------------------------------------------------------------------- */

int
import_text(struct import *imp, const char *column, const char *value, char **out)
{
	const utf8proc_uint8_t	*s = (const utf8proc_uint8_t *)value;
	struct strbuf		 b = { 0 };
	utf8proc_int32_t	 c;
	utf8proc_ssize_t	 n;
	utf8proc_category_t	 kind;
	const char		*from;
	bool			 gap = false;

	*out = NULL;
	for (; s != NULL && *s != '\0'; s += n) {
		if ((n = utf8proc_iterate(s, -1, &c)) <= 0) {
			strbuf_clear(&b);
			return import_refuse(imp, "%s : ce n'est pas de l'UTF-8 ; enregistrez le fichier en « CSV UTF-8 »", column);
		}
		kind = utf8proc_category(c);
		if (kind == UTF8PROC_CATEGORY_CF && c != 0x200c && c != 0x200d)
			continue;			/* marks that reorder or hide text */
		if (kind == UTF8PROC_CATEGORY_CC || kind == UTF8PROC_CATEGORY_ZS || kind == UTF8PROC_CATEGORY_ZL ||
		    kind == UTF8PROC_CATEGORY_ZP) {
			gap = b.len > 0;
			continue;
		}
		if (gap)
			strbuf_putc(&b, ' ');
		gap = false;
		strbuf_add(&b, s, (size_t)n);
	}
	if (b.len == 0)
		return 0;
	from = b.s;
	if (*from == '\'' && strchr("=+-@", from[1]) != NULL)
		from++;
	from += strspn(from, "=+-@ ");
	if (from != b.s && *from != '\0' && b.s[0] != '\'')
		import_notice(imp, "%s : « %.20s » commence comme une formule ; le signe est retiré", column, b.s);
	*out = *from == '\0' ? NULL : xstrdup(from);
	strbuf_clear(&b);
	return 0;
}

static uint64_t
hash(const char *s)
{
	uint64_t h = 0xcbf29ce484222325u;

	while (*s != '\0')
		h = (h ^ (unsigned char)*s++) * 0x100000001b3u;
	return h == 0 ? 1 : h;
}

static struct import_seen *
seen_slot(struct import *imp, uint64_t h)
{
	size_t i = (h ^ h >> 32) & (imp->seen_size - 1);

	while (imp->seen[i].hash != 0 && imp->seen[i].hash != h)
		i = (i + 1) & (imp->seen_size - 1);
	return &imp->seen[i];
}

static void
seen_grow(struct import *imp)
{
	struct import_seen	*old = imp->seen;
	size_t			 n = imp->seen_size, i;

	imp->seen_size = n == 0 ? 1024 : 2 * n;
	imp->seen = xcalloc(imp->seen_size, sizeof(*imp->seen));
	for (i = 0; i < n; i++)
		if (old[i].hash != 0)
			*seen_slot(imp, old[i].hash) = old[i];
	free(old);
}

int
import_unique(struct import *imp, const char *identity)
{
	struct import_seen *s;

	if (2 * imp->nseen >= imp->seen_size)
		seen_grow(imp);
	s = seen_slot(imp, hash(identity));
	if (s->hash != 0 && s->line != imp->line)
		return import_refuse(imp, "déjà à la ligne %ld", s->line);
	if (s->hash == 0)
		imp->nseen++;
	s->hash = hash(identity);
	s->line = imp->line;
	return 0;
}

/* ---- the two passes -------------------------------------------------------------------------------------------- */

static void
progress(const struct import *imp, double done)
{
	if (imp->opts->progress != NULL)
		imp->opts->progress(imp->opts->arg, imp->writing, done);
}

/* The next record that is to be kept, in imp->item.  1, 0 the end, -1 unreadable. */
static int
next_good(struct import *imp, const struct import_kind *kind)
{
	const char	*values[RECORDS_COLUMNS_MAX];
	int		 rc;

	while ((rc = records_next(imp->file, values)) == 1) {
		imp->line = records_line(imp->file);
		if (!imp->writing && ++imp->result->records % CHUNK == 0)
			progress(imp, records_done(imp->file));
		if (records_problem(imp->file) != NULL)
			import_refuse(imp, "%s", records_problem(imp->file));
		else if (kind->check(imp, values) == 0)
			return 1;
		else
			kind->clear(imp);
		if (!imp->writing)
			imp->result->refused++;
	}
	return rc;
}

static int
check_all(struct import *imp, const struct import_kind *kind)
{
	int rc;

	while ((rc = next_good(imp, kind)) == 1)
		kind->clear(imp);
	return rc;
}

void
import_rest(void)
{
	usleep(REST_MS * 1000);
}

static int
store_all(struct import *imp, const struct import_kind *kind)
{
	int rc, saved = 0, n = 0;

	while ((rc = next_good(imp, kind)) == 1) {
		if (n++ % CHUNK == 0 && db_begin(imp->db) == -1)
			saved = -1;
		else
			saved = kind->store(imp);
		kind->clear(imp);
		if (saved == -1 || (n % CHUNK == 0 && db_commit(imp->db) == -1))
			return -1;
		imp->result->added += saved == 1;
		imp->result->updated += saved == 2;
		imp->result->unchanged += saved == 3;
		if (n % CHUNK == 0) {
			progress(imp, records_done(imp->file));
			import_rest();
		}
	}
	if (rc == -1 || (db_in_transaction(imp->db) && db_commit(imp->db) == -1))
		return -1;
	return kind->finish == NULL ? 0 : kind->finish(imp);
}

static enum import_end
run(struct import *imp, const struct import_kind *kind)
{
	const char *unknown;

	if (check_all(imp, kind) == -1)
		return give_up(imp, IMPORT_UNREADABLE, records_problem(imp->file));
	imp->line = 0;
	if ((unknown = records_unknown(imp->file)) != NULL)
		import_notice(imp, "colonnes non reprises : %s", unknown);
	if (imp->result->records == 0)
		return give_up(imp, IMPORT_NOTHING, "le fichier ne contient rien");
	if ((imp->result->refused > 0 && !imp->opts->skip_bad) || imp->result->refused == imp->result->records)
		return IMPORT_NOTHING;
	if (imp->opts->dry_run)
		return IMPORT_DONE;
	imp->writing = true;
	if (records_rewind(imp->file) == -1 || store_all(imp, kind) == -1) {
		db_rollback(imp->db);
		return give_up(imp, IMPORT_FAILED, db_full(imp->db) ? "le disque est plein" : "la base n'a pas accepté l'écriture");
	}
	return IMPORT_DONE;
}

enum import_end
import_run(struct db *db, const char *path, const struct import_opts *opts, struct import_result *result,
    const struct import_kind *kind, void *item)
{
	struct import	 imp = { .db = db, .opts = opts, .result = result, .item = item };
	const char	*name = strrchr(path, '/') == NULL ? path : strrchr(path, '/') + 1;
	char		*source = xstrndup(name, *name == '.' ? strlen(name) : strcspn(name, ".")), *why;
	enum import_end	 end;

	memset(result, 0, sizeof(*result));
	imp.source = strcmp(path, "-") == 0 ? "import" : source;
	if ((imp.file = records_open(path, kind->columns, &why)) == NULL) {
		end = give_up(&imp, IMPORT_UNREADABLE, why);
		free(why);
	} else
		end = run(&imp, kind);
	records_close(imp.file);
	free(imp.seen);
	free(source);
	return end;
}

static int
column_of(const struct records_column *columns, const char *name)
{
	size_t	len = strlen(name);
	int	i;

	for (i = 0; columns[i].names != NULL; i++)
		if (strncmp(columns[i].names, name, len) == 0 && (columns[i].names[len] == '|' || columns[i].names[len] == '\0'))
			return i;
	abort();			/* our bug */
}

enum import_end
import_one(struct db *db, const char *const *names, const char *const *values, const struct import_opts *opts,
    const struct import_kind *kind, void *item)
{
	struct import_result	 result = { 0 };
	struct import		 imp = { .db = db, .opts = opts, .result = &result, .source = "centre", .item = item };
	const char		*v[RECORDS_COLUMNS_MAX] = { NULL };
	enum import_end		 end = IMPORT_NOTHING;
	int			 i;

	for (i = 0; names[i] != NULL; i++)
		v[column_of(kind->columns, names[i])] = values[i];
	if (kind->check(&imp, v) == 0) {
		end = IMPORT_FAILED;
		if (db_begin(db) == 0 && kind->store(&imp) != -1 && db_commit(db) == 0 &&
		    (kind->finish == NULL || kind->finish(&imp) == 0))
			end = IMPORT_DONE;
		else
			db_rollback(db);
	}
	kind->clear(&imp);
	free(imp.seen);
	return end;
}
