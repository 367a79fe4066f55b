/* schema/geo.h - distances, and the search for what is nearest in the R*Tree.  Degrees, WGS84. */
#ifndef SCHEMA_GEO_H
#define SCHEMA_GEO_H

struct sqlite3;

/* Great circle distance in kilometres; NAN when a coordinate is NAN. */
double	geo_km(double lat1, double lon1, double lat2, double lon2);

/* Registers near(latitude, longitude, category) for `place_geo.id MATCH near(...)`: rows come nearest first, so that
 * LIMIT reads only what it keeps.  category: category.num.  0 or -1. */
int	geo_register(struct sqlite3 *);

#endif
