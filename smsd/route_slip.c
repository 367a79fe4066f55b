#include "smsd/route_slip.h"

#include <string.h>

#include "base/mem.h"
#include "handlers/families.h"
#include "smsd/nearest.h"
#include "smsd/text/fold.h"

bool
slip_keyword(const struct folded *f, size_t i, bool alone, struct slip_keyword *s)
{
	char word[32];
	int best = 99;

	(void)alone;
	if (f->word[i].len < 3 || f->word[i].len >= sizeof(word))
		return false;
	copystr(word, f->s + f->word[i].at, f->word[i].len + 1);
	s->handler = NULL;
	for (const struct handler *const *h = handler_table; *h != NULL; h++)
		for (const char *const *k = (*h)->keywords; *k != NULL && *h != &handler_stop; k++) {
			int d = nearest_distance(word, *k);

			if (d < best && d <= (strlen(*k) >= 7 ? 2 : 1) && strlen(*k) > 3) {
				best = d;
				s->handler = *h;
			}
		}
	s->confidence = best == 1 ? 0.9 : 0.75;
	return s->handler != NULL;
}
