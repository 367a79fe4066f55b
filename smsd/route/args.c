/* What a text is about, once its handler is known: the words that a turn of phrase cut out, checked against what the tagger
 * has learnt (smsd/tag/tag.h).  The thing may stand before its verb ("une tondeuse, quelqu'un peut me dépanner ?"), or in a
 * story.  Where they agree nothing changes. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "handlers/carte.h"
#include "handlers/families.h"
#include "schema/phrase.h"
#include "smsd/route/steps.h"
#include "smsd/tag/tag.h"
#include "smsd/text/stopwords.h"

#define LIKELY		0.25f	/* a word belongs to it, beside one that does */
#define POSTCODE	5	/* digits */
#define FEW_WORDS	4	/* cut out, and the likeliest among them: left as they are */
#define HULL_WORDS	24	/* what was cut out and what was meant together, at most */

/* What the tagger knows of, by handler. */
static const struct known {
	const struct handler	*handler;
	enum tag_kind		 kind;
	float			 sure;		/* of the likeliest word, to set aside what was cut out */
	enum { BARE, KEPT, PART } cut;		/* the tagged words alone; with what was cut out; with the part of the sentence too */
} known[] = {
	{ &handler_offre, TAG_WHAT, 0.3f, PART }, { &handler_demande, TAG_WHAT, 0.3f, PART }, { &handler_cherche, TAG_WHAT, 0.3f, PART },
	{ &handler_message, TAG_WHAT, 0.3f, PART }, { &handler_idee, TAG_WHAT, 0.3f, PART }, { &handler_ajout, TAG_WHAT, 0.3f, PART },
	{ &handler_note, TAG_WHAT, 0.3f, PART }, { &handler_def, TAG_TERM, 0.3f, BARE }, { &handler_passage, TAG_PLACE, 0.3f, BARE },
	{ &handler_rdv, TAG_PLACE, 0.5f, BARE }, { &handler_pieces, TAG_PROCEDURE, 0.3f, KEPT },
};

/* Words [first, end) of the view. */
struct run {
	size_t	first, end;
};

static bool
small(const struct view *v, size_t i)
{
	return stop_class(v->f.s + v->f.word[i].at, v->f.word[i].len) != 0;
}

/* The words that were cut out, where they stand in the text; false when they were mended since. */
static bool
cut_run(const struct view *v, const char *rest, struct run *r)
{
	const char *at = strstr(v->src, rest);
	size_t from, to;

	if (at == NULL || *rest == '\0')
		return false;
	from = (size_t)(at - v->src);
	to = from + strlen(rest);
	r->first = v->f.nword;
	r->end = 0;
	for (size_t i = 0; i < v->f.nword; i++)
		if (v->f.word[i].src + v->f.word[i].src_len > from && v->f.word[i].src < to) {
			r->first = i < r->first ? i : r->first;
			r->end = i + 1;
		}
	return r->first < r->end;
}

static size_t
likeliest(const float *p, size_t first, size_t end)
{
	size_t best = first;

	for (size_t i = first + 1; i < end; i++)
		best = p[i] > p[best] ? i : best;
	return best;
}

/* The words around `at` that belong to it too; small ones between them do: "attestation sur l'honneur". */
static struct run
tagged_run(const struct view *v, const float *p, size_t at)
{
	struct run r = { at, at + 1 };

	for (size_t i = at; i-- > 0 && (p[i] > LIKELY || small(v, i)); )
		if (p[i] > LIKELY)
			r.first = i;
	for (size_t i = at + 1; i < v->f.nword && (p[i] > LIKELY || small(v, i)); i++)
		if (p[i] > LIKELY)
			r.end = i + 1;
	return r;
}

/* Does a sentence or a part of one end after word i? */
static bool
part_ends(const struct view *v, size_t i)
{
	for (const char *s = v->src + v->f.word[i].src + v->f.word[i].src_len; *s != '\0' && strchr(".,;:!?()\n ", *s) != NULL; s++)
		if (*s != ' ')
			return true;
	return i + 1 == v->f.nword;
}

/* The part of the sentence that `at` stands in, small words at its start left out. */
static struct run
part_of(const struct view *v, size_t at)
{
	struct run r = { at, at + 1 };

	while (r.first > 0 && !part_ends(v, r.first - 1))
		r.first--;
	while (r.end < v->f.nword && !part_ends(v, r.end - 1))
		r.end++;
	while (r.first < at && small(v, r.first))
		r.first++;
	return r;
}

static struct run
both(struct run a, struct run b)
{
	return (struct run){ a.first < b.first ? a.first : b.first, a.end > b.end ? a.end : b.end };
}

/* What was meant, of what was cut out and what the tagger found; false when they agree. */
static bool
settle(const struct view *v, const struct known *k, const float *p, bool has_cut, struct run *cut)
{
	size_t best = likeliest(p, 0, v->f.nword), own = has_cut ? likeliest(p, cut->first, cut->end) : 0;
	struct run found = tagged_run(v, p, best), all;

	if (p[best] < k->sure)
		return false;
	if (has_cut && best >= cut->first && best < cut->end) {
		all = both(found, *cut);
		if (k->cut == BARE && cut->end - cut->first <= FEW_WORDS)
			found = all;
		if (k->cut != BARE ? all.first == cut->first && all.end == cut->end : found.first == cut->first && found.end == cut->end)
			return false;
		*cut = k->cut != BARE ? all : found;
		return true;
	}
	if (k->cut == PART)
		found = both(found, part_of(v, best));
	all = has_cut && p[own] > 0.1f ? both(found, *cut) : found;
	*cut = all.end - all.first > HULL_WORDS ? found : all;
	return true;
}

static const struct known *
known_of(const struct handler *h)
{
	for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++)
		if (known[i].handler == h)
			return &known[i];
	return NULL;
}

/* It has learnt none of the other scripts. */
static bool
latin(const struct view *v)
{
	for (const char *s = v->said; *s != '\0'; s++)
		if ((unsigned char)*s >= 0x80)
			return false;
	return true;
}

/* An hour is no place. */
static bool
tagged(const struct view *v, enum tag_kind kind, const struct handler *h, float *p)
{
	if (!tag_words(v, kind, h->name, p))
		return false;
	for (size_t i = 0; kind == TAG_PLACE && i < v->f.nword; i++)
		if (isdigit((unsigned char)v->f.s[v->f.word[i].at]) && v->f.word[i].len < POSTCODE)
			p[i] = 0;
	return true;
}

/* After a keyword nothing before what was cut out is meant. */
static bool
within(const struct routing *r, const struct run *cut, bool has_cut, float *p)
{
	for (size_t i = 0; has_cut && (r->route->how == HOW_KEYWORD || r->route->how == HOW_TYPO) && i < cut->first; i++)
		p[i] = 0;
	return true;
}

void
learnt_words(struct routing *r)
{
	const struct known *k = known_of(r->route->handler);
	struct run cut = { 0, 0 };
	const struct view *v = &r->v;
	bool has_cut;
	float *p;

	if ((r->route->how == HOW_KEYWORD || r->route->how == HOW_TYPO) && *r->rest == '\0')	/* a keyword alone is about nothing yet */
		return;
	if (k == NULL || v->f.nword == 0 || r->route->code || !latin(v) || (k->cut == PART && (r->answers || r->route->how == HOW_KEYWORD || r->route->how == HOW_TYPO)))
		return;
	has_cut = cut_run(v, r->rest, &cut);
	if (!has_cut && *r->rest != '\0' && k->cut == PART)
		return;
	p = xcalloc(v->f.nword, sizeof(*p));
	if (tagged(v, k->kind, k->handler, p) && within(r, &cut, has_cut, p) && settle(v, k, p, has_cut, &cut)) {
		free(r->rest);
		r->rest = view_rest(v, cut.first, cut.end, false);
	}
	free(p);
}

/* ---- a place ----------------------------------------------------------------------------------------------------- */
#define PLACE_SURE	0.6f	/* a place was said, and not yet understood */
#define PLACE_PART	0.5f	/* a word of it, perhaps apart from the rest: "à Roubaix rue de l'Alma" */
#define PLACE_WORDS	8	/* a street and its town together, at most */

static bool
word_in(const struct folded *f, size_t i, const char *const *list)
{
	while (*list != NULL && !fold_word_is(f, i, *list))
		list++;
	return *list != NULL;
}

/* Back over small words: the word before i that is none, or `i` itself when there is no such word in this part of the sentence. */
static size_t
word_before(const struct view *v, size_t i)
{
	size_t k = i;

	while (k > 0 && !part_ends(v, k - 1) && small(v, k - 1))
		k--;
	return k > 0 && !part_ends(v, k - 1) ? k - 1 : i;
}

/* "rue de [Lille]", "vers le canal de [Roubaix]": what it is that is called so belongs to it. */
static size_t
place_begins(const struct view *v, size_t first)
{
	static const char *const of[] = { "de", "du", "d", "des", NULL };
	static const char *const near[] = { "vers", "pres", "proche", "cote", "loin", "derriere", "face", "autour", "devant", "bout", "pied", NULL };
	size_t before = word_before(v, first), k;

	if (before == first)
		return first;
	if (carte_is_way(&v->f, before))
		return before;
	if (!word_in(&v->f, first - 1, of) && !(first >= 2 && word_in(&v->f, first - 2, of)))
		return first;
	for (k = before; k > 0 && !part_ends(v, k - 1) && small(v, k - 1) && !word_in(&v->f, k - 1, near); k--)
		;
	return k > 0 && !part_ends(v, k - 1) && word_in(&v->f, k - 1, near) ? before : first;
}

/* All words of it, when they stand together. */
static struct run
place_run(const struct view *v, const float *p, size_t best)
{
	struct run r = tagged_run(v, p, best), all = r;

	for (size_t i = 0; i < v->f.nword; i++)
		if (p[i] >= PLACE_PART)
			all = both(all, tagged_run(v, p, i));
	all.first = place_begins(v, all.first);
	r.first = place_begins(v, r.first);
	return all.end - all.first <= PLACE_WORDS ? all : r;
}

/* CARTE: the quarter, the street or the building that was said beside the town, or instead of it: args.place alone, what is
 * looked for stays. */
void
learnt_place(struct routing *r)
{
	const char *had = json_string_value(json_object_get(r->route->args, "place"));
	const struct view *v = &r->v;
	struct run found, cut = { 0, 0 };
	char *place, *folded, *was;
	size_t best;
	float *p;

	if (r->route->handler != &handler_carte || r->answers || v->f.nword == 0 || !latin(v) || !json_is_null(json_object_get(r->route->args, "entry")))
		return;
	p = xcalloc(v->f.nword, sizeof(*p));
	if (tagged(v, TAG_PLACE, &handler_carte, p) && p[best = likeliest(p, 0, v->f.nword)] >= PLACE_SURE) {
		found = place_run(v, p, best);
		if (had != NULL && cut_run(v, had, &cut) && p[likeliest(p, cut.first, cut.end)] > LIKELY && both(found, cut).end - both(found, cut).first <= PLACE_WORDS)
			found = both(found, cut);
		place = view_rest(v, found.first, found.end, false);
		folded = phrase_words(place);
		was = phrase_words(had == NULL ? "" : had);
		if (strstr(was, folded) == NULL)
			json_object_set_new(r->route->args, "place", json_string(place));
		free(place);
		free(folded);
		free(was);
	}
	free(p);
}
