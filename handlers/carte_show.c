/* How places are shown: three in a list, one on a card. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/strbuf.h"
#include "handlers/carte.h"
#include "schema/phrase.h"
#include "smsd/text/fold.h"
#include "smsd/text/hours.h"
#include "smsd/text/phone.h"

char *
carte_note(const struct replies *out, const struct place_results *r, int n)
{
	int examples = 0, year = 0;
	char digits[16];

	for (int i = 0; i < n; i++) {
		examples += r->place[i].example;
		if (place_year(&r->place[i]) != 0 && (year == 0 || place_year(&r->place[i]) < year))
			year = place_year(&r->place[i]);
	}
	if (examples > 0)
		return reply_words(out, n == 1 ? "mots.exemple" : "mots.exemples", NULL);
	if (year == 0)
		return xstrdup("");
	snprintf(digits, sizeof(digits), "%d", year);
	return reply_words(out, n == 1 ? "mots.date" : "mots.dates", "annee", digits, NULL);
}

/* "École des Tilleuls", asked for with "école", is "Tilleuls" where room is scarce; NULL when nothing would be left. */
static char *
short_name(struct db *db, const struct place *p)
{
	struct category_match m;
	struct folded f;
	char *s = NULL;
	size_t i;

	fold_words(&f, p->name, strlen(p->name));
	if (category_at(db, &f, 0, &m) == 1 && f.word[0].len > 3 && strcmp(m.category->id, p->category) == 0) {
		for (i = m.count; i < f.nword && phrase_small_word(&f, i); i++)
			;
		if (i < f.nword)
			s = xstrdup(p->name + f.word[i].src);
	}
	fold_clear(&f);
	return s;
}

static char *
without_spaces(char *s)
{
	char *w = s;

	for (const char *r = s; *r != '\0'; r++)
		if (*r != ' ')
			*w++ = *r;
	*w = '\0';
	return s;
}

/* Do all names stand beside these telephones? */
static bool
names_fit(const struct list_line *line, int n, int room)
{
	for (int i = 0; i < n; i++)
		room -= 4 + septets_of(line[i].short_name != NULL ? line[i].short_name : line[i].name) +
		    (line[i].must == NULL ? 0 : septets_of(line[i].must));
	return room >= 0;
}

char *
carte_lines(const struct handler_ctx *ctx, const struct place_results *r, int n, int room)
{
	struct list_line line[LIST_MAX] = { { 0 } };
	char tel[LIST_MAX][PHONE_PRETTY], km[LIST_MAX][24], *text;

	n = n < LIST_MAX ? n : LIST_MAX;
	for (int i = 0; i < n; i++) {
		const struct place *p = &r->place[i];

		line[i].name = p->name;
		line[i].short_name = short_name(ctx->db, p);
		line[i].must = p->phone == NULL ? NULL : phone_pretty(p->phone, tel[i]);
		line[i].extra[0] = p->address;
		line[i].extra[1] = p->commune;
		if (isfinite(p->km)) {
			if (p->km < 0.95)
				snprintf(km[i], sizeof(km[i]), "(%d m)", ((int)(p->km * 20) + 1) * 50);
			else
				snprintf(km[i], sizeof(km[i]), "(%d km)", (int)(p->km + 0.5));
			line[i].extra[2] = km[i];
		}
	}
	if (!names_fit(line, n, room))
		for (int i = 0; i < n; i++)
			if (line[i].must != NULL)
				without_spaces(tel[i]);
	text = list_text(line, n, room);
	for (int i = 0; i < n; i++)
		free((char *)line[i].short_name);
	return text;
}

/* What there is to say of a place, most useful first, one fact per line. */
static char *
facts(const struct replies *out, const struct place *p, const struct category *c)
{
	struct strbuf b = { 0 };
	struct place_results one = { .n = 1 };
	char tel[PHONE_PRETTY], *s;

	strbuf_puts(&b, p->name);
	if (p->phone != NULL)
		strbuf_printf(&b, "\n%s", phone_pretty(p->phone, tel));
	if (p->address != NULL || p->commune != NULL)
		strbuf_printf(&b, "\n%s%s%s", p->address == NULL ? "" : p->address,
		    p->address != NULL && p->commune != NULL ? ", " : "", p->commune == NULL ? "" : p->commune);
	one.place[0] = *p;		/* only looked at */
	s = carte_note(out, &one, 1);
	if (*s != '\0')
		strbuf_printf(&b, "\n%s", s);
	free(s);
	if (p->hours != NULL) {
		s = hours_words(p->hours);
		strbuf_printf(&b, "\n%s", s);
		free(s);
	}
	if (p->description != NULL)
		strbuf_printf(&b, "\n%s", p->description);
	if (c != NULL && c->note != NULL)
		strbuf_printf(&b, "\n%s", c->note);
	if (p->website != NULL)
		strbuf_printf(&b, "\n%s", p->website);
	return strbuf_take(&b);
}

char *
carte_card(const struct replies *out, const struct place *p, const struct category *c, int room, int from, int *next)
{
	char *all = facts(out, p, c), *page;

	page = reply_page(out, all, room, from, next);
	free(all);
	return page;
}
