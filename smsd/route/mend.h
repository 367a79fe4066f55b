/* smsd/route/mend.h - words of our turns of phrase as people spell them: "orair" is horaire, "papié" papier, "lacueil" l
 * accueil.  Only where nothing was understood; the person's own words stay.  Only the router includes it. */
#ifndef SMSD_ROUTE_MEND_H
#define SMSD_ROUTE_MEND_H

#include "smsd/route/view.h"

/* Mends v->said.  False when nothing changed. */
bool	mend_said(struct view *);

#endif
