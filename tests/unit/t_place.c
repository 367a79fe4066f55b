#include "dbtest.h"

#include <math.h>

#include "schema/geo.h"
#include "schema/place.h"

#define NOW	1795514400
#define LAT	50.7236
#define LON	3.1610

static int64_t
add(struct dbtest *t, const char *id, const char *name, const char *category, const char *address, double lat, double lon)
{
	struct place	 p;
	int64_t		 row = 0;

	place_init(&p);
	p.source = (char *)"essai";
	p.source_id = (char *)id;
	p.name = (char *)name;
	p.category = (char *)category;
	p.address = (char *)address;
	p.commune = (char *)"Tourcoing";
	p.latitude = lat;
	p.longitude = lon;
	assert_int_equal(place_save(t->db, &p, NOW, &row), PLACE_ADDED);
	return row;
}

static int
search(struct dbtest *t, const char *category, const char *words, int offset, struct place_results *r)
{
	struct place_query q = { .category = category, .words = words, .near = true, .latitude = LAT, .longitude = LON,
	    .limit = 3, .offset = offset };

	return place_search(t->db, &q, r);
}

static void
test_geo_km__of_known_distances(void **state)
{
	(void)state;
	assert_true(fabs(geo_km(50.6311, 3.0468, 48.8534, 2.3488) - 203.8) < 1);	/* Lille, Paris */
	assert_true(geo_km(LAT, LON, LAT, LON) == 0);
	assert_true(isnan(geo_km(NAN, LON, LAT, LON)));
}

static void
test_place_search__category_nearest_first(void **state)
{
	struct dbtest		*t = *state;
	struct place_results	 r;
	char			 id[16];
	int			 i;

	for (i = 0; i < 40; i++) {		/* the nearest is the last added */
		snprintf(id, sizeof(id), "e%d", i);
		add(t, id, id, "ecole", "rue des Postes", LAT + (40 - i) * 0.002, LON);
		snprintf(id, sizeof(id), "c%d", i);
		add(t, id, id, "creche", NULL, LAT, LON);
	}
	assert_int_equal(search(t, "ecole", NULL, 0, &r), 3);
	assert_string_equal(r.place[0].name, "e39");
	assert_string_equal(r.place[2].name, "e37");
	assert_true(fabs(r.place[0].km - 0.222) < 0.01);
	assert_true(r.more);
	place_results_clear(&r);
	assert_int_equal(search(t, "ecole", "", 38, &r), 2);
	assert_string_equal(r.place[1].name, "e0");
	assert_false(r.more);
	place_results_clear(&r);
	assert_int_equal(search(t, "pmi", NULL, 0, &r), 0);
	assert_int_equal(search(t, "nothing", NULL, 0, &r), 0);
}

static void
test_place_search__words_by_relevance_and_distance(void **state)
{
	struct dbtest		*t = *state;
	struct place_results	 r;

	add(t, "1", "École Roger Salengro", "ecole", "12 rue de la Paix", LAT + 0.01, LON);
	add(t, "2", "Pharmacie du Parc", "pharmacie", "4 avenue Roger Salengro", LAT + 0.001, LON);
	add(t, "3", "École Roger Salengro", "ecole", "1 place d'Armes", LAT + 0.3, LON);
	add(t, "4", "Stade de l'Étoile", "sport", "rue de l'Épidème", LAT, LON);
	assert_int_equal(search(t, NULL, "SALENGRO", 0, &r), 3);
	assert_string_equal(r.place[0].source_id, "1");
	assert_string_equal(r.place[1].source_id, "2");
	assert_false(r.loose);
	place_results_clear(&r);
	assert_int_equal(search(t, "pharmacie", "salengro", 0, &r), 1);
	place_results_clear(&r);
	assert_int_equal(search(t, NULL, "l'epideme", 0, &r), 1);	/* elided, accents */
	place_results_clear(&r);
	assert_int_equal(search(t, NULL, "pharmacies des parcs", 0, &r), 1);	/* stems, small words */
	place_results_clear(&r);
	assert_int_equal(search(t, NULL, "pharmacie inconnue", 0, &r), 1);
	assert_true(r.loose);
	place_results_clear(&r);
	assert_int_equal(search(t, NULL, "zorglub", 0, &r), 0);
}

/* Whatever a person types reaches MATCH as quoted words. */
static void
test_place_search__takes_any_text(void **state)
{
	static const char *const odd[] = { "\"", "'", "a\"b", "NEAR(x y)", "name:x", "* OR *", "x AND", "^x", "-x", "(((", "{a}:b",
	    "\xff\xfe", "😀", "a b c d e f g h i j k l m n o p q r s t", "c1", "s0x1y1", "' OR 1=1 --", "L'", "d'", NULL };
	struct dbtest		*t = *state;
	struct place_results	 r;
	int			 i;

	add(t, "1", "École", "ecole", NULL, LAT, LON);
	for (i = 0; odd[i] != NULL; i++)
		if (search(t, NULL, odd[i], 0, &r) != 0)
			fail_msg("found by %s", odd[i]);
}

/* Words that are in hundreds of places: the nearest are found, whichever were added first. */
static void
test_place_search__common_words_nearest(void **state)
{
	struct dbtest		*t = *state;
	struct place_results	 r;
	char			 id[16];
	int			 i;

	assert_int_equal(db_begin(t->db), 0);
	for (i = 0; i < 600; i++) {
		snprintf(id, sizeof(id), "%d", i);
		add(t, id, "Maison des services", "mairie", "rue Haute", LAT + 0.4 - 0.0005 * (i % 500), LON + 0.03 * (i / 100));
	}
	add(t, "near", "Maison des services", "mairie", "rue Haute", LAT + 0.001, LON);
	add(t, "far", "Maison des services", "mairie", "rue Haute", LAT - 3, LON);
	assert_int_equal(db_commit(t->db), 0);
	assert_int_equal(search(t, NULL, "maison des services rue haute", 0, &r), 3);
	assert_string_equal(r.place[0].source_id, "near");
	assert_true(r.place[0].km < r.place[1].km);
	assert_true(r.more);
	place_results_clear(&r);
	assert_int_equal(search(t, NULL, "rue inconnue", 0, &r), 3);
	assert_true(r.loose);
	assert_string_equal(r.place[0].source_id, "near");
	place_results_clear(&r);
}

static void
test_place_save__updates_the_same_and_keeps_in_step(void **state)
{
	struct dbtest		*t = *state;
	struct place_results	 r;
	struct place		 p, q;
	int64_t			 id, again;
	char			*problem;

	id = add(t, "1", "École Buisson", "ecole", NULL, LAT, LON);
	assert_int_equal(place_get(t->db, id, &p), 1);
	assert_int_equal(place_save(t->db, &p, NOW + 1, &again), PLACE_UNCHANGED);
	assert_int_equal(again, id);
	free(p.name);
	p.name = xstrdup("Crèche Buisson");
	free(p.category);
	p.category = xstrdup("creche");
	p.dated = xstrdup("2022-06-16");
	assert_int_equal(place_save(t->db, &p, NOW + 2, &again), PLACE_UPDATED);
	assert_int_equal(again, id);
	assert_int_equal(place_get(t->db, id, &q), 1);
	assert_int_equal(q.updated_at, NOW + 2);
	assert_int_equal(q.created_at, NOW);
	assert_int_equal(place_year(&q), 2022);
	place_clear(&q);
	place_clear(&p);
	assert_int_equal(search(t, "ecole", NULL, 0, &r), 0);
	assert_int_equal(search(t, "creche", NULL, 0, &r), 1);
	place_results_clear(&r);
	assert_int_equal(place_set_status(t->db, id, PLACE_HIDDEN, NOW + 3), 1);
	assert_int_equal(search(t, "creche", NULL, 0, &r), 0);
	assert_int_equal(search(t, NULL, "buisson", 0, &r), 0);
	assert_int_equal(place_count(t->db, NULL), 0);
	assert_int_equal(place_set_status(t->db, id, PLACE_PUBLISHED, NOW + 4), 1);
	assert_int_equal(search(t, NULL, "buisson", 0, &r), 1);
	place_results_clear(&r);
	assert_int_equal(place_set_status(t->db, 999, PLACE_HIDDEN, NOW), 0);
	assert_int_equal(place_count(t->db, "creche"), 1);
	assert_int_equal(db_check(t->db, &problem), 0);
	assert_int_equal(place_optimize(t->db), 0);
}

/* Without a position: in the middle of its commune; of an unknown one: after all the others. */
static void
test_place_search__places_without_a_position(void **state)
{
	struct dbtest		*t = *state;
	struct place_results	 r;
	struct place		 p;

	add(t, "here", "a", "pmi", NULL, LAT + 0.05, LON);
	add(t, "tourcoing", "b", "pmi", NULL, NAN, NAN);
	place_init(&p);
	p.source = (char *)"essai"; p.source_id = (char *)"nowhere"; p.name = (char *)"c"; p.category = (char *)"pmi";
	assert_int_equal(place_save(t->db, &p, NOW, NULL), PLACE_ADDED);
	assert_int_equal(search(t, "pmi", NULL, 0, &r), 3);
	assert_string_equal(r.place[0].source_id, "tourcoing");
	assert_true(isnan(r.place[0].km));
	assert_string_equal(r.place[1].source_id, "here");
	assert_string_equal(r.place[2].source_id, "nowhere");
	place_results_clear(&r);
}

static void
test_place_locate__place_or_street(void **state)
{
	const double		 near[2] = { LAT, LON };
	struct dbtest		*t = *state;
	struct location		 w;

	add(t, "1", "Gare Centrale", "mairie", "place de la Gare", 50.7160, 3.1680);
	add(t, "2", "Pharmacie Dupont", "pharmacie", "12 bis rue des Postes", 50.7200, 3.1500);
	add(t, "3", "Pharmacie Loin", "pharmacie", "8 rue des Postes", 50.6200, 3.0500);
	assert_int_equal(place_locate(t->db, "gare centrale", near, &w), 1);
	assert_string_equal(w.name, "Gare Centrale");
	assert_true(w.latitude == 50.7160);
	assert_int_equal(place_locate(t->db, "rue des postes", near, &w), 1);
	assert_string_equal(w.name, "rue des Postes, Tourcoing");
	assert_true(w.latitude == 50.7200);
	assert_int_equal(place_locate(t->db, "rue inconnue", near, &w), 0);
	assert_int_equal(place_locate(t->db, "", NULL, &w), 0);
}

/* A library that helps with computers is found as both, once by its words. */
static void
test_place_search__second_category(void **state)
{
	struct dbtest		*t = *state;
	struct place_results	 r;
	struct place		 p;
	int64_t			 id;

	id = add(t, "1", "Bibliothèque Haute", "bibliotheque", NULL, LAT, LON);
	assert_int_equal(search(t, "aide-numerique", NULL, 0, &r), 0);
	assert_int_equal(place_get(t->db, id, &p), 1);
	p.also = xstrdup("aide-numerique");
	assert_int_equal(place_save(t->db, &p, NOW, NULL), PLACE_UPDATED);
	place_clear(&p);
	assert_int_equal(search(t, "aide-numerique", NULL, 0, &r), 1);
	assert_int_equal(r.place[0].id, id);
	place_results_clear(&r);
	assert_int_equal(search(t, "bibliotheque", NULL, 0, &r), 1);
	place_results_clear(&r);
	assert_int_equal(search(t, "aide-numerique", "haute", 0, &r), 1);
	place_results_clear(&r);
	assert_int_equal(place_count(t->db, "aide-numerique"), 1);
	assert_int_equal(place_set_status(t->db, id, PLACE_HIDDEN, NOW), 1);
	assert_int_equal(search(t, "aide-numerique", NULL, 0, &r), 0);
}

/* An empty category: places that are called so. */
static void
test_place_search__empty_category_by_name(void **state)
{
	struct dbtest		*t = *state;
	struct place_results	 r;

	add(t, "1", "CCAS de Tourcoing", "aide-numerique", NULL, LAT, LON);
	add(t, "2", "Aide aux personnes", "aide-numerique", NULL, LAT, LON);
	assert_int_equal(search(t, "ccas", NULL, 0, &r), 1);
	assert_true(r.loose);
	place_results_clear(&r);
	assert_int_equal(search(t, "ccas", NULL, 3, &r), 0);
	assert_int_equal(search(t, "aide-aux-devoirs", NULL, 0, &r), 0);	/* "aide" alone is not it */
	assert_false(r.loose);
	add(t, "3", "CCAS de Roubaix", "ccas", NULL, LAT, LON);
	assert_int_equal(search(t, "ccas", NULL, 0, &r), 1);
	assert_false(r.loose);
	place_results_clear(&r);
	assert_int_equal(search(t, "ccas", NULL, 3, &r), 0);
}

static int
count(void *arg, const struct place *p)
{
	(void)p;
	return ++*(int *)arg == 2 ? 7 : 0;
}

static void
test_place_each__filters(void **state)
{
	struct place_filter	 f = { .category = "ecole", .commune = "tourcoing", .status = -1 };
	struct dbtest		*t = *state;
	int			 n = 0;

	add(t, "1", "a", "ecole", NULL, LAT, LON);
	add(t, "2", "b", "creche", NULL, LAT, LON);
	assert_int_equal(place_each(t->db, &f, count, &n), 0);
	assert_int_equal(n, 1);
	f.category = NULL;
	n = 0;
	assert_int_equal(place_each(t->db, &f, count, &n), 7);
	f.source = "autre";
	n = 0;
	assert_int_equal(place_each(t->db, &f, count, &n), 0);
	assert_int_equal(n, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_geo_km__of_known_distances),
		DBTEST(test_place_search__category_nearest_first),
		DBTEST(test_place_search__words_by_relevance_and_distance),
		DBTEST(test_place_search__takes_any_text),
		DBTEST(test_place_search__common_words_nearest),
		DBTEST(test_place_save__updates_the_same_and_keeps_in_step),
		DBTEST(test_place_search__places_without_a_position),
		DBTEST(test_place_locate__place_or_street),
		DBTEST(test_place_search__second_category),
		DBTEST(test_place_search__empty_category_by_name),
		DBTEST(test_place_each__filters),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
