#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/gsm.h"
#include "base/mem.h"
#include "schema/phrase.h"
#include "schema/term.h"
#include "smsd/ctl/import_run.h"
#include "smsd/text/fit.h"

#define TERM_MAX_BYTES		60
#define DEFINITION_SEPTETS	130	/* so that the term and the next step fit beside it */

enum column {
	TERM, ALIASES, DEFINITION, LONG_TEXT, EXAMPLE, ASKED_BY, BUILT_BY, VIDEO, READ, SOURCE, LICENCE, STATUS
};

static const struct records_column columns[] = {
	[TERM] = { "terme|mot|term|nom", true },
	[ALIASES] = { "alias|aliases|synonymes|autres noms|equivalent anglais", false },
	[DEFINITION] = { "definition", true },
	[LONG_TEXT] = { "texte long|long|explication|definition longue", false },
	[EXAMPLE] = { "exemple|example", false },
	[ASKED_BY] = { "questionne par|demande par", false },
	[BUILT_BY] = { "construit par|redige par", false },
	[VIDEO] = { "video|film", false },
	[READ] = { "relu|relu par les habitants", false },
	[SOURCE] = { "source", false },
	[LICENCE] = { "licence|license", false },
	[STATUS] = { "statut|status", false },
	{ NULL, false }
};

/* The first character that costs more than one septet: its bytes in `out`; "" when there is none. */
static void
first_dear(const char *text, char out[8])
{
	struct text_size	 size;
	const char		*s;
	static const char	 two[] = "€^~[]{}\\|";
	size_t			 n;

	out[0] = '\0';
	text_measure(text, &size);
	if (size.dear != NULL) {
		n = (size_t)size.dear_len < 7 ? (size_t)size.dear_len : 7;
		memcpy(out, size.dear, n);
		out[n] = '\0';
		return;
	}
	for (s = text; *s != '\0'; s++) {
		n = strncmp(s, "€", 3) == 0 ? 3 : 1;
		if (n == 3 || ((unsigned char)*s < 0x80 && strchr(two + 3, *s) != NULL)) {
			memcpy(out, s, n);
			out[n] = '\0';
			return;
		}
	}
}

static int
take_definition(struct import *imp, struct term *t, const char *typed)
{
	char	*text, *plain, dear[8];
	int	 septets;

	if (import_text(imp, "définition", typed, &text) == -1)
		return -1;
	if (text == NULL)
		return import_refuse(imp, "il n'y a pas de définition");
	first_dear(text, dear);
	plain = text_plain(text);
	septets = text_septets(plain);
	if (septets < 0 || septets > DEFINITION_SEPTETS) {
		if (*dear != '\0')
			import_refuse(imp, "définition de %d signes, %d au plus dans un SMS ; premier signe cher : « %s »", septets,
			    DEFINITION_SEPTETS, dear);
		else
			import_refuse(imp, "définition de %d signes, %d au plus dans un SMS", septets, DEFINITION_SEPTETS);
		free(text);
		free(plain);
		return -1;
	}
	if (strcmp(text, plain) != 0)
		import_notice(imp, "définition : « %s » coûte cher dans un SMS, la lettre simple est gardée", dear);
	t->definition = plain;
	free(text);
	return 0;
}

/* "nuage|drive", "nuage; drive" or "nuage, drive". */
static int
take_aliases(struct import *imp, struct term *t, const char *typed)
{
	char *s;

	if (import_text(imp, "alias", typed, &t->aliases) == -1)
		return -1;
	for (s = t->aliases; s != NULL && *s != '\0'; s++)
		if (*s == ';' || *s == ',')
			*s = '|';
	return 0;
}

static int
take_term(struct import *imp, struct term *t, const char *typed)
{
	char *words;
	bool  empty;

	if (import_text(imp, "terme", typed, &t->term) == -1)
		return -1;
	if (t->term == NULL)
		return import_refuse(imp, "il n'y a pas de terme");
	if (strlen(t->term) > TERM_MAX_BYTES)
		return import_refuse(imp, "terme trop long : « %.30s… »", t->term);
	words = phrase_words(t->term);
	empty = *words == '\0';
	free(words);
	return empty ? import_refuse(imp, "le terme « %.20s » n'a ni lettre ni chiffre", t->term) : 0;
}

static int
check(struct import *imp, const char *const *v)
{
	struct term	*t = imp->item;
	char		*source = NULL, *words;
	int		 rc;

	memset(t, 0, sizeof(*t));
	if (take_term(imp, t, v[TERM]) == -1 || take_definition(imp, t, v[DEFINITION]) == -1 ||
	    take_aliases(imp, t, v[ALIASES]) == -1 ||
	    import_text(imp, "texte long", v[LONG_TEXT], &t->long_text) == -1 ||
	    import_text(imp, "exemple", v[EXAMPLE], &t->example) == -1 ||
	    import_text(imp, "questionné par", v[ASKED_BY], &t->asked_by) == -1 ||
	    import_text(imp, "construit par", v[BUILT_BY], &t->built_by) == -1 ||
	    import_text(imp, "vidéo", v[VIDEO], &t->video) == -1 ||
	    import_text(imp, "licence", v[LICENCE], &t->licence) == -1 ||
	    import_text(imp, "source", v[SOURCE], &source) == -1)
		return -1;
	t->source = imp->opts->source != NULL ? xstrdup(imp->opts->source) : source != NULL ? xstrdup(source) :
	    xstrdup(imp->source);
	free(source);
	t->read_by_residents = v[READ] != NULL && (strcasecmp(v[READ], "oui") == 0 || strcmp(v[READ], "1") == 0);
	t->published = v[STATUS] == NULL || strncasecmp(v[STATUS], "publi", 5) == 0;
	words = phrase_words(t->term);
	rc = import_unique(imp, words);
	free(words);
	return rc;
}

static int
store(struct import *imp)
{
	return term_save(imp->db, imp->item, true, imp->opts->now, NULL);
}

static void
clear(struct import *imp)
{
	term_clear(imp->item);
}

static const struct import_kind kind = { columns, check, store, clear, NULL };

enum import_end
import_terms(struct db *db, const char *path, const struct import_opts *opts, struct import_result *result)
{
	struct term t = { 0 };

	return import_run(db, path, opts, result, &kind, &t);
}

enum import_end
import_term(struct db *db, const char *const *names, const char *const *values, const struct import_opts *opts)
{
	struct term t = { 0 };

	return import_one(db, names, values, opts, &kind, &t);
}
