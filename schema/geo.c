#include "schema/geo.h"

#include <math.h>
#include <sqlite3.h>
#include <stddef.h>

#include "base/log.h"

#define EARTH_KM	6371.0
#define RAD		(M_PI / 180)

double
geo_km(double lat1, double lon1, double lat2, double lon2)
{
	double a = sin((lat2 - lat1) * RAD / 2), b = sin((lon2 - lon1) * RAD / 2);

	a = a * a + cos(lat1 * RAD) * cos(lat2 * RAD) * b * b;
	return 2 * EARTH_KM * asin(sqrt(a > 1 ? 1 : a));
}

static double
outside(double v, double min, double max)
{
	return v < min ? min - v : v > max ? v - max : 0;
}

/* The R*Tree visits what has the smallest score first: a node's score is the least distance anything in it can have.
 * Coordinates: min_lat, max_lat, min_lon, max_lon, min_category, max_category. */
static int
near(sqlite3_rtree_query_info *q)
{
	const sqlite3_rtree_dbl	*c = q->aCoord;
	double			 dlat, dlon;

	if (q->nParam != 3 || q->nCoord != 6)
		return SQLITE_ERROR;
	if (q->aParam[2] < c[4] || q->aParam[2] > c[5]) {
		q->eWithin = NOT_WITHIN;
		return SQLITE_OK;
	}
	dlat = outside(q->aParam[0], c[0], c[1]);
	dlon = outside(q->aParam[1], c[2], c[3]) * cos(q->aParam[0] * RAD);
	q->rScore = sqrt(dlat * dlat + dlon * dlon);
	q->eWithin = PARTLY_WITHIN;
	return SQLITE_OK;
}

int
geo_register(sqlite3 *h)
{
	if (sqlite3_rtree_query_callback(h, "near", near, NULL, NULL) != SQLITE_OK) {
		log_error("r*tree function not registered: %s", sqlite3_errmsg(h));
		return -1;
	}
	return 0;
}
