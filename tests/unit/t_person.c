/* People as their referents know them: found, made, named, consent, shared telephones. */
#include "tests/unit/remindtest.h"

#define AWA	"+33639980012"
#define OTHER	"+33639980013"

static struct person
make(struct db *db, int64_t referent, const char *phone, const char *name)
{
	return person_called(db, referent, phone, name);
}

static int
list(void *arg, const struct person *p)
{
	char *names = arg;

	strcat(names, p->name[0] == '\0' ? "-" : p->name);
	strcat(names, " ");
	return 0;
}

static void
test_person_make__makes_the_contact_and_is_found_again(void **state)
{
	struct dbtest	*t = *state;
	int64_t		 r = referent_of(t->db, "+33639980001");
	struct contact	 c;
	struct person	 p, again;

	assert_int_equal(person_find(t->db, r, AWA, "Awa", &p), 0);
	assert_int_equal(contact_find(t->db, AWA, &c), 0);
	p = make(t->db, r, AWA, "Awa");
	assert_int_equal(contact_find(t->db, AWA, &c), 1);
	assert_int_equal(p.contact_id, c.id);
	assert_int_equal(p.consent, CONSENT_NONE);
	assert_int_equal(p.channel, CHANNEL_SMS);
	assert_int_equal(person_find(t->db, r, AWA, " ÀWA  ", &again), 1);
	assert_int_equal(again.id, p.id);
	assert_int_equal(person_find(t->db, r, AWA, NULL, &again), 1);
	assert_int_equal(again.id, p.id);
	assert_int_equal(make(t->db, r, AWA, "awa").id, p.id);
	assert_string_equal(again.name, "Awa");
}

static void
test_person_make__an_unnamed_person_takes_the_first_name_given(void **state)
{
	struct dbtest	*t = *state;
	int64_t		 r = referent_of(t->db, "+33639980001");
	struct person	 p = make(t->db, r, AWA, NULL), named;

	assert_string_equal(p.name, "");
	named = make(t->db, r, AWA, "Awa");
	assert_int_equal(named.id, p.id);
	assert_string_equal(named.name, "Awa");
	assert_int_not_equal(make(t->db, r, AWA, "Moussa").id, p.id);	/* the next name is another person of that telephone */
}

static void
test_person_find__a_shared_telephone_without_a_name_is_not_guessed(void **state)
{
	struct dbtest	*t = *state;
	int64_t		 r = referent_of(t->db, "+33639980001");
	struct person	 p;

	make(t->db, r, AWA, "Awa");
	make(t->db, r, AWA, "Moussa");
	assert_int_equal(person_find(t->db, r, AWA, "", &p), 2);
	assert_int_equal(p.id, 0);
	assert_int_equal(person_make(t->db, r, AWA, "", NOW, &p), 2);
	assert_int_equal(person_find(t->db, r, AWA, "Moussa", &p), 1);
	assert_int_equal(person_find(t->db, r, AWA, "Fatou", &p), 0);
}

static void
test_person__another_referent_sees_nobody(void **state)
{
	struct dbtest	*t = *state;
	int64_t		 one = referent_of(t->db, "+33639980001"), two = referent_of(t->db, "+33639980002");
	struct person	 p;
	char		 names[200] = "";

	make(t->db, one, AWA, "Awa");
	assert_int_equal(person_find(t->db, two, AWA, "Awa", &p), 0);
	assert_int_equal(person_of_referent(t->db, two, list, names), 0);
	assert_int_equal(person_named(t->db, two, "awa", list, names), 0);
	assert_string_equal(names, "");
	assert_int_not_equal(make(t->db, two, AWA, "Awa").id, make(t->db, one, AWA, "Awa").id);
}

static void
test_person_each__by_name_then_number_and_by_name_however_written(void **state)
{
	struct dbtest	*t = *state;
	int64_t		 r = referent_of(t->db, "+33639980001");
	struct person	 p = make(t->db, r, AWA, "Zoé");
	char		 names[200] = "", same[200] = "", phone[200] = "", none[200] = "";

	make(t->db, r, OTHER, "ZOE");
	make(t->db, r, AWA, "Élodie");
	assert_int_equal(person_of_referent(t->db, r, list, names), 0);
	assert_string_equal(names, "Élodie Zoé ZOE ");
	assert_int_equal(person_named(t->db, r, "zoë", list, same), 0);
	assert_string_equal(same, "Zoé ZOE ");
	assert_int_equal(person_of_contact(t->db, p.contact_id, list, phone), 0);
	assert_string_equal(phone, "Élodie Zoé ");
	assert_int_equal(person_named(t->db, r, "", list, none), 0);
	assert_string_equal(none, "");
}

static void
test_person__names_are_cleaned_and_cut_at_a_character(void **state)
{
	static const char *const cases[][2] = {
		{ "  Awa\t\n Diallo ", "Awa Diallo" }, { "Aw\x07" "a\x1b[31m", "Awa[31m" }, { "\xe2\x80\xae" "Awa", "Awa" },
		{ "Aw\xff" "a", "Awa" }, { "ééééééééééééééééééééééé", "ééééééééééééééééééé" }, { "😀😀", "" }, { "Awa 😀", "Awa 😀" },
	};
	struct dbtest	*t = *state;
	int64_t		 r = referent_of(t->db, "+33639980001");
	char		 phone[16];

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		snprintf(phone, sizeof(phone), "+336399801%02zu", i);
		assert_string_equal(make(t->db, r, phone, cases[i][0]).name, cases[i][1]);
	}
}

static void
test_person_rename__not_to_a_name_that_this_telephone_has(void **state)
{
	struct dbtest	*t = *state;
	int64_t		 r = referent_of(t->db, "+33639980001");
	struct person	 awa = make(t->db, r, AWA, "Awa"), p;

	make(t->db, r, AWA, "Moussa");
	assert_int_equal(person_rename(t->db, awa.id, "MOUSSA"), 0);
	assert_int_equal(person_get(t->db, awa.id, &p), 1);
	assert_string_equal(p.name, "Awa");
	assert_int_equal(person_rename(t->db, awa.id, "AWA"), 1);	/* its own, written otherwise */
	assert_int_equal(person_rename(t->db, awa.id, "Fatou"), 1);
	assert_int_equal(person_find(t->db, r, AWA, "fatou", &p), 1);
	assert_int_equal(p.id, awa.id);
	assert_int_equal(person_rename(t->db, 999, "Fatou"), 0);
}

static void
test_person_set__consent_channel_and_address(void **state)
{
	struct dbtest	*t = *state;
	struct person	 p = make(t->db, referent_of(t->db, "+33639980001"), AWA, "Awa");

	for (int c = CONSENT_NONE; c <= CONSENT_NO; c++) {
		assert_int_equal(person_set_consent(t->db, p.id, (enum consent)c, NOW + c), 0);
		assert_int_equal(person_get(t->db, p.id, &p), 1);
		assert_int_equal(p.consent, c);
		assert_int_equal(p.consent_at, NOW + c);
		assert_int_equal(consent_given(p.consent), c == CONSENT_YES || c == CONSENT_ATTESTED);
	}
	assert_int_equal(person_set_channel(t->db, p.id, CHANNEL_BOTH), 0);
	assert_int_equal(person_set_email(t->db, p.id, "awa@exemple.fr"), 0);
	assert_int_equal(person_get(t->db, p.id, &p), 1);
	assert_int_equal(p.channel, CHANNEL_BOTH);
	assert_string_equal(p.email, "awa@exemple.fr");
	assert_int_equal(person_set_email(t->db, p.id, ""), 0);
	assert_int_equal(person_get(t->db, p.id, &p), 1);
	assert_string_equal(p.email, "");
	assert_int_equal(channel_of("mail"), CHANNEL_MAIL);
	assert_int_equal(channel_of("fax"), -1);
	assert_string_equal(channel_name(CHANNEL_BOTH), "both");
	assert_string_equal(consent_name(CONSENT_ATTESTED), "attested");
}

static void
test_person_for__consent_goes_along_but_never_over_a_refusal(void **state)
{
	struct dbtest	*t = *state;
	int64_t		 one = referent_of(t->db, "+33639980001"), two = referent_of(t->db, "+33639980002");
	struct person	 awa = make(t->db, one, AWA, "Awa"), theirs, again;

	person_set_consent(t->db, awa.id, CONSENT_YES, NOW);
	person_set_email(t->db, awa.id, "awa@exemple.fr");
	person_set_channel(t->db, awa.id, CHANNEL_MAIL);
	assert_int_equal(person_get(t->db, awa.id, &awa), 1);
	assert_int_equal(person_for(t->db, &awa, two, NOW + 9, &theirs), 1);
	assert_int_not_equal(theirs.id, awa.id);
	assert_int_equal(theirs.referent_id, two);
	assert_int_equal(theirs.consent, CONSENT_YES);
	assert_int_equal(theirs.consent_at, NOW);
	assert_int_equal(theirs.channel, CHANNEL_MAIL);
	assert_string_equal(theirs.email, "awa@exemple.fr");
	assert_int_equal(person_for(t->db, &awa, two, NOW + 9, &again), 1);
	assert_int_equal(again.id, theirs.id);
	person_set_consent(t->db, theirs.id, CONSENT_NO, NOW);
	assert_int_equal(person_for(t->db, &awa, two, NOW + 9, &again), 1);
	assert_int_equal(again.consent, CONSENT_NO);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		DBTEST(test_person_make__makes_the_contact_and_is_found_again),
		DBTEST(test_person_make__an_unnamed_person_takes_the_first_name_given),
		DBTEST(test_person_find__a_shared_telephone_without_a_name_is_not_guessed),
		DBTEST(test_person__another_referent_sees_nobody),
		DBTEST(test_person_each__by_name_then_number_and_by_name_however_written),
		DBTEST(test_person__names_are_cleaned_and_cut_at_a_character),
		DBTEST(test_person_rename__not_to_a_name_that_this_telephone_has),
		DBTEST(test_person_set__consent_channel_and_address),
		DBTEST(test_person_for__consent_goes_along_but_never_over_a_refusal),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
