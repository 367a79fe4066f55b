/* Numbered lists that fit what room a text leaves. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/strbuf.h"
#include "handlers/families.h"

static int
septets_or_0(const char *s)
{
	return s == NULL || *s == '\0' ? 0 : septets_of(s) + 1;	/* and the space before it */
}

/* The longest that a name may be, so that all fit: short ones give what they do not use. */
static int
fair_share(const int *need, int n, int room)
{
	int share = n > 0 ? room / n : room;

	for (int round = 0; round < n; round++) {
		int left = room, longer = 0;

		for (int i = 0; i < n; i++) {
			left -= need[i] <= share ? need[i] : 0;
			longer += need[i] > share;
		}
		if (longer == 0 || left / longer == share)
			break;
		share = left / longer;
	}
	return share;
}

char *
list_text(const struct list_line *line, int n, int room)
{
	char *plain[LIST_MAX] = { NULL }, *must[LIST_MAX] = { NULL };
	struct strbuf text[LIST_MAX] = { { 0 } }, out = { 0 };
	int need[LIST_MAX], share;

	if (n > LIST_MAX)
		n = LIST_MAX;
	for (int i = 0; i < n; i++) {
		plain[i] = plain_cut(line[i].name, room);
		must[i] = line[i].must == NULL ? NULL : plain_cut(line[i].must, room);
		need[i] = septets_of(plain[i]);
		room -= 2 + septets_or_0(must[i]) + (i > 0);	/* "1 ", and a line break */
	}
	share = fair_share(need, n, room);
	for (int i = 0; i < n; i++) {
		char *name = plain_cut(plain[i], share);

		strbuf_puts(&text[i], name);
		room -= septets_of(name);
		if (must[i] != NULL && *must[i] != '\0')
			strbuf_printf(&text[i], " %s", must[i]);
		free(name);
		free(must[i]);
		free(plain[i]);
	}
	for (int e = 0; e < LIST_EXTRAS; e++)
		for (int i = 0; i < n; i++) {
			char *extra;
			int cost;

			if (line[i].extra[e] == NULL || *line[i].extra[e] == '\0')
				continue;
			extra = plain_cut(line[i].extra[e], 1000);
			if ((cost = septets_or_0(extra)) <= room) {
				strbuf_printf(&text[i], " %s", extra);
				room -= cost;
			}
			free(extra);
		}
	for (int i = 0; i < n; i++) {
		strbuf_printf(&out, "%s%d %s", i > 0 ? "\n" : "", i + 1, strbuf_str(&text[i]));
		strbuf_clear(&text[i]);
	}
	return out.s == NULL ? xstrdup("") : strbuf_take(&out);
}

const char *
choice_id(int n)
{
	static const char *const id[] = { "mots.choix_1", "mots.choix_2", "mots.choix_3", "mots.choix_4", "mots.choix_5" };

	return id[n < 1 ? 0 : n > 5 ? 4 : n - 1];
}
