/* Lists and pages: what fits, and what is never cut. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/strbuf.h"
#include "handlers/families.h"
#include "handlers/texts.h"

static struct texts *texts;
static const struct centre centre = { .name = "Centre social", .phone = "+33639980000" };
static const struct contact anne = { .phone = "+33639980001", .language = "fr" };

static void
test_list_text__telephones_whole_names_in_fair_shares_extras_where_they_fit(void **state)
{
	struct list_line line[3] = {
		{ .name = "École maternelle et élémentaire Jules Ferry du Nouveau Monde", .must = "06 39 98 00 01", .extra = { "3 rue du Moulin" } },
		{ .name = "PMI", .must = "06 39 98 00 02", .extra = { "2 rue Neuve", NULL, "(400 m)" } },
		{ .name = "École Pasteur", .must = "06 39 98 00 03" },
	};

	(void)state;
	for (int room = 70; room < 200; room++) {
		char *s = list_text(line, 3, room);

		assert_true(septets_of(s) <= room);
		assert_non_null(strstr(s, "06 39 98 00 01"));
		assert_non_null(strstr(s, "2 PMI 06 39 98 00 02"));
		assert_non_null(strstr(s, "06 39 98 00 03"));
		assert_true(strstr(s, "Neuve") == NULL || strstr(s, "2 rue Neuve") != NULL);
		free(s);
	}
	{
		char *s = list_text(line, 3, 200);

		assert_string_equal(s, "1 École maternelle et élémentaire Jules Ferry du Nouveau Monde 06 39 98 00 01 3 rue du Moulin\n"
		    "2 PMI 06 39 98 00 02 2 rue Neuve (400 m)\n3 École Pasteur 06 39 98 00 03");
		free(s);
	}
}

/* Pages put end to end are the text, whatever the room; each says how to go on, but the last. */
static void
test_reply_page__nothing_is_lost_between_pages(void **state)
{
	static const char text[] = "École Simone Veil\n06 39 98 00 01\n9 rue de la Marne, Tourcoing\nlun-ven 8h30-11h30. "
	    "Cantine et garderie le matin. Inscription à la mairie, avec un justificatif de domicile et le livret de famille. "
	    "Le portail est rue du Moulin. Une réunion a lieu chaque mois. Les parents y sont bienvenus.";
	struct replies out;

	(void)state;
	replies_init(&out, texts, &centre, &anne);
	for (int room = 60; room <= 160; room += 7) {
		struct strbuf all = { 0 };
		int from = 0, next, pages = 0;

		do {
			char *page = reply_page(&out, text, room, from, &next), *more = strstr(page, "\nSUITE: la suite.");

			assert_true(septets_of(page) <= room);
			assert_int_equal(more != NULL, next != 0);
			if (more != NULL)
				*more = '\0';
			assert_true(*page != '\0');
			strbuf_puts(&all, page);
			free(page);
			from = next;
			assert_true(++pages < 20);
		} while (next != 0);
		/* Spaces and points at a cut are not repeated: compare letters and digits. */
		for (const char *a = text, *b = strbuf_str(&all); *a != '\0' || *b != '\0'; a++, b++) {
			while (*a != '\0' && strchr(" \n.,", *a) != NULL)
				a++;
			while (*b != '\0' && strchr(" \n.,", *b) != NULL)
				b++;
			assert_int_equal(*a, *b);
			if (*a == '\0')
				break;
		}
		strbuf_clear(&all);
	}
	replies_clear(&out);
}

static void
test_entry_number__alone_or_named(void **state)
{
	(void)state;
	assert_int_equal(entry_number("12"), 12);
	assert_int_equal(entry_number("n°12"), 12);
	assert_int_equal(entry_number("numéro 12"), 12);
	assert_int_equal(entry_number("la fiche 12."), 12);
	assert_int_equal(entry_number("12 rue Neuve"), 0);
	assert_int_equal(entry_number("école"), 0);
	assert_int_equal(entry_number("0"), 0);
	assert_int_equal(entry_number("99999999999999999999"), 0);
	assert_int_equal(entry_number(""), 0);
}

static void
test_reply__telephone_of_a_centre_that_has_none(void **state)
{
	struct centre none = { .name = "Centre", .phone = "" };
	struct replies out;

	(void)state;
	replies_init(&out, texts, &none, &anne);
	reply(&out, "carte.rien", "quoi", "dentiste", NULL);
	assert_non_null(strstr(out.item[0].text, "accueil"));
	assert_string_equal(out.item[0].to, anne.phone);
	replies_clear(&out);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_list_text__telephones_whole_names_in_fair_shares_extras_where_they_fit),
		cmocka_unit_test(test_reply_page__nothing_is_lost_between_pages),
		cmocka_unit_test(test_entry_number__alone_or_named),
		cmocka_unit_test(test_reply__telephone_of_a_centre_that_has_none),
	};
	int rc;

	if ((texts = texts_load()) == NULL)
		return 1;
	rc = cmocka_run_group_tests(tests, NULL, NULL);
	texts_free(texts);
	return rc;
}
