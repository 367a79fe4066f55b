#include "schema/place.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "base/mem.h"
#include "schema/category.h"
#include "schema/commune.h"
#include "schema/db.h"
#include "schema/phrase.h"
#include "schema/place_row.h"

static const char *const status_names[] = { "published", "proposed", "hidden" };

const char *
place_status_name(enum place_status s)
{
	return status_names[s];
}

int
place_status_of(const char *name)
{
	int i;

	for (i = 0; i < 3; i++)
		if (strcmp(status_names[i], name) == 0)
			return i;
	return -1;
}

void
place_init(struct place *p)
{
	memset(p, 0, sizeof(*p));
	p->latitude = p->longitude = p->km = NAN;
}

void
place_clear(struct place *p)
{
	free(p->source); free(p->source_id); free(p->name); free(p->category); free(p->also); free(p->address); free(p->postcode);
	free(p->commune); free(p->phone); free(p->website); free(p->hours); free(p->description); free(p->dated);
	free(p->licence);
	place_init(p);
}

int
place_year(const struct place *p)
{
	int year = p->dated == NULL ? 0 : atoi(p->dated);

	return year > 1900 ? year : 0;
}

/* Columns PLACE_COLUMNS, in that order, from `col` on. */
void
place_load(sqlite3_stmt *st, int col, struct place *p)
{
	place_init(p);
	p->id = db_i64(st, col++);
	p->source = db_dup(st, col++);
	p->source_id = db_dup(st, col++);
	p->name = db_dup(st, col++);
	p->category = db_dup(st, col++);
	p->also = db_dup(st, col++);
	p->address = db_dup(st, col++);
	p->postcode = db_dup(st, col++);
	p->commune = db_dup(st, col++);
	p->phone = db_dup(st, col++);
	p->website = db_dup(st, col++);
	p->hours = db_dup(st, col++);
	p->description = db_dup(st, col++);
	p->dated = db_dup(st, col++);
	p->licence = db_dup(st, col++);
	p->latitude = db_null(st, col) ? NAN : db_double(st, col);
	p->longitude = db_null(st, col + 1) ? NAN : db_double(st, col + 1);
	p->example = db_i64(st, col + 2) != 0;
	p->status = (enum place_status)place_status_of(db_text(st, col + 3));
	p->created_at = db_i64(st, col + 4);
	p->updated_at = db_i64(st, col + 5);
}

static void
bind_place(sqlite3_stmt *st, const struct place *p)
{
	db_bind_text(st, ":name", p->name);
	db_bind_text(st, ":category", p->category);
	db_bind_text(st, ":also", p->also);
	db_bind_text(st, ":address", p->address);
	db_bind_text(st, ":postcode", p->postcode);
	db_bind_text(st, ":commune", p->commune);
	db_bind_text(st, ":phone", p->phone);
	db_bind_text(st, ":website", p->website);
	db_bind_text(st, ":hours", p->hours);
	db_bind_text(st, ":description", p->description);
	db_bind_text(st, ":dated", p->dated);
	db_bind_text(st, ":licence", p->licence);
	if (!isnan(p->latitude) && !isnan(p->longitude)) {
		db_bind_double(st, ":latitude", p->latitude);
		db_bind_double(st, ":longitude", p->longitude);
	}
	db_bind_i64(st, ":example", p->example);
	db_bind_text(st, ":status", status_names[p->status]);
}

static int
place_insert(struct db *db, const struct place *p, const char *commune, int64_t now)
{
	static const char sql[] =
	    "INSERT INTO place (source, source_id, name, category, also, address, postcode, commune, commune_folded, phone, website,"
	    "       hours, description, dated, licence, latitude, longitude, example, status, created_at, updated_at)"
	    " VALUES (:source, :source_id, :name, :category, :also, :address, :postcode, :commune, :folded, :phone, :website,"
	    "       :hours, :description, :dated, :licence, :latitude, :longitude, :example, :status, :now, :now)";
	sqlite3_stmt *st;

	if ((st = db_stmt(db, sql)) == NULL)
		return -1;
	bind_place(st, p);
	db_bind_text(st, ":source", p->source);
	db_bind_text(st, ":source_id", p->source_id);
	db_bind_text(st, ":folded", commune);
	db_bind_i64(st, ":now", now);
	return db_exec(db, st);
}

static int
place_update(struct db *db, int64_t id, const struct place *p, const char *commune, int64_t now)
{
	static const char sql[] =
	    "UPDATE place SET name = :name, category = :category, also = :also, address = :address, postcode = :postcode,"
	    "       commune = :commune, commune_folded = :folded, phone = :phone, website = :website, hours = :hours,"
	    "       description = :description, dated = :dated, licence = :licence, latitude = :latitude,"
	    "       longitude = :longitude, example = :example, status = :status, updated_at = :now"
	    " WHERE id = :id";
	sqlite3_stmt *st;

	if ((st = db_stmt(db, sql)) == NULL)
		return -1;
	bind_place(st, p);
	db_bind_text(st, ":folded", commune);
	db_bind_i64(st, ":now", now);
	db_bind_i64(st, ":id", id);
	return db_exec(db, st);
}

static bool
same(const char *a, const char *b)
{
	return a == b || (a != NULL && b != NULL && strcmp(a, b) == 0);
}

static bool
same_double(double a, double b)
{
	return a == b || (isnan(a) && isnan(b));
}

/* What the full text and the R*Tree hold. */
static bool
place_same_on_map(const struct place *a, const struct place *b)
{
	return same(a->name, b->name) && same(a->category, b->category) && same(a->also, b->also) &&
	    same(a->address, b->address) && same(a->postcode, b->postcode) && same(a->commune, b->commune) &&
	    same(a->description, b->description) && same_double(a->latitude, b->latitude) &&
	    same_double(a->longitude, b->longitude) && a->status == b->status;
}

static bool
place_same(const struct place *a, const struct place *b)
{
	return place_same_on_map(a, b) && same(a->phone, b->phone) && same(a->website, b->website) &&
	    same(a->hours, b->hours) && same(a->dated, b->dated) && same(a->licence, b->licence) && a->example == b->example;
}

int
place_find(struct db *db, const char *source, const char *source_id, struct place *p)
{
	static const char sql[] =
	    "SELECT " PLACE_COLUMNS " FROM place p WHERE source = :source AND source_id = :source_id";
	sqlite3_stmt	*st;
	int		 rc = 0;

	place_init(p);
	if ((st = db_stmt(db, sql)) == NULL)
		return -1;
	db_bind_text(st, ":source", source);
	db_bind_text(st, ":source_id", source_id);
	if (db_row(st)) {
		place_load(st, 0, p);
		rc = 1;
	}
	return db_end(db, st) == -1 ? -1 : rc;
}

static int
geo_put(struct db *db, int64_t id, double lat, double lon, const struct category *c, bool also)
{
	static const char	 first[] = "INSERT INTO place_geo VALUES (:id, :lat, :lat, :lon, :lon, :num, :num + 0.5)";
	static const char	 second[] =
	    "INSERT INTO place_geo VALUES (:id + " PLACE_ALSO ", :lat, :lat, :lon, :lon, :num, :num + 0.5)";
	sqlite3_stmt		*st;

	if (c == NULL)
		return 0;
	if ((st = db_stmt(db, also ? second : first)) == NULL)
		return -1;
	db_bind_i64(st, ":id", id);
	db_bind_double(st, ":lat", lat);
	db_bind_double(st, ":lon", lon);
	db_bind_i64(st, ":num", c->num);
	return db_exec(db, st);
}

static int
geo_drop(struct db *db, int64_t id)
{
	static const char sql[] = "DELETE FROM place_geo WHERE id IN (:id, :id + " PLACE_ALSO ")";
	sqlite3_stmt *st;

	if ((st = db_stmt(db, sql)) == NULL)
		return -1;
	db_bind_i64(st, ":id", id);
	return db_exec(db, st);
}

static int
spot_put(struct db *db, int64_t id, bool published, int64_t spot)
{
	static const char sql[] =
	    "UPDATE place SET was = CASE stale WHEN 1 THEN was ELSE spot END, spot = :spot, stale = 1 WHERE id = :id";
	sqlite3_stmt *st;

	if ((st = db_stmt(db, sql)) == NULL)
		return -1;
	db_bind_i64(st, ":id", id);
	if (published)
		db_bind_i64(st, ":spot", spot);
	return db_exec(db, st);
}

/* Where a published place is, in the R*Tree at once and in the full text at the next place_index().  One whose position is
 * not known is put in the middle of its commune; one of an unknown commune at 0, 0, so that it comes after all others and
 * is not lost.  In the R*Tree a category has a thickness: boxes without volume would all seem equally good for the next
 * place. */
static int
put_on_map(struct db *db, int64_t id, bool is_new, const struct place *p, const struct category *c)
{
	const struct commune	*commune;
	double			 lat = p->latitude, lon = p->longitude;

	if (isnan(lat) || isnan(lon)) {
		commune = commune_named(db, p->commune, p->postcode);
		lat = commune == NULL || isnan(commune->latitude) ? 0 : commune->latitude;
		lon = commune == NULL || isnan(commune->longitude) ? 0 : commune->longitude;
	}
	if (spot_put(db, id, p->status == PLACE_PUBLISHED, place_spot(lat, lon, id)) == -1)
		return -1;
	if (!is_new && geo_drop(db, id) == -1)
		return -1;
	return p->status != PLACE_PUBLISHED ? 0 : geo_put(db, id, lat, lon, c, false) == -1 ||
	    geo_put(db, id, lat, lon, p->also == NULL ? NULL : category_get(db, p->also), true) == -1 ? -1 : 0;
}

int
place_put(struct db *db, const struct place *p, int64_t now, int64_t *id)
{
	const struct category	*c;
	struct place		 old;
	char			*commune;
	int			 saved = -1, found, rc;
	int64_t			 row;

	if ((c = category_get(db, p->category)) == NULL) {
		log_error("place source=%s id=%s unknown category", p->source, p->source_id);
		return -1;
	}
	commune = p->commune == NULL ? NULL : phrase_words(p->commune);
	if ((found = place_find(db, p->source, p->source_id, &old)) == -1)
		goto out;
	row = old.id;
	if (found && place_same(&old, p)) {
		saved = PLACE_UNCHANGED;
		goto out;
	}
	rc = found ? place_update(db, row, p, commune, now) : place_insert(db, p, commune, now);
	if (!found)
		row = db_last_id(db);
	if (rc == 0 && ((found && place_same_on_map(&old, p)) || put_on_map(db, row, !found, p, c) == 0))
		saved = found ? PLACE_UPDATED : PLACE_ADDED;
out:
	if (saved != -1 && id != NULL)
		*id = row;
	place_clear(&old);
	free(commune);
	return saved;
}

int
place_save(struct db *db, const struct place *p, int64_t now, int64_t *id)
{
	int saved;

	if ((saved = place_put(db, p, now, id)) == -1 || saved == PLACE_UNCHANGED)
		return saved;
	return place_index(db, 1000) == -1 ? -1 : saved;
}

/* FTS5 writes a new segment each time that a row comes before the last one written: so they come in order. */
#define STALE	"(SELECT id FROM place WHERE stale = 1 ORDER BY spot LIMIT :max)"

int
place_index(struct db *db, int max)
{
	static const char	 drop[] = "DELETE FROM place_fts WHERE rowid IN (SELECT was FROM place WHERE id IN " STALE ")";
	static const char	 add[] =
	    "INSERT INTO place_fts (rowid, name, address, commune, description, key)"
	    " SELECT p.spot, p.name, p.address, p.commune, p.description, '" PLACE_KEY "' || c.num || ifnull(' " PLACE_KEY "' || d.num, '')"
	    " FROM place p JOIN category c ON c.id = p.category LEFT JOIN category d ON d.id = p.also"
	    " WHERE p.id IN " STALE " AND p.spot IS NOT NULL ORDER BY p.spot";
	static const char	 done[] = "UPDATE place SET stale = 0, was = NULL WHERE id IN " STALE;
	const char *const	 sql[] = { drop, add, done };
	sqlite3_stmt		*st;
	int			 i;

	for (i = 0; i < 3; i++) {
		if ((st = db_stmt(db, sql[i])) == NULL)
			return -1;
		db_bind_i64(st, ":max", max);
		if (db_exec(db, st) == -1)
			return -1;
	}
	return db_changes(db);
}

int
place_set_status(struct db *db, int64_t id, enum place_status status, int64_t now)
{
	struct place	 p;
	int		 rc;

	if ((rc = place_get(db, id, &p)) != 1)
		return rc;
	p.status = status;
	rc = place_save(db, &p, now, NULL);
	place_clear(&p);
	return rc == -1 ? -1 : 1;
}

int
place_optimize(struct db *db)
{
	static const char sql[] = "INSERT INTO place_fts (place_fts) VALUES ('optimize')";
	sqlite3_stmt *st;

	if ((st = db_stmt(db, sql)) == NULL)
		return -1;
	return db_exec(db, st);
}

int
place_get(struct db *db, int64_t id, struct place *p)
{
	static const char sql[] = "SELECT " PLACE_COLUMNS " FROM place p WHERE id = :id";
	sqlite3_stmt	*st;
	int		 rc = 0;

	place_init(p);
	if ((st = db_stmt(db, sql)) == NULL)
		return -1;
	db_bind_i64(st, ":id", id);
	if (db_row(st)) {
		place_load(st, 0, p);
		rc = 1;
	}
	return db_end(db, st) == -1 ? -1 : rc;
}

int64_t
place_count(struct db *db, const char *category)
{
	static const char sql[] =
	    "SELECT count(*) FROM place WHERE status = 'published' AND (:category IS NULL OR category = :category OR also = :category)";
	sqlite3_stmt	*st;
	int64_t		 n = 0;

	if ((st = db_stmt(db, sql)) == NULL)
		return -1;
	db_bind_text(st, ":category", category);
	if (db_row(st))
		n = db_i64(st, 0);
	return db_end(db, st) == -1 ? -1 : n;
}

int
place_each(struct db *db, const struct place_filter *f, int (*each)(void *, const struct place *), void *arg)
{
	static const char sql[] =
	    "SELECT " PLACE_COLUMNS " FROM place p WHERE id > :after AND (:category IS NULL OR category = :category OR also = :category)"
	    " AND (:source IS NULL OR source = :source) AND (:commune IS NULL OR commune_folded = :commune)"
	    " AND (:status IS NULL OR status = :status) ORDER BY id";
	sqlite3_stmt	*st;
	struct place	 p;
	int		 rc = 0;

	if ((st = db_stmt(db, sql)) == NULL)
		return -1;
	db_bind_i64(st, ":after", f->after);
	db_bind_text(st, ":category", f->category);
	db_bind_text(st, ":source", f->source);
	db_bind_text(st, ":commune", f->commune);
	db_bind_text(st, ":status", f->status == -1 ? NULL : status_names[f->status]);
	while (rc == 0 && db_row(st)) {
		place_load(st, 0, &p);
		rc = each(arg, &p);
		place_clear(&p);
	}
	return db_end(db, st) == -1 ? -1 : rc;
}
