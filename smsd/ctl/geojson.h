/* smsd/ctl/geojson.h - reads the features of a GeoJSON file (RFC 7946) one by one, whatever its size: a FeatureCollection,
 * an array of features, or one feature after the other. */
#ifndef SMSD_CTL_GEOJSON_H
#define SMSD_CTL_GEOJSON_H

#include <jansson.h>
#include <stdio.h>

#define GEOJSON_FEATURE_MAX	(4 << 20)	/* bytes of a feature */

struct geojson;

/* Reads from where `f` is; the caller closes it after geojson_free(). */
struct geojson	*geojson_new(FILE *f);
void		 geojson_free(struct geojson *);	/* accepts NULL */

/* 1: *feature is an object, the caller drops its reference, or NULL when it cannot be read, geojson_error() saying why.
 * 0: the end.  -1: not GeoJSON; geojson_error() says why, in French. */
int		 geojson_next(struct geojson *, json_t **feature);
long		 geojson_line(const struct geojson *);	/* line where that feature began, from 1 */
const char	*geojson_error(const struct geojson *);

/* The point of a feature: its own, or the middle of what its geometry covers.  0, or -1 when it has none. */
int		 geojson_point(const json_t *feature, double *latitude, double *longitude);

#endif
