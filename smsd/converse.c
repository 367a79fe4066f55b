#include "smsd/converse.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "base/mem.h"
#include "handlers/code.h"
#include "handlers/doubt.h"
#include "handlers/families.h"
#include "handlers/texts.h"
#include "schema/act.h"
#include "schema/alert.h"
#include "schema/db.h"
#include "smsd/route/route.h"
#include "smsd/text/fit.h"
#include "smsd/text/lang.h"

#define SCTS_TRUST_S	(48 * 3600)	/* a text that took longer is dated by its arrival */
#define REPLY_LIFE_S	(72 * 3600)	/* an answer that could not leave for three days is of no use */

/* One text being answered. */
struct talk {
	struct db			*db;
	const struct converse_conf	*conf;
	const struct inbound		*in;
	int64_t				 now;
	struct contact			 contact;
	struct question			 question;
	bool				 has_question, answers;
	bool				 other_language;	/* the first text was not in French */
	struct handler_ctx		 ctx;
	struct route			 route;
	char				*rest;
	struct replies			 replies;
	struct converse_result		*res;
};

/* ---- understanding ----------------------------------------------------------------------------------------------- */
static void
ignore(struct talk *t, const char *reason)
{
	t->res->state = "ignored";
	t->res->reason = reason;
}

/* The first text chooses the language of the answers, when there are texts in it; later only LANGUE changes it. */
static int
guess_language(struct talk *t)
{
	const char *guess;

	if (t->contact.last_in_at != 0 || t->in->call || t->in->text == NULL)
		return 0;
	guess = lang_guess(t->in->text);
	if (strcmp(guess, t->contact.language) == 0)
		return 0;
	t->other_language = true;
	for (const char *const *l = texts_languages(t->conf->texts); *l != NULL; l++)
		if (strcmp(*l, guess) == 0) {
			copystr(t->contact.language, guess, sizeof(t->contact.language));
			return contact_set_language(t->db, t->contact.id, guess);
		}
	return 0;
}

static int
understand(struct talk *t)
{
	int64_t delay = t->in->received_at - t->in->scts;
	int rc;

	if (contact_get(t->db, t->in->from, t->now, &t->contact) == -1 || guess_language(t) == -1)
		return -1;
	if ((rc = question_get(t->db, t->contact.id, &t->question)) == -1)
		return -1;
	t->has_question = rc == 1;
	t->ctx = (struct handler_ctx){
		.db = t->db, .now = t->now, .centre = t->conf->centre, .texts = t->conf->texts, .contact = &t->contact,
		.gate = t->conf->gate, .planner = &t->conf->planner, .attested = t->conf->attested,
		.text = t->in->text == NULL ? "" : t->in->text, .rest = "", .route = &t->route,
		.said_at = t->in->scts != 0 && llabs(delay) <= SCTS_TRUST_S ? t->in->scts : t->in->received_at,
	};
	replies_init(&t->replies, t->conf->texts, t->conf->centre, &t->contact);
	if (t->in->call) {		/* a missed call asks for the menu */
		t->route = (struct route){ .how = HOW_FALLBACK, .confidence = 0.9, .args = json_object(), .reason = NONE_GREETING };
		t->rest = xstrdup("");
	} else if (route_text(&t->ctx, t->has_question ? &t->question : NULL, &t->route, &t->rest, &t->answers) == -1)
		return -1;
	t->ctx.rest = t->rest;
	t->ctx.question = t->answers ? &t->question : NULL;
	return contact_seen(t->db, t->contact.id, t->now);
}

static bool
asked_plainly(const struct talk *t)
{
	return t->route.how == HOW_KEYWORD || t->route.how == HOW_TYPO || t->route.code || t->route.handler == &handler_stop ||
	    t->route.handler == &handler_demarre;
}

/* After a STOP only a plain command is answered, and a cry for help. */
static bool
stopped(const struct talk *t)
{
	return t->contact.stopped_at != 0 && t->route.handler != &handler_urgence &&
	    (!asked_plainly(t) || t->route.handler == &handler_stop);
}

/* What was shown may be talked about: "et à Wasquehal ?".  No question that is open gives way to it. */
static int
leave_thread(struct talk *t)
{
	const struct handler *h = t->route.handler;
	struct question q;
	bool open;
	int rc;

	bool number = (h == &handler_fait || h == &handler_annule || h == &handler_reporte) && *t->rest == '\0' && t->route.how == HOW_KEYWORD;

	if (t->route.code || (h != &handler_carte && h != &handler_def && h != &handler_cherche && !number))
		return 0;
	if ((rc = question_get(t->db, t->contact.id, &q)) == -1)
		return -1;
	open = rc == 1 && strcmp(q.step, THREAD_STEP) != 0 && q.expires_at > t->now;
	question_clear(&q);
	return open ? 0 : thread(&t->ctx, h->name, number ? THREAD_NUMBER : THREAD_SHOWN);
}

static int
act(struct talk *t)
{
	const struct handler *h = t->route.handler;

	if (t->route.silent || stopped(t)) {
		ignore(t, t->route.silent ? t->route.reason : "stop");
		return 0;
	}
	if (t->route.maybe[0] != NULL)
		return doubt_ask(&t->ctx, t->route.maybe[0], t->route.maybe[1], &t->replies);
	/* What only some may do is not there for others: the same answer as to any unknown word. */
	if (h == NULL || t->contact.role < h->min_role) {
		if (t->answers && question_close(t->db, t->contact.id) == -1)
			return -1;
		return none_reply(&t->ctx, t->has_question ? &t->question : NULL, &t->replies);
	}
	/* A number that picks nothing of what was shown. */
	if (t->route.reason != NULL && (strcmp(t->route.reason, NONE_NUMBER) == 0 || strcmp(t->route.reason, NONE_QUESTION) == 0))
		return none_reply(&t->ctx, &t->question, &t->replies);
	/* A list stays open: one may look at several of its entries. */
	if (t->answers && strcmp(t->question.step, "liste") != 0 && question_close(t->db, t->contact.id) == -1)
		return -1;
	if ((t->route.code ? code_run : h->run)(&t->ctx, &t->replies) != HANDLER_DONE || leave_thread(t) == -1)
		return -1;
	for (size_t i = 0; i < t->replies.n; i++)
		if (t->replies.item[i].passive)		/* asked again: not understood after all */
			return 0;
	return contact_set_passive(t->db, t->contact.id, 0);
}

/* ---- answering --------------------------------------------------------------------------------------------------- */
/* In the person's language, but in French beside an answer that was only there in French: its alphabet stays. */
static char *
first_words(struct talk *t, const char *id, enum gsm_alphabet alphabet)
{
	char *words = reply_words(&t->replies, id, NULL), language[sizeof(t->replies.language)];

	if (alphabet == GSM_7BIT && text_septets(words) == -1) {
		free(words);
		copystr(language, t->replies.language, sizeof(language));
		copystr(t->replies.language, "fr", sizeof(t->replies.language));
		words = reply_words(&t->replies, id, NULL);
		copystr(t->replies.language, language, sizeof(language));
	}
	return words;
}

/* Who we are, how to stop, what is kept: said once each, with the first answer that has room for it in the SMS it takes
 * anyway.  And how to change the language, when it was guessed. */
static unsigned
add_first_words(struct talk *t, char **text)
{
	static const struct {
		unsigned	 bit;		/* 0: with the first answer or never */
		const char	*id, *said;	/* already in the text: said */
	} first[] = {
		{ 0, "premier.langue", "LANGUE" },
		{ TOLD_IDENTITY, "premier.identite", NULL },
		{ TOLD_STOP, "premier.stop", "STOP" },
		{ TOLD_INFO, "premier.info", "INFO" },
	};
	unsigned told = t->contact.told;
	char *centre = text_plain(t->conf->centre->name);
	bool added = false;

	for (size_t i = 0; i < sizeof(first) / sizeof(first[0]); i++) {
		const char *said = first[i].said == NULL ? centre : first[i].said;
		char *words, *longer;
		struct text_size before, size;

		if (first[i].bit == 0 ? !t->other_language : (told & first[i].bit) != 0)
			continue;
		if (*said != '\0' && strstr(*text, said) != NULL) {
			told |= first[i].bit;
			continue;
		}
		text_measure(*text, &before);
		words = first_words(t, first[i].id, before.alphabet);
		longer = xasprintf("%s%s%s", *text, added ? " " : "\n", words);
		free(words);
		text_measure(longer, &size);
		if (size.parts > before.parts) {
			free(longer);
			continue;
		}
		free(*text);
		*text = longer;
		told |= first[i].bit;
		added = true;
	}
	free(centre);
	return told;
}

static int
weigh(struct talk *t, const struct reply_item *item, struct converse_reply *r)
{
	bool own = strcmp(r->to, t->contact.phone) == 0;
	struct gate_ask ask = {
		.to = r->to, .class = r->class, .body = r->text, .parts = r->parts, .now = t->now, .answer = own,
		.asked = own && asked_plainly(t), .passive = item->passive, .urgent = item->urgent,
	};

	return gate_check(t->db, t->conf->gate, &ask, &r->gate);
}

static int
queue(struct talk *t, struct converse_reply *r, size_t n)
{
	char cause[48];
	struct outbound_new out = {
		.cause = cause, .inbound_id = t->in->id, .to = r->to, .class = r->class, .body = r->text, .ucs2 = r->ucs2,
		.parts = r->parts, .septets = r->units, .modem = *t->in->modem == '\0' ? NULL : t->in->modem,
		.due_at = r->gate.verdict == GATE_DELAY ? r->gate.until : t->now, .now = t->now,
		.denied = r->gate.verdict == GATE_DENY ? r->gate.reason : NULL,
		.held = r->gate.verdict == GATE_HOLD ? r->gate.reason : NULL,
	};

	out.expires_at = out.due_at + (r->class == CLASS_CODE ? ACT_LIFE_S : REPLY_LIFE_S);
	snprintf(cause, sizeof(cause), "in:%lld/%zu", (long long)t->in->id, n);
	return outbound_add(t->db, &out, &r->outbound_id) == -1 ? -1 : 0;
}

static int
send_one(struct talk *t, struct reply_item *item, size_t n)
{
	struct converse_reply *r = &t->res->replies[n];
	unsigned told = t->contact.told;
	struct text_size size;

	memset(r, 0, sizeof(*r));
	t->res->nreplies = n + 1;
	copystr(r->to, item->to, sizeof(r->to));
	r->class = item->class;
	r->text = item->text;
	item->text = NULL;
	if (!item->urgent && t->route.handler != &handler_stop && r->class == CLASS_REPLY && strcmp(r->to, t->contact.phone) == 0)
		told = add_first_words(t, &r->text);
	text_measure(r->text, &size);
	r->ucs2 = size.alphabet == GSM_UCS2;
	r->units = size.units;
	r->parts = size.parts;
	if (weigh(t, item, r) == -1 || queue(t, r, n + 1) == -1)
		return -1;
	if (r->gate.verdict != GATE_PASS)
		return 0;
	if (item->passive && contact_set_passive(t->db, t->contact.id, t->contact.passive_replies + 1) == -1)
		return -1;
	if (told != t->contact.told) {
		t->contact.told = told;
		return contact_set_told(t->db, t->contact.id, told);
	}
	return 0;
}

static int
send_all(struct talk *t)
{
	t->res->replies = xcalloc(t->replies.n + 1, sizeof(*t->res->replies));
	for (size_t i = 0; i < t->replies.n; i++)
		if (send_one(t, &t->replies.item[i], i) == -1)
			return -1;
	return 0;
}

static void
tell(struct talk *t)
{
	struct converse_result *res = t->res;

	copystr(res->handler, t->route.handler == NULL ? "none" : t->route.handler->name, sizeof(res->handler));
	res->how = t->route.how;
	res->confidence = t->route.confidence;
	res->args = json_incref(t->route.args);
}

static int
talk(struct talk *t)
{
	const char *refused = gate_number(t->conf->gate, t->in->from);

	t->res->state = "handled";
	if (refused != NULL) {
		t->route = (struct route){ .how = HOW_FALLBACK, .confidence = 0.99, .args = json_object() };
		ignore(t, refused);
	} else if (understand(t) == -1 || act(t) == -1 || send_all(t) == -1)
		return -1;
	tell(t);
	return inbound_done(t->db, t->in->id, t->res->state, t->res->reason, t->res->handler, how_name(t->res->how), t->now);
}

/* ---- attempts ---------------------------------------------------------------------------------------------------- */
static int
give_up_or_retry(struct db *db, const struct inbound *in, int64_t now, struct converse_result *res)
{
	char key[32];

	converse_result_clear(res);
	copystr(res->handler, "none", sizeof(res->handler));
	res->how = HOW_FALLBACK;
	res->args = json_object();
	res->state = "new";
	if (in->tries + 1 < CONVERSE_TRIES)
		return inbound_tried(db, in->id);
	res->state = "quarantined";
	res->reason = "failed";
	snprintf(key, sizeof(key), "in:%lld", (long long)in->id);
	if (alert_raise(db, "router", key, "Un SMS reçu n'a pas pu être traité après plusieurs essais. Lisez-le : azimut log.",
	    now) == -1)
		return -1;
	return inbound_done(db, in->id, res->state, res->reason, NULL, NULL, now);
}

int
converse_text(struct db *db, const struct converse_conf *conf, const struct inbound *in, int64_t now,
    struct converse_result *res)
{
	struct talk t = { .db = db, .conf = conf, .in = in, .now = now, .res = res };
	char who[LOG_MASK];
	int rc;

	memset(res, 0, sizeof(*res));
	if (in->tries >= CONVERSE_TRIES)	/* counted before it was looked at, and each look ended the router */
		return give_up_or_retry(db, in, now, res);
	if (db_savepoint(db) == -1)
		return -1;
	if ((rc = talk(&t)) == 0)
		rc = db_release(db);
	else
		db_undo(db);
	replies_clear(&t.replies);
	question_clear(&t.question);
	route_clear(&t.route);
	free(t.rest);
	if (rc == 0)
		return 0;
	if (!db_in_transaction(db)) {		/* a full disk undid the others with it: not this text's fault */
		converse_result_clear(res);
		return -1;
	}
	log_warn("router in=%lld from=%s error=\"not handled, tries=%d\"", (long long)in->id, log_mask(in->from, who),
	    in->tries + 1);
	return give_up_or_retry(db, in, now, res);
}

void
converse_result_clear(struct converse_result *res)
{
	for (size_t i = 0; i < res->nreplies; i++)
		free(res->replies[i].text);
	free(res->replies);
	json_decref(res->args);
	memset(res, 0, sizeof(*res));
}

json_t *
converse_json(const struct inbound *in, const struct converse_result *res)
{
	json_t *replies = json_array();

	for (size_t i = 0; i < res->nreplies; i++) {
		const struct converse_reply *r = &res->replies[i];

		if (r->gate.verdict == GATE_DENY || r->gate.verdict == GATE_HOLD)
			continue;
		json_array_append_new(replies, json_pack("{s:s, s:s, s:s, s:s, s:o, s:i}", "to", r->to,
		    "class", sms_class_name(r->class), "text", r->text, "alphabet", r->ucs2 ? "ucs2" : "gsm7",
		    "septets", r->ucs2 ? json_null() : json_integer(r->units), "parts", r->parts));
		if (r->ucs2)
			json_object_set_new(json_array_get(replies, json_array_size(replies) - 1), "units", json_integer(r->units));
	}
	return json_pack("{s:s, s:s, s:{s:s, s:s, s:f, s:O}, s:o}", "from", in->from, "text", in->text == NULL ? "" : in->text,
	    "route", "handler", res->handler, "how", how_name(res->how), "confidence", res->confidence, "args", res->args,
	    "replies", replies);
}
