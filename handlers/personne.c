/* PERSONNE: how a referent calls somebody, the e-mail address, and by which way reminders go.  It is about a third person, so a
 * code comes first. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/strbuf.h"
#include "handlers/code.h"
#include "handlers/families.h"
#include "handlers/referent.h"
#include "handlers/take.h"
#include "schema/alert.h"
#include "smsd/mail_header.h"

/* What is to change; "" and -1: nothing. */
struct change {
	int64_t	person_id;			/* 0: a new one behind `phone` */
	char	phone[PHONE_MAX], name[PERSON_NAME], email[PERSON_EMAIL];
	int	channel;
};

static const char *const both_words[] = { "les deux", "les 2", "tous les deux", "sms et mail", "mail et sms", "sms mail", "mail sms",
	"sms et email", "email et sms", "sms et courriel", "courriel et sms", "both", NULL };
static const char *const mail_words[] = { "par mail", "par email", "par courriel", "mail", "mails", "email", "e mail", "courriel", "mel",
	"mail only", NULL };
static const char *const sms_words[] = { "par sms", "sms", "texto", "textos", "par texto", NULL };

/* ---- reading ----------------------------------------------------------------------------------------------------- */
struct wish {
	struct change	 change;
	char		 known[PERSON_NAME];	/* somebody of this referent; "" */
	bool		 phone_wrong;
};

/* 0 or -1. */
static int
read_wish(const struct handler_ctx *ctx, const char *rest, struct wish *w)
{
	char name[PERSON_NAME];
	struct taking t;
	int rc = 0;

	memset(w, 0, sizeof(*w));
	take_init(&t, rest, ctx->text);
	w->phone_wrong = take_phone(&t, w->change.phone) == 2;
	take_email(&t, w->change.email, sizeof(w->change.email));
	w->change.channel = take_any(&t, both_words) ? CHANNEL_BOTH : take_any(&t, mail_words) ? CHANNEL_MAIL :
	    take_any(&t, sms_words) ? CHANNEL_SMS : -1;
	if (referent_is(ctx))
		rc = take_known(ctx->db, &t, ctx->contact->id, w->known, sizeof(w->known));
	take_words(&t, 2, TAKE_NAME, name, sizeof(name));
	referent_name(name, w->change.name);
	take_clear(&t);
	return rc == -1 ? -1 : 0;
}

/* ---- what is read back, and confirmed ----------------------------------------------------------------------------- */
static const char *
channel_id(int channel)
{
	return channel == CHANNEL_BOTH ? "mots.par_deux" : channel == CHANNEL_MAIL ? "mots.par_mail" : "mots.par_sms";
}

/* ", adresse awa@exemple.fr, rappels par mail" */
static char *
changes(const struct replies *out, const struct change *c, const char *beside)
{
	struct strbuf b = { 0 };
	char *words;

	if (*beside != '\0') {
		words = reply_words(out, "mots.en_plus", "prenom", beside, NULL);
		strbuf_printf(&b, ", %s", words);
		free(words);
	}
	if (*c->email != '\0')
		strbuf_printf(&b, ", %s", c->email);
	if (c->channel != -1) {
		words = reply_words(out, channel_id(c->channel), NULL);
		strbuf_printf(&b, ", %s", words);
		free(words);
	}
	return b.s == NULL ? xstrdup("") : strbuf_take(&b);
}

static void
say(const struct replies *out_words, struct replies *out, const char *to, const char *id, const struct change *c, const char *beside,
    const char *code)
{
	char calls[REFERENT_NAME], pretty[PHONE_PRETTY], *quoi = changes(out_words, c, beside);

	referent_calls(c->name, c->phone, calls);
	if (code != NULL)
		reply_to(out, to, CLASS_CODE, id, "prenom", calls, "telephone", phone_pretty(c->phone, pretty), "quoi", quoi, "code", code,
		    NULL);
	else
		reply(out, id, "prenom", calls, "telephone", phone_pretty(c->phone, pretty), "quoi", quoi, NULL);
	free(quoi);
}

static json_t *
change_json(const struct change *c)
{
	return json_pack("{s:I, s:s, s:s, s:s, s:i}", "person", (json_int_t)c->person_id, "phone", c->phone, "name", c->name,
	    "email", c->email, "channel", c->channel);
}

static void
change_read(const json_t *data, struct change *c)
{
	const char *s;

	memset(c, 0, sizeof(*c));
	c->person_id = json_integer_value(json_object_get(data, "person"));
	c->channel = (int)json_integer_value(json_object_get(data, "channel"));
	if ((s = json_string_value(json_object_get(data, "phone"))) != NULL)
		copystr(c->phone, s, sizeof(c->phone));
	if ((s = json_string_value(json_object_get(data, "name"))) != NULL)
		copystr(c->name, s, sizeof(c->name));
	if ((s = json_string_value(json_object_get(data, "email"))) != NULL)
		copystr(c->email, s, sizeof(c->email));
}

/* ---- asking ------------------------------------------------------------------------------------------------------ */
/* Is there an address, now or with this change?  The person may be NULL: nobody yet. */
static bool
has_address(const struct change *c, const struct person *p)
{
	return *c->email != '\0' || (p != NULL && *p->email != '\0');
}

static int
stage(const struct handler_ctx *ctx, struct replies *out, struct change *c, const struct person *p)
{
	struct person other = { .id = 0 };
	char code[CODE_SAID], beside[PERSON_NAME] = "";
	int rc;

	if (*c->email != '\0' && !mail_address_ok(c->email)) {
		reply(out, "personne.adresse", NULL);
		return 0;
	}
	if (c->channel > CHANNEL_SMS && !has_address(c, p)) {
		char calls[REFERENT_NAME];

		reply(out, "personne.sans_adresse", "prenom", referent_calls(c->name, c->phone, calls), NULL);
		return 0;
	}
	if (p == NULL && (rc = person_find(ctx->db, ctx->contact->id, c->phone, NULL, &other)) != 0) {
		if (rc == -1)
			return -1;
		copystr(beside, other.name, sizeof(beside));
	}
	if ((rc = code_stage(ctx, out, "personne", change_json(c), code)) == 1)
		say(out, out, ctx->contact->phone, "personne.relue", c, beside, code);
	return rc == -1 ? -1 : 0;
}

static int
change_known(const struct handler_ctx *ctx, struct replies *out, struct change *c, const struct person *p)
{
	c->person_id = p->id;
	copystr(c->phone, p->phone, sizeof(c->phone));
	if (*c->name == '\0')
		copystr(c->name, p->name, sizeof(c->name));
	if (strcmp(c->name, p->name) == 0 && *c->email == '\0' && c->channel == -1) {
		reply(out, "personne.aide", NULL);
		return 0;
	}
	return stage(ctx, out, c, p);
}

static int
change(const struct handler_ctx *ctx, struct replies *out, struct wish *w)
{
	struct change *c = &w->change;
	struct referent_which which;
	struct person p;
	int rc;

	if (w->phone_wrong || (*c->phone == '\0' && *w->known == '\0' && *c->name == '\0')) {
		reply(out, w->phone_wrong ? "personne.numero_faux" : "personne.aide", NULL);
		return 0;
	}
	if (*c->phone == '\0' && *w->known == '\0') {
		reply(out, "personne.inconnue", "prenom", c->name, NULL);
		return 0;
	}
	if (*c->phone != '\0') {		/* a name that another number has too is this one's now */
		if (*w->known != '\0')
			referent_name(w->known, c->name);
		if ((rc = referent_may_remind(ctx, out, c->phone, c->name, NULL)) != 1)
			return rc;
		if ((rc = referent_who(ctx, c->phone, c->name, &p, &which)) == 0 && *c->name == '\0') {
			reply(out, "personne.aide", NULL);
			return 0;
		}
	} else
		rc = referent_who(ctx, "", w->known, &p, &which);
	if (rc == 2)
		return referent_ask_which(ctx, out, &which, "personne", "laquelle", change_json(c));
	if (rc == 1)
		return change_known(ctx, out, c, &p);
	return rc == -1 ? -1 : stage(ctx, out, c, NULL);
}

static int
answer(const struct handler_ctx *ctx, struct replies *out)
{
	json_t *data = question_data(ctx->question);
	struct change c;
	struct person p;
	int rc = person_get(ctx->db, referent_chosen(ctx, data), &p);

	change_read(data, &c);
	json_decref(data);
	if (rc == 1 && p.referent_id == ctx->contact->id)
		return change_known(ctx, out, &c, &p);
	if (rc != -1)
		referent_nothing(out);
	return rc == -1 ? -1 : 0;
}

static enum handler_result
personne_run(const struct handler_ctx *ctx, struct replies *out)
{
	struct wish w;
	int rc = 0;

	if (!referent_is(ctx))
		referent_nothing(out);
	else if (ctx->question != NULL)
		rc = answer(ctx, out);
	else if ((rc = read_wish(ctx, ctx->rest, &w)) == 0)
		rc = change(ctx, out, &w);
	return rc == -1 ? HANDLER_RETRY : HANDLER_DONE;
}

/* ---- the code came back ------------------------------------------------------------------------------------------ */
/* 1: done, 0: that name is taken, -1. */
static int
apply(const struct handler_ctx *ctx, const struct change *c, const struct person *p)
{
	int rc = 1;

	if (*c->name != '\0' && strcmp(c->name, p->name) != 0)
		rc = person_rename(ctx->db, p->id, c->name);
	if (rc == 1 && *c->email != '\0' && person_set_email(ctx->db, p->id, c->email) == -1)
		return -1;
	if (rc == 1 && c->channel != -1 && person_set_channel(ctx->db, p->id, (enum channel)c->channel) == -1)
		return -1;
	return rc;
}

static enum handler_result
personne_act(const struct handler_ctx *ctx, const json_t *data, struct replies *out)
{
	struct change c;
	struct person p = { .id = 0 };
	char *detail;
	int rc = 0;

	change_read(data, &c);
	if (referent_is(ctx))
		rc = c.person_id != 0 ? person_get(ctx->db, c.person_id, &p) :
		    person_make(ctx->db, ctx->contact->id, c.phone, c.name, ctx->now, &p);
	if (rc == 0 || (rc == 1 && p.referent_id != ctx->contact->id) || rc == 2)
		referent_nothing(out);
	else if (rc == 1 && (rc = apply(ctx, &c, &p)) == 1) {
		say(out, out, NULL, "personne.notee", &c, "", NULL);
		detail = xasprintf("person %lld contact %lld", (long long)p.id, (long long)ctx->contact->id);
		rc = audit_add(ctx->db, "sms", "person_set", detail, ctx->now);
		free(detail);
	} else if (rc == 0)
		reply(out, "personne.pareil", "prenom", c.name, NULL);
	return rc == -1 ? HANDLER_RETRY : HANDLER_DONE;
}

/* ---- the keyword ------------------------------------------------------------------------------------------------- */
#define WORDS_MAX	5	/* a referent's longer text is talk, unless a number or an address is in it */

static bool
personne_recognises(const struct handler_ctx *ctx, const char *rest)
{
	struct folded f;
	struct wish w;
	size_t n;

	fold_words(&f, rest, strlen(rest));
	n = f.nword;
	fold_clear(&f);
	if (read_wish(ctx, rest, &w) == -1)
		return false;
	if (*w.change.phone != '\0' || w.phone_wrong || *w.change.email != '\0' || (*w.known != '\0' && n <= WORDS_MAX))
		return true;
	return w.change.channel != -1 && n <= WORDS_MAX && *w.change.name != '\0';
}

static const char *const personne_words[] = { "personne", NULL };
const struct handler handler_personne = {
	.name = "personne", .keywords = personne_words, .help = "personne.aide", .has_effect = true,
	.recognises = personne_recognises, .run = personne_run, .act = personne_act,
};
