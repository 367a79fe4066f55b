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

/* The start of `s` that fits, ended by a whole word that is no "du" or "de la". */
static char *
name_cut(const char *s, int max)
{
	static const char *const loose[] = { "de", "du", "des", "la", "le", "les", "d", "l", "et", "a", "au", "aux", NULL };
	char *cut = plain_cut(s, max), *space;
	size_t len = strlen(cut);

	if (septets_of(s) <= max)
		return cut;
	if (len > 3 && strcmp(cut + len - 3, "...") == 0) {		/* the dots cost more than they say */
		free(cut);
		cut = plain_cut(s, max + 3);
		cut[strlen(cut) > 3 ? strlen(cut) - 3 : 0] = '\0';
	}
	while ((space = strrchr(cut, ' ')) != NULL) {
		const char *const *l;

		for (l = loose; *l != NULL && strcmp(space + 1, *l) != 0; l++)
			;
		if (*l == NULL && space[1] != '\0')
			break;
		*space = '\0';
	}
	return cut;
}

/* Names in full, else in short, else cut in fair shares.  Returns what is left of the room. */
static int
put_names(struct strbuf *text, const struct list_line *line, int n, int room)
{
	char *name[LIST_MAX];
	int need[LIST_MAX], full = 0, share;

	for (int i = 0; i < n; i++)
		full += septets_of(line[i].name);
	for (int i = 0; i < n; i++) {
		name[i] = plain_cut(full > room && line[i].short_name != NULL ? line[i].short_name : line[i].name, 1000);
		need[i] = septets_of(name[i]);
	}
	share = fair_share(need, n, room);
	for (int i = 0; i < n; i++) {
		char *cut = name_cut(name[i], share);

		strbuf_puts(&text[i], cut);
		room -= septets_of(cut);
		free(cut);
		free(name[i]);
	}
	return room;
}

/* One extra of each line: the first wherever it fits, a later one only when all lines can have it. */
static int
put_extras(struct strbuf *text, const struct list_line *line, int n, int e, int room)
{
	char *extra[LIST_MAX];
	int all = 0, cost;

	for (int i = 0; i < n; i++) {
		extra[i] = plain_cut(line[i].extra[e] == NULL ? "" : line[i].extra[e], 1000);
		all += septets_or_0(extra[i]);
	}
	for (int i = 0; i < n; i++) {
		cost = septets_or_0(extra[i]);
		if (cost > 0 && cost <= room && (e == 0 || all <= room)) {
			strbuf_printf(&text[i], " %s", extra[i]);
			room -= cost;
			all -= cost;
		}
		free(extra[i]);
	}
	return room;
}

char *
list_text(const struct list_line *line, int n, int room)
{
	struct strbuf text[LIST_MAX] = { { 0 } }, out = { 0 };

	if (n > LIST_MAX)
		n = LIST_MAX;
	for (int i = 0; i < n; i++)
		room -= 2 + (line[i].must == NULL ? 0 : septets_or_0(line[i].must)) + (i > 0);	/* "1 ", and a line break */
	room = put_names(text, line, n, room);
	for (int i = 0; i < n; i++)
		if (line[i].must != NULL)
			strbuf_printf(&text[i], " %s", line[i].must);
	for (int e = 0; e < LIST_EXTRAS; e++)
		room = put_extras(text, line, n, e, room);
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
