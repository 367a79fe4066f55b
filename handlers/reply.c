#include "handlers/reply.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "handlers/texts.h"
#include "smsd/text/fit.h"
#include "smsd/text/phone.h"

#define PAIRS	32

void
replies_init(struct replies *out, const struct texts *texts, const struct centre *centre, const struct contact *contact)
{
	*out = (struct replies){ .texts = texts, .centre = centre, .contact = contact };
	copystr(out->language, contact->language, sizeof(out->language));
}

void
replies_clear(struct replies *out)
{
	for (size_t i = 0; i < out->n; i++)
		free(out->item[i].text);
	free(out->item);
	out->item = NULL;
	out->n = 0;
}

/* The handler's pairs, and what every text may name; `hole` is left empty. */
static char *
fill(const struct replies *out, const char *id, const char *hole, va_list ap)
{
	const char *pairs[PAIRS + 8];
	char tel[PHONE_PRETTY];
	size_t n = 0;

	if (hole != NULL) {
		pairs[n++] = hole;
		pairs[n++] = texts_reserved;
	}
	pairs[n++] = "centre";
	pairs[n++] = out->centre->name;
	pairs[n++] = "tel";
	pairs[n++] = *out->centre->phone == '\0' ? texts_get(out->texts, out->language, "mots.accueil") :
	    phone_pretty(out->centre->phone, tel);
	while (n < PAIRS && (pairs[n] = va_arg(ap, const char *)) != NULL) {
		pairs[n + 1] = va_arg(ap, const char *);
		n += 2;
	}
	pairs[n] = NULL;
	return texts_afill(out->texts, out->language, id, pairs);
}

static void
add(struct replies *out, const char *to, enum sms_class class, char *text)
{
	struct reply_item *i;

	out->item = xreallocarray(out->item, out->n + 1, sizeof(*out->item));
	i = &out->item[out->n++];
	*i = (struct reply_item){ .class = class, .text = text, .passive = out->passive, .urgent = out->urgent };
	copystr(i->to, to, sizeof(i->to));
}

void
reply(struct replies *out, const char *id, ...)
{
	va_list ap;

	va_start(ap, id);
	add(out, out->contact->phone, CLASS_REPLY, fill(out, id, NULL, ap));
	va_end(ap);
}

void
reply_to(struct replies *out, const char *phone, enum sms_class class, const char *id, ...)
{
	va_list ap;

	va_start(ap, id);
	add(out, phone, class, fill(out, id, NULL, ap));
	va_end(ap);
}

char *
reply_words(const struct replies *out, const char *id, ...)
{
	va_list ap;
	char *s;

	va_start(ap, id);
	s = fill(out, id, NULL, ap);
	va_end(ap);
	return s;
}

int
reply_room(const struct replies *out, const char *id, const char *hole, ...)
{
	struct text_size size;
	va_list ap;
	char *s;
	int room;

	va_start(ap, hole);
	s = fill(out, id, hole, ap);
	va_end(ap);
	text_measure(s, &size);
	room = texts_capacity(out->texts, out->language, id) - size.units;
	free(s);
	return room < 0 ? 0 : room;
}

int
septets_of(const char *s)
{
	int n = text_septets(s);

	return n == -1 ? (int)strlen(s) : n;
}

char *
plain_cut(const char *s, int max)
{
	char *plain = text_plain(s), *c, *cut;

	for (c = plain; *c != '\0'; c++)
		if (*c == '\n')
			*c = ' ';
	cut = text_cut(plain, max);
	free(plain);
	return cut;
}

/* Bytes of the longest start of `s` of at most `room` septets that ends between words. */
static size_t
fitting(const char *s, int room)
{
	char *cut = text_cut(s, room);
	size_t len = strlen(cut);

	if (len > 3 && strncmp(s, cut, len) != 0)	/* without its "..." */
		len -= 3;
	free(cut);
	return len;
}

char *
reply_page(const struct replies *out, const char *text, int room, int from, int *next)
{
	char *plain = text_plain(text), *more, *page, *start = plain;
	size_t len = strlen(plain);

	if (from > 0 && (size_t)from < len)
		start += from;
	start += strspn(start, from > 0 ? " \n.,;:!" : " \n");
	*next = 0;
	if (septets_of(start) <= room) {
		page = xstrdup(start);
	} else {
		more = reply_words(out, "mots.suite", NULL);
		len = fitting(start, room - 1 - septets_of(more));
		*next = (int)(start - plain + (ptrdiff_t)len);
		page = xasprintf("%.*s\n%s", (int)len, start, more);
		free(more);
	}
	free(plain);
	return page;
}

/* ---- open questions --------------------------------------------------------------------------------------------- */
static const char *const expects_name[] = { "choice", "yesno", "text", "thread" };

int
ask(const struct handler_ctx *ctx, const char *handler, const char *step, enum expects expects, int n, json_t *data)
{
	char *s;
	int rc;

	if (data == NULL)
		data = json_object();
	json_object_set_new(data, "expects", json_string(expects_name[expects]));
	json_object_set_new(data, "n", json_integer(n));
	s = json_dumps(data, JSON_COMPACT);
	json_decref(data);
	if (s == NULL)
		return -1;
	rc = question_ask(ctx->db, ctx->contact->id, handler, step, s, ctx->now, ctx->now + QUESTION_HARD_S);
	free(s);
	return rc;
}

int
thread(const struct handler_ctx *ctx, const char *handler, const char *state)
{
	json_t *data = json_pack("{s:s}", "state", state), *category = json_object_get(ctx->route->args, "category");

	if (json_is_string(category))
		json_object_set(data, "category", category);
	return ask(ctx, handler, THREAD_STEP, EXPECT_THREAD, 0, data);
}

json_t *
question_data(const struct question *q)
{
	json_t *o = q->data == NULL ? NULL : json_loads(q->data, 0, NULL);

	if (!json_is_object(o)) {
		json_decref(o);
		o = json_object();
	}
	return o;
}

enum expects
question_expects(const json_t *data, int *n)
{
	const char *s = json_string_value(json_object_get(data, "expects"));

	*n = (int)json_integer_value(json_object_get(data, "n"));
	for (int i = 0; s != NULL && i < 4; i++)
		if (strcmp(s, expects_name[i]) == 0)
			return (enum expects)i;
	return EXPECT_CHOICE;
}

bool
answers(const struct handler_ctx *ctx, const char *handler, const char *step)
{
	return ctx->question != NULL && strcmp(ctx->question->handler, handler) == 0 &&
	    strcmp(ctx->question->step, step) == 0;
}
