/* MES RAPPELS: one's own, by date, with their numbers; what does not fit comes with SUITE. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/strbuf.h"
#include "handlers/mine.h"
#include "smsd/calendar/instant.h"

/* "12 Awa, déclaration trimestrielle CAF 15/03": with the year when it is not this one. */
static char *
line_of(const struct handler_ctx *ctx, const struct mine_item *i)
{
	long day = mine_last_day(i->procedure, &i->r, i->open ? i->spoken : i->r.occurrence);
	char date[16] = "", *label = mine_label(i), *line;
	struct civil now, at;

	if (day != RULE_NO_DAY) {
		instant_civil(ctx->now, &now);
		civil_from_days(day, &at);
		if (at.year == now.year)
			snprintf(date, sizeof(date), " %02d/%02d", at.day, at.month);
		else
			snprintf(date, sizeof(date), " %02d/%02d/%04d", at.day, at.month, at.year % 10000);
	}
	line = xasprintf("%lld %s%s", (long long)i->r.id, label, date);
	free(label);
	return line;
}

/* Whole lines, as many as fit; of one that does not fit alone, what does. */
static int
fill_page(const struct handler_ctx *ctx, const struct mine *m, int from, int room, struct strbuf *page)
{
	int n;

	for (n = from; n < m->n; n++) {
		char *line = line_of(ctx, &m->item[n]), *plain = plain_cut(line, n == from ? room : 1000);
		int cost = septets_of(plain) + (n > from);

		free(line);
		if (cost > room) {
			free(plain);
			break;
		}
		room -= cost;
		strbuf_printf(page, "%s%s", n > from ? "\n" : "", plain);
		free(plain);
	}
	return n;
}

static int
keep(const struct handler_ctx *ctx, int offset)
{
	char data[40];

	snprintf(data, sizeof(data), "{\"mine\":%d}", offset);
	return suite_set(ctx->db, ctx->contact->id, "liste", data, ctx->now);
}

static int
list_from(const struct handler_ctx *ctx, struct replies *out, int from)
{
	struct strbuf page = { 0 };
	struct mine m;
	int next, rc = 0;

	if (mine_load(ctx, &m) == -1)
		return -1;
	if (from >= m.n)
		reply(out, from > 0 ? "mesrappels.fin" : "mesrappels.rien", NULL);
	else if ((next = fill_page(ctx, &m, from, reply_room(out, "mesrappels.liste", "liste", NULL), &page)) == m.n)
		reply(out, "mesrappels.liste", "liste", strbuf_str(&page), NULL);
	else {
		strbuf_clear(&page);
		next = fill_page(ctx, &m, from, reply_room(out, "mesrappels.liste_suite", "liste", NULL), &page);
		reply(out, "mesrappels.liste_suite", "liste", strbuf_str(&page), NULL);
		rc = keep(ctx, next);
	}
	strbuf_clear(&page);
	mine_clear(&m);
	return rc;
}

enum handler_result
my_reminders(const struct handler_ctx *ctx, struct replies *out)
{
	return list_from(ctx, out, 0) == -1 ? HANDLER_RETRY : HANDLER_DONE;
}

enum handler_result
my_reminders_more(const struct handler_ctx *ctx, const json_t *data, struct replies *out)
{
	if (suite_drop(ctx->db, ctx->contact->id) == -1 ||
	    list_from(ctx, out, (int)json_integer_value(json_object_get(data, "mine"))) == -1)
		return HANDLER_RETRY;
	return HANDLER_DONE;
}
