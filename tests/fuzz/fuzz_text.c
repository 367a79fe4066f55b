/* Any bytes through the functions of smsd/text: nothing read or written beyond its end, and what they promise holds. */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "smsd/text/fit.h"
#include "smsd/text/fold.h"
#include "smsd/text/lang.h"
#include "smsd/text/phone.h"
#include "smsd/text/slip.h"
#include "smsd/text/spell.h"
#include "smsd/text/stem.h"
#include "smsd/text/stopwords.h"
#include "smsd/text/when.h"

int	LLVMFuzzerTestOneInput(const uint8_t *, size_t);

#define MUST(x)	do { if (!(x)) abort(); } while (0)

static void
try_fold(const char *text, size_t len)
{
	struct folded	 f;
	char		*spelt, *again, stem[STEM_MAX], squeezed[16];
	size_t		 n;

	fold_words(&f, text, len);
	MUST(f.len <= FOLD_SIZE(len) && strlen(f.s) == f.len && f.nword <= 2 * len + 2);
	again = malloc(FOLD_SIZE(f.len));
	/* folding twice changes nothing */
	MUST(fold(f.s, again, FOLD_SIZE(f.len)) == f.len && memcmp(again, f.s, f.len) == 0);
	free(again);
	for (size_t i = 0; i < f.nword; i++) {
		const struct word *w = &f.word[i];

		MUST(w->len > 0 && w->at + w->len <= f.len && (size_t)w->src + w->src_len <= len);
		MUST(i == 0 || w->at >= f.word[i - 1].at + f.word[i - 1].len);
		n = stem_word(f.s + w->at, w->len, stem);
		MUST(n < STEM_MAX && strlen(stem) == n);
		spell_squeeze(f.s + w->at, w->len, squeezed, sizeof(squeezed));
		stop_class(f.s + w->at, w->len);
		n = (size_t)slip_match(f.s + w->at, w->len, i > 0 ? stem : "pharmacie");
		MUST((int)n >= SLIP_NO && (int)n <= 100);
		fold_word_number(&f, i);
	}
	MUST(strlen(lang_guess(f.s)) >= 2);
	spelt = spell_text(&f);
	free(spelt);
	fold_clear(&f);
}

static void
try_fit(const char *text, int max)
{
	struct text_size before, after;
	char		*plain = text_plain(text), *cut;

	text_measure(text, &before);
	MUST(before.parts >= 1 && before.units >= 0 && (before.dear == NULL) == (before.alphabet == GSM_7BIT));
	MUST(text_septets(plain) >= 0);
	text_measure(plain, &after);
	MUST(after.alphabet == GSM_7BIT && after.units == text_septets(plain));
	cut = text_cut(plain, max);
	MUST(text_septets(cut) <= (max > 0 ? max : 0));
	free(cut);
	cut = text_cut(text, max);
	MUST(strlen(cut) <= strlen(text) + 3);
	free(cut);
	free(plain);
}

static void
try_phone(const char *text)
{
	char	 out[PHONE_MAX], twice[PHONE_MAX], pretty[PHONE_PRETTY];

	phone_class_name(phone_class(text));
	phone_country(text);
	phone_pretty(text, pretty);
	if (phone_parse(text, out) == -1)
		return;
	MUST(out[0] == '+' && strspn(out + 1, "0123456789") == strlen(out + 1) && strlen(out) <= 16);
	MUST(phone_parse(out, twice) == 0 && strcmp(out, twice) == 0);
	MUST(phone_parse(phone_pretty(out, pretty), twice) == 0 && strcmp(out, twice) == 0);
	MUST(phone_class(text) == phone_class(out) && phone_class(out) != PHONE_INVALID && phone_country(out) != NULL);
}

static void
try_when(const char *text, size_t len, const uint8_t *when)
{
	struct civil	 now = { 2020 + when[0] % 80, 1 + when[1] % 12, 1, when[2] % 24, when[3] % 60 };
	struct when	 w;
	char		 say[WHEN_SAY];

	now.day = 1 + (when[1] >> 4) * 2 % civil_month_days(now.year, now.month);
	MUST(when_parse(text, &now, &w) == (w.kind != WHEN_NONE));
	MUST(w.nalt >= 0 && w.nalt <= WHEN_ALTS && (size_t)w.src + w.src_len <= len);
	MUST((w.nalt > 1) == (w.kind == WHEN_AMBIGUOUS));
	MUST((w.nalt == 0) == (w.kind == WHEN_NONE || w.kind == WHEN_IMPOSSIBLE));
	for (int i = 0; i < w.nalt; i++) {
		const struct civil *c = &w.alt[i].at;

		MUST(c->year == 0 || civil_valid(c->year, c->month, c->day));
		MUST(c->hour >= -1 && c->hour <= 23 && c->minute >= 0 && c->minute <= 59 && (c->year != 0 || c->hour >= 0));
		MUST(w.alt[i].days >= 1 && w.alt[i].days <= 366);
		MUST(text_septets(when_say(&w.alt[i], say)) > 0);
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char	*text;

	if (size < 4)
		return 0;
	text = malloc(size - 3);
	memcpy(text, data + 4, size - 4);
	text[size - 4] = '\0';
	try_fold(text, size - 4);		/* NUL bytes inside too */
	try_fit(text, data[0]);
	try_phone(text);
	try_when(text, strlen(text), data);
	free(text);
	return 0;
}
