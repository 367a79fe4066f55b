/* smsd/text/hours.h - opening hours (OSM grammar) in the short French of a text message. */
#ifndef TEXT_HOURS_H
#define TEXT_HOURS_H

/* "Mo-Fr 08:30-12:30,13:30-17:00; Sa 09:00-12:00; PH off" -> "lun-ven 8h30-12h30, 13h30-17h. sam 9h-12h".
 * What is not understood stays as it is.  The caller frees. */
char	*hours_words(const char *osm);

#endif
