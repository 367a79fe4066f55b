/* make texts: how hard the texts that residents receive are to read, worst first.  A report for whoever rewrites them, not
 * a gate: a program can count words, it cannot say that people understand.
 * Arguments: the file of frequent words (tests/data/mots_frequents_fr.txt). */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/strbuf.h"
#include "handlers/families.h"
#include "handlers/texts.h"
#include "smsd/text/fold.h"

#define SENTENCE_MAX	12	/* words: the usual advice */
#define HOLE		"valeur"	/* stands for a placeholder: a word of its own, never a rare one */

struct report {
	char	*id;
	int	 worst, sentences, longest, words, rare, acronyms, negations, passive;
	struct strbuf remarks;
};
struct all {
	char		**word;		/* frequent, sorted */
	size_t		  nword;
	struct report	 *r;
	size_t		  n;
};

/* ---- frequent words ---------------------------------------------------------------------------------------------- */
static int
cmp_string(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

static int
read_words(struct all *a, const char *path)
{
	FILE *f = fopen(path, "r");
	char line[128];

	if (f == NULL) {
		fprintf(stderr, "%s : illisible\n", path);
		return -1;
	}
	while (fgets(line, sizeof(line), f) != NULL) {
		line[strcspn(line, "\r\n")] = '\0';
		if (*line == '\0' || *line == '#')
			continue;
		a->word = xreallocarray(a->word, a->nword + 1, sizeof(*a->word));
		a->word[a->nword++] = xstrdup(line);
	}
	fclose(f);
	if (a->nword > 0)
		qsort(a->word, a->nword, sizeof(*a->word), cmp_string);
	return 0;
}

static bool
frequent(const struct all *a, const char *word)
{
	return a->nword > 0 && bsearch(&word, a->word, a->nword, sizeof(*a->word), cmp_string) != NULL;
}

/* ---- one text ---------------------------------------------------------------------------------------------------- */
static void
remark(struct report *r, const char *what, const char *word)
{
	strbuf_printf(&r->remarks, "%s%s%s", r->remarks.len > 0 ? ", " : "", what, word);
}

static bool
one_of(const char *word, const char *const *list)
{
	for (; *list != NULL; list++)
		if (strcmp(word, *list) == 0)
			return true;
	return false;
}

/* CAF, CNIL: two capitals or more, and no keyword of ours.  SMS everybody knows who gets one. */
static bool
is_acronym(const char *source, const char *folded)
{
	if (strlen(source) < 2 || strcmp(source, "SMS") == 0 || handler_by_keyword(folded, strlen(folded)) != NULL)
		return false;
	for (; *source != '\0'; source++)
		if (!isupper((unsigned char)*source))
			return false;
	return true;
}

static bool
is_participle(const char *source, const char *folded)
{
	static const char *const others[] = { "fait", "faite", "mis", "mise", "pris", "prise", "ecrit", "ecrite", "lu", "lue", "lus", "recu",
		"recue", "perdu", "perdue", "permis", NULL };
	static const char *const moves[] = { "alle", "arrive", "entre", "rentre", "monte", "reste", "passe", "tombe", "ne", "retourne", NULL };
	static const char *const ends[] = { "é", "ée", "és", "ées", NULL };
	size_t len = strlen(source);

	for (const char *const *e = ends; *e != NULL; e++)
		if (len > strlen(*e) + 1 && strcmp(source + len - strlen(*e), *e) == 0)
			return !one_of(folded, moves);
	return one_of(folded, others);
}

struct sentence {
	char	*folded[64], *source[64];
	bool	 elided[64];
	int	 n;
};

static void
look_at(const struct all *a, struct report *r, const struct sentence *s)
{
	static const char *const be[] = { "est", "sont", "etait", "etaient", "sera", "seront", "ete", "etre", "soit", NULL };
	static const char *const no[] = { "pas", "aucun", "aucune", "sans", "jamais", "rien", "ni", NULL };
	int words = 0, ne = 0;

	for (int i = 0; i < s->n; i++) {
		const char *w = s->folded[i];

		words += !s->elided[i];
		if (isdigit((unsigned char)*w) || strcmp(w, HOLE) == 0)
			continue;
		if (is_acronym(s->source[i], w)) {
			r->acronyms++;
			remark(r, "sigle ", s->source[i]);
		} else if (handler_by_keyword(w, strlen(w)) == NULL && !frequent(a, w)) {
			r->rare++;
			remark(r, "", s->source[i]);
		}
		if (strcmp(w, "ne") == 0 || (s->elided[i] && strcmp(w, "n") == 0)) {
			r->negations++;
			ne++;
		} else if (one_of(w, no)) {
			if (ne == 0)
				r->negations++;
			ne = 0;
		}
		if (one_of(w, be) && (i == 0 || strcmp(s->folded[i - 1], "c") != 0))
			for (int k = i + 1; k <= i + 2 && k < s->n; k++)
				if (is_participle(s->source[k], s->folded[k])) {
					r->passive++;
					remark(r, "passif ? ", s->source[k]);
					break;
				}
	}
	r->words += words;
	r->sentences += words > 0;
	if (words > r->longest)
		r->longest = words;
}

static void
sentence(const struct all *a, struct report *r, const char *from, size_t len)
{
	struct sentence s = { .n = 0 };
	struct folded f;

	fold_words(&f, from, len);
	for (size_t i = 0; i < f.nword && s.n < 64; i++, s.n++) {
		s.folded[s.n] = xstrndup(f.s + f.word[i].at, f.word[i].len);
		s.source[s.n] = xstrndup(from + f.word[i].src, f.word[i].src_len);
		s.elided[s.n] = f.word[i].kind == WORD_ELIDED;
	}
	look_at(a, r, &s);
	for (int i = 0; i < s.n; i++) {
		free(s.folded[i]);
		free(s.source[i]);
	}
	fold_clear(&f);
}

/* Placeholders and web addresses become a word. */
static char *
without_holes(const char *text)
{
	struct strbuf b = { 0 };

	while (*text != '\0') {
		if (*text == '{') {
			strbuf_puts(&b, HOLE);
			text += strcspn(text, "}");
			text += *text == '}';
		} else if (strncmp(text, "www.", 4) == 0) {
			strbuf_puts(&b, HOLE);
			text += strcspn(text, " \n");
		} else
			strbuf_putc(&b, *text++);
	}
	return b.s == NULL ? xstrdup("") : strbuf_take(&b);
}

static int
measure(void *arg, const char *id, const char *text, enum gsm_alphabet alphabet, int worst)
{
	struct all *a = arg;
	struct report *r;
	char *plain, *p, *end;

	(void)alphabet;
	if (strncmp(id, "mots.", 5) == 0)
		return 0;
	a->r = xreallocarray(a->r, a->n + 1, sizeof(*a->r));
	r = &a->r[a->n++];
	memset(r, 0, sizeof(*r));
	r->id = xstrdup(id);
	r->worst = worst;
	plain = without_holes(text);
	for (p = plain; *p != '\0'; p = end) {
		p += strspn(p, ".!?\n ");
		end = p + strcspn(p, ".!?\n");
		sentence(a, r, p, (size_t)(end - p));
	}
	free(plain);
	return 0;
}

/* ---- the report -------------------------------------------------------------------------------------------------- */
static int
hardness(const struct report *r)
{
	int over = r->longest > SENTENCE_MAX ? r->longest - SENTENCE_MAX : 0;

	return 2 * over + 2 * r->rare + 3 * r->acronyms + r->negations + 2 * r->passive;
}

static int
worse(const void *a, const void *b)
{
	const struct report *x = a, *y = b;
	int d = hardness(y) - hardness(x);

	return d != 0 ? d : strcmp(x->id, y->id);
}

static void
print_french(struct all *a)
{
	int words = 0, sentences = 0, longer = 0, rare = 0, acronyms = 0, negations = 0, passive = 0;

	qsort(a->r, a->n, sizeof(*a->r), worse);
	printf("%-22s %6s %8s %8s %6s %6s %5s %6s  %s\n", "texte", "signes", "phrases", "mots max", "rares", "sigles", "nég.", "passif",
	    "à regarder");
	for (size_t i = 0; i < a->n; i++) {
		struct report *r = &a->r[i];

		printf("%-22s %6d %7d %8d %6d %6d %4d %6d   %s\n", r->id, r->worst, r->sentences, r->longest, r->rare, r->acronyms,
		    r->negations, r->passive, strbuf_str(&r->remarks));
		words += r->words;
		sentences += r->sentences;
		longer += r->longest > SENTENCE_MAX;
		rare += r->rare;
		acronyms += r->acronyms;
		negations += r->negations;
		passive += r->passive;
	}
	printf("\n%zu textes, %d phrases, %.1f mots par phrase ; %d textes ont une phrase de plus de %d mots.\n"
	    "%d mots hors des %zu formes fréquentes, %d sigles, %d négations, %d passifs possibles.\n", a->n, sentences,
	    sentences == 0 ? 0 : (double)words / sentences, longer, SENTENCE_MAX, rare, a->nword, acronyms, negations, passive);
}

struct cost {
	bool	each;			/* print each text */
	int	n, of[3];		/* texts, by the SMS they take at worst */
};

static int
add_cost(void *arg, const char *id, const char *text, enum gsm_alphabet alphabet, int worst)
{
	struct cost *c = arg;
	int parts = worst > (alphabet == GSM_7BIT ? GSM_7BIT_ALONE : GSM_UCS2_ALONE) ? 2 : 1;

	(void)text;
	if (strncmp(id, "mots.", 5) == 0 || strncmp(id, "premier.", 8) == 0)
		return 0;
	c->n++;
	c->of[parts]++;
	if (c->each)
		printf("      %-22s %4d signes %2d SMS\n", id, worst, parts);
	return 0;
}

static void
print_costs(const struct texts *t)
{
	printf("\nCe que coûte une réponse, au pire :\n");
	for (const char *const *l = texts_languages(t); *l != NULL; l++) {
		struct cost c = { .each = texts_parts(t, *l) > 1 };

		texts_each(t, *l, add_cost, &c);
		printf("  %-3s %3d textes : %d en un SMS, %d en deux%s\n", *l, c.n, c.of[1], c.of[2],
		    texts_parts(t, *l) > 1 ? " (70 signes par SMS)" : "");
	}
}

int
main(int argc, char **argv)
{
	struct all a = { .word = NULL };
	struct texts *t;

	if (argc != 2 || read_words(&a, argv[1]) == -1 || (t = texts_load()) == NULL)
		return 2;
	texts_each(t, "fr", measure, &a);
	print_french(&a);
	print_costs(t);
	printf("\nUn programme compte des mots ; il ne sait pas si un texte est compris.  Aucun de ces textes n'est « FALC » : ils sont\n"
	    "à relire par des habitants.\n");
	texts_free(t);
	for (size_t i = 0; i < a.n; i++) {
		free(a.r[i].id);
		strbuf_clear(&a.r[i].remarks);
	}
	for (size_t i = 0; i < a.nword; i++)
		free(a.word[i]);
	free(a.r);
	free(a.word);
	return 0;
}
