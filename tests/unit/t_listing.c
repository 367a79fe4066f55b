#include "dbtest.h"

#include "schema/contact.h"
#include "schema/listing.h"

#define NOW	1795514400
#define DAY	86400

static int64_t
person(struct dbtest *t, int n)
{
	struct contact	 c;
	char		 phone[NUMBER_MAX];

	snprintf(phone, sizeof(phone), "+3363998%04d", n);
	assert_int_equal(contact_get(t->db, phone, NOW, &c), 0);
	return c.id;
}

static int64_t
add(struct dbtest *t, int64_t who, enum listing_kind kind, const char *what, int64_t at)
{
	int64_t id = 0;

	assert_int_equal(listing_add(t->db, who, kind, what, at, &id), 0);
	return id;
}

static int
search(struct dbtest *t, const char *words, int64_t me, int offset, struct listing_results *r)
{
	struct listing_query q = { .kind = LISTING_OFFER, .words = words, .contact_id = me, .now = NOW, .limit = 2,
	    .offset = offset };

	return listing_search(t->db, &q, r);
}

static void
test_listing_search__every_word_then_some(void **state)
{
	struct dbtest		*t = *state;
	struct listing_results	 r;
	int64_t			 a = person(t, 1), b = person(t, 2), first, last;

	first = add(t, a, LISTING_OFFER, "Cours de guitare pour débutants", NOW - 3 * DAY);
	add(t, a, LISTING_OFFER, "Bricolage : monter un meuble", NOW - 2 * DAY);
	last = add(t, a, LISTING_OFFER, "Cours d'anglais", NOW - DAY);
	add(t, a, LISTING_WANT, "Cours de guitare", NOW);
	assert_int_equal(search(t, "cours", b, 0, &r), 2);
	assert_int_equal(r.listing[0].id, last);
	assert_int_equal(r.listing[1].id, first);
	assert_false(r.more);
	assert_int_equal(search(t, "GUITARES", b, 0, &r), 1);
	assert_int_equal(search(t, "un cours de guitare", b, 0, &r), 1);
	assert_false(r.loose);
	assert_int_equal(search(t, "guitare anglais meuble", b, 0, &r), 2);
	assert_true(r.loose);
	assert_true(r.more);
	assert_int_equal(search(t, "guitare anglais meuble", b, 2, &r), 1);
	assert_true(r.loose);
	assert_int_equal(search(t, "cours", b, 2, &r), 0);
	assert_int_equal(search(t, "piano", b, 0, &r), 0);
	assert_int_equal(search(t, "", b, 0, &r), 2);
	assert_true(r.more);
	assert_int_equal(search(t, NULL, b, 2, &r), 1);
	assert_int_equal(search(t, "\"( NEAR *", b, 0, &r), 0);
}

static void
test_listing_search__leaves_out_own_hidden_withdrawn_old(void **state)
{
	struct dbtest		*t = *state;
	struct listing_results	 r;
	int64_t			 a = person(t, 1), b = person(t, 2), old, hidden, gone;
	char			*problem;

	old = add(t, a, LISTING_OFFER, "couture ancienne", NOW - (LISTING_DAYS + 1) * DAY);
	add(t, b, LISTING_OFFER, "couture à moi", NOW - 3 * DAY);
	hidden = add(t, a, LISTING_OFFER, "couture cachée", NOW - 2 * DAY);
	gone = add(t, a, LISTING_OFFER, "couture retirée", NOW - DAY);
	assert_int_equal(search(t, "couture", b, 0, &r), 2);
	assert_int_equal(listing_set_state(t->db, hidden, "hidden", NOW), 1);
	assert_int_equal(listing_set_state(t->db, hidden, "hidden", NOW), 0);
	assert_int_equal(listing_withdraw(t->db, gone, b, NOW), 0);	/* not one's own */
	assert_int_equal(listing_withdraw(t->db, gone, a, NOW), 1);
	assert_int_equal(listing_withdraw(t->db, gone, a, NOW), 0);
	assert_int_equal(listing_set_state(t->db, gone, "published", NOW), 0);	/* its owner's will */
	assert_int_equal(search(t, "couture", b, 0, &r), 0);
	assert_int_equal(search(t, "", b, 0, &r), 0);
	assert_int_equal(search(t, "couture", 0, 0, &r), 1);
	assert_int_equal(listing_set_state(t->db, hidden, "published", NOW), 1);
	assert_int_equal(search(t, "couture", b, 0, &r), 1);
	assert_int_equal(listing_expire(t->db, NOW), 1);
	assert_int_equal(listing_expire(t->db, NOW), 0);
	assert_int_equal(listing_get(t->db, old, &r.listing[0]), 1);
	assert_string_equal(r.listing[0].state, "expired");
	assert_int_equal(db_check(t->db, &problem), 0);
}

static void
test_listing_latest__is_what_annule_means(void **state)
{
	struct dbtest	*t = *state;
	struct listing	 l;
	int64_t		 a = person(t, 1), id;

	assert_int_equal(listing_latest(t->db, a, NOW, &l), 0);
	add(t, a, LISTING_OFFER, "un", NOW - DAY);
	id = add(t, a, LISTING_WANT, "deux", NOW);
	assert_int_equal(listing_latest(t->db, a, NOW, &l), 1);
	assert_int_equal(l.id, id);
	assert_int_equal(l.kind, LISTING_WANT);
	assert_int_equal(listing_withdraw(t->db, id, a, NOW), 1);
	assert_int_equal(listing_latest(t->db, a, NOW, &l), 1);
	assert_string_equal(l.what, "un");
	assert_int_equal(listing_latest(t->db, a, NOW + 100 * DAY, &l), 0);
}

static int
count(void *arg, const struct listing *l)
{
	(void)l;
	++*(int *)arg;
	return 0;
}

static void
test_listing_each__by_state_and_person(void **state)
{
	struct dbtest	*t = *state;
	int64_t		 a = person(t, 1), b = person(t, 2);
	char		 many[700];
	struct listing	 l;
	int		 n = 0;
	int64_t		 id;

	add(t, a, LISTING_OFFER, "un", NOW);
	id = add(t, b, LISTING_OFFER, "deux", NOW);
	assert_int_equal(listing_withdraw(t->db, id, b, NOW), 1);
	assert_int_equal(listing_each(t->db, NULL, 0, count, &n), 0);
	assert_int_equal(n, 2);
	n = 0;
	assert_int_equal(listing_each(t->db, "withdrawn", 0, count, &n), 0);
	assert_int_equal(n, 1);
	n = 0;
	assert_int_equal(listing_each(t->db, "published", b, count, &n), 0);
	assert_int_equal(n, 0);
	memset(many, 0, sizeof(many));
	for (n = 0; n < 600; n += 2)
		memcpy(many + n, "é", 2);
	id = add(t, a, LISTING_OFFER, many, NOW);
	assert_int_equal(listing_get(t->db, id, &l), 1);
	assert_int_equal(strlen(l.what), 510);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		DBTEST(test_listing_search__every_word_then_some),
		DBTEST(test_listing_search__leaves_out_own_hidden_withdrawn_old),
		DBTEST(test_listing_latest__is_what_annule_means),
		DBTEST(test_listing_each__by_state_and_person),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
