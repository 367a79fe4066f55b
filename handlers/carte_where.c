/* A place that is no commune: "vers les Hauts Champs", "place de la Liberté" (declared in carte.h and carte_int.h). */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "handlers/carte_int.h"
#include "schema/phrase.h"
#include "smsd/text/stopwords.h"

static const char *const ways[] = { "rue", "avenue", "av", "ave", "boulevard", "bd", "bld", "route", "chaussee", "place", "faubourg", "porte", "allee",
	"impasse", "quai", "chemin", "gare", "square", "residence", "cite", "tour", "quartier", "secteur", "metro", "eglise", "arret", "station",
	"parvis", "pont", "canal", "lidl", "carrefour", "auchan", "marche", NULL };

bool
carte_is_way(const struct folded *f, size_t i)
{
	return carte_word_in(f, i, ways);
}

bool
carte_of_a_way(const struct folded *f, size_t i)
{
	while (i > 0 && phrase_small_word(f, i - 1))
		i--;
	return i > 0 && carte_word_in(f, i - 1, ways);
}

#define PLACE_WORDS	5

/* Words that a place's name does not go on after. */
bool
carte_ends_place(const struct folded *f, size_t i)
{
	static const char *const verbs[] = { "est", "sont", "ouvert", "ouverte", "ferme", "quand", "demain", "aujourd'hui", "pour", "avec", "sans", "qui", "que", "qu",
		"quel", "quelle", "quels", "quelles", "ou", "et", "on", "il", "elle", "je", "j", "c", "ya", "y", "avant", "apres", "pas", "gratuit", "gratuite",
		"normalement", "exactement", "possible", "depuis", "jusque", "jusqu", "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche",
		"matin", "soir", "ans", "an", "mois", "heures", "heure", "euros", NULL };

	return carte_word_in(f, i, verbs) || (stop_class(f->s + f->word[i].at, f->word[i].len) & (STOP_POLITE | STOP_QUESTION | STOP_PRONOUN)) != 0;
}

/* How many words from `from` on are a place's name. */
static size_t
place_words(const struct folded *f, const bool *used, size_t from)
{
	size_t n = 0;

	while (n < PLACE_WORDS && from + n < f->nword && !used[from + n] && !carte_ends_place(f, from + n) &&
	    !(n > 1 && fold_word_is(f, from + n, "a")))
		n++;
	while (n > 0 && carte_small(f, from + n - 1))
		n--;
	return n;
}

/* "vers les Hauts Champs", "place de la Liberté", "au pied de la tour Mercure", in words that are not used: the last that is said. */
bool
carte_where(const struct folded *f, const bool *used, size_t *first, size_t *count)
{
	static const char *const to[] = { "a", "au", "aux", "vers", "cote", "pres", "autour", "face", "derriere", "proche", "alentours", "ds", "o", NULL };
	static const char *const not[] = { "maison", "domicile", "pied", "cause", "partir", "moins", "peu", "midi", "faire", "coup", "part", "fait", "lui", "elle", "nous",
		"moi", "payer", "manger", "lire", "ecrire", "parler", "suivre", "gens", "soir", "matin", "environ", "enfant", "enfants", "bebe", "reparler",
		"point", "plein", "long", "centre", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "dix", "quelqu", NULL };
	size_t n;

	for (size_t i = f->nword; i-- > 0; ) {
		if (used[i])
			continue;
		if (carte_word_in(f, i, ways) && (n = place_words(f, used, i)) > 1) {
			*first = i;
			*count = n;
			return true;
		}
		if (!carte_word_in(f, i, to))
			continue;
		for (n = i + 1; n < f->nword && !used[n] && (phrase_small_word(f, n) || carte_word_in(f, n, to)); n++)
			;
		*first = n;
		if (n < f->nword && f->word[n].kind != WORD_NUMBER && f->word[n].len >= 3 && !carte_small(f, n) && !carte_word_in(f, n, not) &&
		    (*count = place_words(f, used, n)) > 0)
			return true;
	}
	return false;
}

char *
carte_src_words(const struct folded *f, const char *text, size_t first, size_t n)
{
	const struct word *last = &f->word[first + n - 1];

	return xstrndup(text + f->word[first].src, last->src + last->src_len - f->word[first].src);
}
