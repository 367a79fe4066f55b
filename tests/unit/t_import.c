#include "dbtest.h"

#include <math.h>
#include <sys/resource.h>

#include "base/strbuf.h"
#include "schema/place.h"
#include "schema/term.h"
#include "smsd/ctl/csv.h"
#include "smsd/ctl/import.h"
#include "smsd/text/fold.h"

#define NOW	1795514400

struct told {
	struct strbuf	refused, noted;
	int		nrefused, nnoted;
};

static void
tell(void *arg, enum import_tell what, long line, const char *text)
{
	struct told *t = arg;

	t->nrefused += what == IMPORT_REFUSED;
	t->nnoted += what == IMPORT_NOTICE;
	strbuf_printf(what == IMPORT_REFUSED ? &t->refused : &t->noted, "%ld:%s\n", line, text);
}

static void
told_clear(struct told *t)
{
	strbuf_clear(&t->refused);
	strbuf_clear(&t->noted);
	memset(t, 0, sizeof(*t));
}

static const char *
write_file(struct dbtest *t, const char *name, const char *text)
{
	static char	 path[160];
	FILE		*f;

	snprintf(path, sizeof(path), "%s/%s", t->dir, name);
	assert_non_null(f = fopen(path, "w"));
	fputs(text, f);
	fclose(f);
	return path;
}

static enum import_end
places(struct dbtest *t, const char *path, struct told *told, struct import_result *r)
{
	struct import_opts o = { .now = NOW, .tell = tell, .arg = told };

	return import_places(t->db, path, &o, r);
}

static int
take_one(void *arg, const struct place *p)
{
	struct place *to = arg;

	to->id = p->id;
	to->name = xstrdup(p->name);
	to->source = xstrdup(p->source);
	to->source_id = xstrdup(p->source_id);
	to->category = xstrdup(p->category);
	to->address = xstrdup(p->address);
	to->postcode = xstrdup(p->postcode);
	to->phone = xstrdup(p->phone);
	to->website = xstrdup(p->website);
	to->description = xstrdup(p->description);
	to->dated = xstrdup(p->dated);
	to->latitude = p->latitude;
	to->longitude = p->longitude;
	to->example = p->example;
	to->status = p->status;
	return 1;
}

/* The place after row `after`. */
static void
one_place(struct dbtest *t, int64_t after, struct place *p)
{
	struct place_filter f = { .status = -1, .after = after };

	place_init(p);
	assert_int_equal(place_each(t->db, &f, take_one, p), 1);
}

static void
test_csv_next__quotes_separators_ends_of_line(void **state)
{
	static const struct { const char *text; const char *want; } cases[] = {
		{ "a,b\n1,2\n", "a|b/1|2/" },
		{ "a;b\r\n\"1,5\";\"x;y\"\r\n", "a|b/1,5|x;y/" },
		{ "a\tb\r1\t\r\r\r2\t3", "a|b/1|/2|3/" },
		{ "\xef\xbb\xbf" "a;b\n\"il dit \"\"oui\"\"\";\"deux\nlignes\"\n", "a|b/il dit \"oui\"|deux\nlignes/" },
		{ "a;b\n;\n\n  \n1;2", "a|b/|/1|2/" },
		{ "\"a;b\",c\n1,\"\"\n", "a;b|c/1|/" },
		{ "a;b\n1;\"jamais", "a|b/!" },
		{ "seul\nx", "seul/x/" },
		{ "", "" },
	};
	struct strbuf	 got = { 0 };
	struct csv	*c;
	FILE		*f;
	char		**field;
	size_t		 i;
	int		 n, j;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		f = tmpfile();
		fputs(cases[i].text, f);
		rewind(f);
		c = csv_new(f);
		strbuf_cut(&got, 0);
		while ((n = csv_next(c, &field)) > 0)
			for (j = 0; j < n; j++)
				strbuf_printf(&got, "%s%s", field[j], j == n - 1 ? "/" : "|");
		if (n == -1)
			strbuf_putc(&got, '!');
		assert_string_equal(strbuf_str(&got), cases[i].want);
		csv_free(c);
		fclose(f);
	}
	strbuf_clear(&got);
}

static void
test_import_places__each_refused_line_with_its_reason(void **state)
{
	static const char *const reasons[] = { "3:il n'y a pas de nom", "4:catégorie « zorglub » inconnue", "5:« violences » a une réponse fixe",
	    "6:code postal « 592OO »", "7:téléphone « 12 34 56 7 » illisible", "8:téléphone « 0899 12 34 56 » : numéro surtaxé",
	    "9:latitude et longitude sont inversées", "10:il manque la longitude", "11:latitude et longitude à zéro", "12:12 colonnes au lieu de 10",
	    "13:déjà à la ligne 2" };
	struct dbtest		*t = *state;
	struct import_result	 r;
	struct told		 told = { { 0 }, { 0 }, 0, 0 };
	size_t			 i;

	assert_int_equal(places(t, "tests/data/lieux-refuses.csv", &told, &r), IMPORT_NOTHING);
	for (i = 0; i < sizeof(reasons) / sizeof(reasons[0]); i++)
		if (strstr(strbuf_str(&told.refused), reasons[i]) == NULL)
			fail_msg("not told: %s in\n%s", reasons[i], strbuf_str(&told.refused));
	assert_int_equal(told.nrefused, 11);
	assert_int_equal(r.refused, 11);
	assert_int_equal(r.records, 15);
	assert_non_null(strstr(strbuf_str(&told.noted), "0:colonnes non reprises : remarque"));
	assert_non_null(strstr(strbuf_str(&told.noted), "16:téléphone mobile non repris"));
	assert_non_null(strstr(strbuf_str(&told.noted), "16:nom : « =SOMME(A1) »"));
	assert_non_null(strstr(strbuf_str(&told.noted), "16:date « hier » non reprise"));
	assert_int_equal(place_count(t->db, NULL), 0);
	told_clear(&told);
}

static void
test_import_places__skip_bad_keeps_the_good(void **state)
{
	struct dbtest		*t = *state;
	struct told		 told = { { 0 }, { 0 }, 0, 0 };
	struct import_opts	 o = { .now = NOW, .tell = tell, .arg = &told, .skip_bad = true, .source = "essai" };
	struct import_result	 r;
	struct place		 p;

	assert_int_equal(import_places(t->db, "tests/data/lieux-refuses.csv", &o, &r), IMPORT_DONE);
	assert_int_equal(r.added, 4);
	one_place(t, 0, &p);
	assert_string_equal(p.name, "École des Essais");
	assert_string_equal(p.source, "essai");
	assert_string_equal(p.phone, "+33320000001");
	assert_string_equal(p.dated, "2022-05-24");
	assert_true(fabs(p.latitude - 50.7236) < 1e-9);
	place_clear(&p);
	one_place(t, 1, &p);
	assert_string_equal(p.name, "Crèche \"des Deux Lignes\"");
	assert_string_equal(p.postcode, "01000");
	assert_string_equal(p.phone, "+33320000002");
	assert_true(isnan(p.latitude));
	place_clear(&p);
	one_place(t, 2, &p);
	assert_string_equal(p.name, "SOMME(A1)");
	assert_null(p.phone);
	place_clear(&p);
	one_place(t, 3, &p);
	assert_string_equal(p.phone, "+33639980001");
	place_clear(&p);
	told_clear(&told);
}

/* Médiation numérique's file, as it is; then the same again. */
static void
test_import_places__real_file_twice(void **state)
{
	struct dbtest		*t = *state;
	struct place_query	 q = { .words = "bibliothèque delesalle", .limit = 3 };
	struct told		 told = { { 0 }, { 0 }, 0, 0 };
	struct place_results	 found;
	struct import_result	 r;

	if (places(t, "data/lieux-reels-2022.tsv", &told, &r) != IMPORT_DONE)
		fail_msg("%s", strbuf_str(&told.refused));
	assert_int_equal(r.added, 88);
	assert_int_equal(place_search(t->db, &q, &found), 1);
	assert_string_equal(found.place[0].category, "bibliotheque");
	assert_string_equal(found.place[0].also, "aide-numerique");
	assert_string_equal(found.place[0].source, "lieux-reels-2022");
	assert_int_equal(place_year(&found.place[0]), 2022);
	assert_false(found.place[0].example);
	assert_int_equal(place_set_status(t->db, found.place[0].id, PLACE_HIDDEN, NOW), 1);
	place_results_clear(&found);
	assert_int_equal(places(t, "data/lieux-reels-2022.tsv", &told, &r), IMPORT_DONE);
	assert_int_equal(r.unchanged, 88);
	assert_int_equal(place_search(t->db, &q, &found), 0);	/* what staff hid stays hidden */
	told_clear(&told);
}

static void
test_import_places__example_quarter(void **state)
{
	struct dbtest		*t = *state;
	struct told		 told = { { 0 }, { 0 }, 0, 0 };
	struct import_result	 r;
	struct place		 p;

	if (places(t, "data/quartier-exemple.csv", &told, &r) != IMPORT_DONE)
		fail_msg("%s", strbuf_str(&told.refused));
	assert_true(r.added >= 60);
	assert_int_equal(told.nnoted, 0);
	one_place(t, 0, &p);
	assert_true(p.example);
	place_clear(&p);
	told_clear(&told);
}

static void
test_import_places__geojson(void **state)
{
	static const char	 collection[] =
	    "{\"type\":\"FeatureCollection\",\"name\":\"features\",\"features\":[\n"
	    "{\"type\":\"Feature\",\"id\":7,\"geometry\":{\"type\":\"Point\",\"coordinates\":[3.161,50.7236]},\n"
	    " \"properties\":{\"nom\":\"Médiathèque {A} \\\"B\\\"\",\"code_postal\":59200,\"telephone\":\"+33320000001\",\"photo\":null}},\n"
	    "{\"type\":\"Feature\",\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[[3,50],[3.2,50],[3.2,50.4],[3,50]]]},"
	    "\"properties\":{\"nom\":\"Parc\",\"categorie\":\"parc\"}},\n"
	    "{\"type\":\"Feature\",\"geometry\":null,\"properties\":{\"nom\":\"Collège\",\"categorie\":\"college\"}},\n"
	    "{\"oups\":}]}";
	struct dbtest		*t = *state;
	struct told		 told = { { 0 }, { 0 }, 0, 0 };
	struct import_opts	 o = { .now = NOW, .tell = tell, .arg = &told, .skip_bad = true };
	struct import_result	 r;
	struct place		 p;

	assert_int_equal(import_places(t->db, write_file(t, "carte.geojson", collection), &o, &r), IMPORT_DONE);
	assert_int_equal(r.added, 3);
	assert_int_equal(r.refused, 1);
	assert_non_null(strstr(strbuf_str(&told.refused), "6:JSON illisible"));
	assert_non_null(strstr(strbuf_str(&told.noted), "non reprises : photo"));
	one_place(t, 0, &p);
	assert_string_equal(p.source, "carte");
	assert_string_equal(p.source_id, "7");
	assert_string_equal(p.category, "bibliotheque");
	assert_string_equal(p.postcode, "59200");
	assert_true(fabs(p.longitude - 3.161) < 1e-9);
	place_clear(&p);
	one_place(t, 1, &p);
	assert_true(fabs(p.latitude - 50.2) < 1e-9);
	place_clear(&p);
	told_clear(&told);
	/* cut in the middle: nothing more is kept */
	assert_int_equal(places(t, write_file(t, "coupe.geojson", "{\"features\":[{\"properties\":{\"nom\":\"A"), &told, &r), IMPORT_UNREADABLE);
	/* one feature after the other */
	assert_int_equal(places(t, write_file(t, "suite.geojson",
	    "{\"type\":\"Feature\",\"properties\":{\"nom\":\"Stade A\"}}\n{\"type\":\"Feature\",\"properties\":{\"nom\":\"Stade B\"}}\n"),
	    &told, &r), IMPORT_DONE);
	assert_int_equal(r.added, 2);
	told_clear(&told);
}

static void
test_import_places__names_of_other_schemas(void **state)
{
	static const char mediation[] =
	    "id,nom,pivot,commune,code_postal,code_insee,adresse,latitude,longitude,typologie,telephone,site_web,horaires,services,source,date_maj\n"
	    "m1,Espace des Essais,00000000000000,Roubaix,59100,59512,1 rue Basse,50.69,3.17,\"BIB|EPN\",+33320000003,https://exemple.invalid|https://b.invalid,"
	    "\"Mo-Fr 09:00-12:00\",\"Aide aux démarches administratives|Maîtrise des outils numériques du quotidien\",hubs,2024-01-02T03:04:05Z\n";
	static const char inclusion[] =
	    "source;id;nom;date_maj;thematiques;adresse;code_postal;commune;telephone;horaires_accueil;latitude;longitude\n"
	    "soliguide;s--1;Lieu ouvert à tous;2025-01-02;famille--garde-denfants|autre;2 rue Basse;59100;Roubaix;3949;;50.69;3.17\n";
	struct dbtest		*t = *state;
	struct told		 told = { { 0 }, { 0 }, 0, 0 };
	struct import_result	 r;
	struct place		 p;

	assert_int_equal(places(t, write_file(t, "m.csv", mediation), &told, &r), IMPORT_DONE);
	one_place(t, 0, &p);
	assert_string_equal(p.category, "bibliotheque");
	assert_string_equal(p.source, "hubs");
	assert_string_equal(p.website, "https://exemple.invalid");
	assert_string_equal(p.dated, "2024-01-02");
	assert_string_equal(p.description, "Aide aux démarches administratives, Maîtrise des outils numériques du quotidien");
	place_clear(&p);
	assert_int_equal(places(t, write_file(t, "i.csv", inclusion), &told, &r), IMPORT_DONE);
	one_place(t, 1, &p);
	assert_string_equal(p.category, "creche");
	assert_string_equal(p.phone, "3949");
	place_clear(&p);
	told_clear(&told);
}

static void
test_import_places__files_that_are_none(void **state)
{
	struct dbtest		*t = *state;
	struct told		 told = { { 0 }, { 0 }, 0, 0 };
	struct import_result	 r;

	assert_int_equal(places(t, "/nonexistent.csv", &told, &r), IMPORT_UNREADABLE);
	assert_int_equal(places(t, "tests", &told, &r), IMPORT_UNREADABLE);
	assert_int_equal(places(t, write_file(t, "vide.csv", ""), &told, &r), IMPORT_UNREADABLE);
	assert_int_equal(places(t, write_file(t, "tete.csv", "nom;categorie\n"), &told, &r), IMPORT_NOTHING);
	assert_int_equal(places(t, write_file(t, "sansnom.csv", "a;b\n1;2\n"), &told, &r), IMPORT_UNREADABLE);
	assert_non_null(strstr(strbuf_str(&told.refused), "il manque « nom »"));
	assert_int_equal(places(t, write_file(t, "latin1.csv", "nom;categorie\n\xc9" "cole;ecole\n"), &told, &r), IMPORT_NOTHING);
	assert_non_null(strstr(strbuf_str(&told.refused), "UTF-8"));
	assert_int_equal(places(t, write_file(t, "x.json", "[1,2]"), &told, &r), IMPORT_UNREADABLE);
	assert_int_equal(places(t, "azimut:data/none.tsv", &told, &r), IMPORT_UNREADABLE);
	assert_int_equal(place_count(t->db, NULL), 0);
	told_clear(&told);
}

static enum import_end
terms(struct dbtest *t, const char *text, struct told *told, struct import_result *r)
{
	struct import_opts o = { .now = NOW, .tell = tell, .arg = told };

	return import_terms(t->db, write_file(t, "mots.csv", text), &o, r);
}

static void
test_import_terms__fits_one_sms(void **state)
{
	struct dbtest		*t = *state;
	struct told		 told = { { 0 }, { 0 }, 0, 0 };
	struct import_result	 r;
	struct folded		 f;
	struct term		 x;
	char			 text[600], longer[200];

	memset(longer, 'a', 131);
	longer[131] = '\0';
	snprintf(text, sizeof(text), "terme;definition;alias\ntrop;%s;\ncher;%.120s€€€€€€€€;\nvide;;\n!;rien;\nTrop;encore;\n", longer, longer);
	assert_int_equal(terms(t, text, &told, &r), IMPORT_NOTHING);
	assert_non_null(strstr(strbuf_str(&told.refused), "2:définition de 131 signes, 130 au plus"));
	assert_non_null(strstr(strbuf_str(&told.refused), "3:définition de 136 signes, 130 au plus dans un SMS ; premier signe cher : « € »"));
	assert_non_null(strstr(strbuf_str(&told.refused), "4:il n'y a pas de définition"));
	assert_non_null(strstr(strbuf_str(&told.refused), "5:le terme « ! »"));
	told_clear(&told);
	assert_int_equal(terms(t, "terme;definition;alias\nMétavers;Un monde où l’on joue, bientôt.;meta, verse\n", &told, &r), IMPORT_DONE);
	assert_int_equal(r.added, 1);
	assert_non_null(strstr(strbuf_str(&told.noted), "2:définition : « ’ » coûte cher"));
	fold_words(&f, "verse", 5);
	assert_int_equal(term_find(t->db, &f, 0, &x, NULL), 1);
	fold_clear(&f);
	assert_string_equal(x.definition, "Un monde où l'on joue, bientot.");
	assert_string_equal(x.source, "mots");
	term_clear(&x);
	assert_int_equal(terms(t, "terme;definition;alias\nMétavers;Un monde où l’on joue, bientôt.;meta, verse\n", &told, &r), IMPORT_DONE);
	assert_int_equal(r.unchanged, 1);
	assert_int_equal(terms(t, "terme;definition\nmetavers;Autre.\n", &told, &r), IMPORT_DONE);
	assert_int_equal(r.updated, 1);
	told_clear(&told);
}

static void
test_import_terms__our_dictionary_fits(void **state)
{
	struct dbtest		*t = *state;
	struct told		 told = { { 0 }, { 0 }, 0, 0 };
	struct import_opts	 o = { .now = NOW, .tell = tell, .arg = &told };
	struct import_result	 r;

	if (import_terms(t->db, "azimut:data/dictionnaire.tsv", &o, &r) != IMPORT_DONE)
		fail_msg("%s", strbuf_str(&told.refused));
	assert_int_equal(r.records, 88);
	assert_int_equal(told.nnoted <= 1, 1);		/* the columns that are not taken, at most */
	told_clear(&told);
}

/* Memory does not grow with the file: 40,000 places, 6 MB. */
static void
test_import_places__large_file_in_little_memory(void **state)
{
	struct dbtest		*t = *state;
	struct told		 told = { { 0 }, { 0 }, 0, 0 };
	struct import_result	 r;
	struct rusage		 before, after;
	char			 path[160];
	FILE			*f;
	int			 i;

	snprintf(path, sizeof(path), "%s/grand.csv", t->dir);
	assert_non_null(f = fopen(path, "w"));
	fputs("id;nom;categorie;adresse;code_postal;commune;telephone;latitude;longitude;description\n", f);
	for (i = 0; i < 40000; i++)
		fprintf(f, "%d;École %d;ecole;%d rue Haute;59200;Tourcoing;03 20 00 00 01;50.%04d;3.%04d;Ouvert du lundi au vendredi, sauf le mercredi.\n",
		    i, i, i, 5000 + i % 4000, 1000 + i / 40);
	fclose(f);
	getrusage(RUSAGE_SELF, &before);
	assert_int_equal(places(t, path, &told, &r), IMPORT_DONE);
	getrusage(RUSAGE_SELF, &after);
	assert_int_equal(r.added, 40000);
	assert_int_equal(place_count(t->db, "ecole"), 40000);
#ifndef __SANITIZE_ADDRESS__
	assert_true(after.ru_maxrss - before.ru_maxrss < 24000);	/* KiB: SQLite's caches, and 16 bytes a record */
#endif
	told_clear(&told);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_csv_next__quotes_separators_ends_of_line),
		DBTEST(test_import_places__each_refused_line_with_its_reason),
		DBTEST(test_import_places__skip_bad_keeps_the_good),
		DBTEST(test_import_places__real_file_twice),
		DBTEST(test_import_places__example_quarter),
		DBTEST(test_import_places__geojson),
		DBTEST(test_import_places__names_of_other_schemas),
		DBTEST(test_import_places__files_that_are_none),
		DBTEST(test_import_terms__fits_one_sms),
		DBTEST(test_import_terms__our_dictionary_fits),
		DBTEST(test_import_places__large_file_in_little_memory),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
