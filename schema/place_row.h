/* schema/place_row.h - what place.c and place_search.c share: the columns of a place, and its row in the full text. */
#ifndef SCHEMA_PLACE_ROW_H
#define SCHEMA_PLACE_ROW_H

#include "schema/db.h"
#include "schema/place.h"

/* What place_load() reads, in order, of the table called p. */
#define PLACE_COLUMNS \
	"p.id, p.source, p.source_id, p.name, p.category, p.also, p.address, p.postcode, p.commune, p.phone, p.website, p.hours," \
	" p.description, p.dated, p.licence, p.latitude, p.longitude, p.example, p.status, p.created_at, p.updated_at"
void	place_load(sqlite3_stmt *, int col, struct place *);

/* Column key of place_fts: this, then category.num. */
#define PLACE_KEY	"zqc"

/* place_geo.id of a place's second category: its own plus this. */
#define PLACE_ALSO	"0x10000000000"

/* The row of a place in place_fts. */
int64_t	place_spot(double latitude, double longitude, int64_t id);

#endif
