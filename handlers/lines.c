#include "handlers/lines.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/strbuf.h"
#include "handlers/reply.h"

#define LINE_BYTES	400

int
lines_add(struct lines *l, const char *fmt, ...)
{
	char line[LINE_BYTES];
	va_list ap;

	if (l->n == LINES_MAX)
		return 1;
	va_start(ap, fmt);
	vsnprintf(line, sizeof(line), fmt, ap);
	va_end(ap);
	l->line[l->n++] = xstrdup(line);
	return 0;
}

void
lines_clear(struct lines *l)
{
	for (int i = 0; i < l->n; i++)
		free(l->line[i]);
	l->n = 0;
}

/* As many lines as fit from `from` on; a line that is too long even alone is cut.  Returns the next one. */
static int
fill(const struct lines *l, int from, const char *sep, int room, struct strbuf *b)
{
	int i;

	for (i = from; i < l->n; i++) {
		char *plain = plain_cut(l->line[i], i == from ? room : LINE_BYTES);
		int cost = septets_of(plain) + (i > from ? (int)strlen(sep) : 0);

		if (cost <= room)
			strbuf_printf(b, "%s%s", i > from ? sep : "", plain);
		free(plain);
		if (cost > room)
			break;
		room -= cost;
	}
	return i;
}

static int
keep(const struct handler_ctx *ctx, const char *handler, json_t *data, int next)
{
	char *s;
	int rc;

	json_object_set_new(data, "from", json_integer(next));
	s = json_dumps(data, JSON_COMPACT);
	rc = s == NULL ? -1 : suite_set(ctx->db, ctx->contact->id, handler, s, ctx->now);
	free(s);
	return rc;
}

int
lines_reply(const struct handler_ctx *ctx, struct replies *out, const struct lines *l, const char *handler, int from, const char *sep,
    const char *none, json_t *data)
{
	struct strbuf b = { 0 };
	int rc = 0, next = fill(l, from, sep, reply_room(out, "liste.page", "liste", NULL), &b);

	if (from >= l->n)
		reply(out, from > 0 ? "liste.fin" : none, NULL);
	else if (next == l->n)
		reply(out, "liste.page", "liste", strbuf_str(&b), NULL);
	else {
		strbuf_clear(&b);
		next = fill(l, from, sep, reply_room(out, "liste.page_suite", "liste", NULL), &b);
		reply(out, "liste.page_suite", "liste", strbuf_str(&b), NULL);
		rc = keep(ctx, handler, data, next);
	}
	strbuf_clear(&b);
	json_decref(data);
	return rc;
}
