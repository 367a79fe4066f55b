/* The language of a first text: French as it is texted stays French; what is plainly another language is seen. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "smsd/text/lang.h"

static void
assert_all(const char *want, const char *const *text, size_t n)
{
	int wrong = 0;

	for (size_t i = 0; i < n; i++) {
		const char *got = lang_guess(text[i]);

		if (strcmp(got, want) != 0) {
			print_error("%s, not %s: %s\n", got, want, text[i]);
			wrong++;
		}
	}
	assert_int_equal(wrong, 0);
}
#define ALL(want, list)	assert_all(want, list, sizeof(list) / sizeof((list)[0]))

static void
test_lang_guess__french_as_it_is_texted(void **state)
{
	static const char *const text[] = {
		"", " ", "?", "1", "2", "06 39 98 00 01", "😀", "ok", "OK merci", "stop", "STOP SMS", "info", "INFO", "cv", "CV 2", "menu", "help",
		"HELP", "start", "ok top", "top cool merci", "hello c koi", "hello", "hi", "hey", "salam", "salut", "coucou", "cc sa va",
		"bjr", "slt", "merci", "thanks", "thank you", "thanks bcp", "good morning", "good night les amis", "happy birthday",
		"i love you", "lol", "mdr", "cool", "super", "yes", "yes merci", "no", "no problem", "no stress", "sorry", "please", "svp please",
		"just do it", "week-end", "job etudiant", "un job svp", "CARTE école", "CARTE pharmacie Roubaix", "DEF cloud", "DEF cookie",
		"DEF e-mail", "DEF streaming", "c koi le cloud", "c quoi un hashtag", "c'est quoi le wifi", "definition open source",
		"OFFRE baby-sitting", "OFFRE bricolage", "OFFRE cours de python", "CHERCHE couture", "CHERCHE babysitter", "RDV", "rdv svp",
		"bjr je voudrai la carte des écoles merci", "besoin qqun me prete une perceuse", "jvoudrai savoir ou est la caf",
		"ya til une creche ds le quartier", "je c pa", "jsuis perdu", "ou est la poste", "où trouver un médecin", "je cherche un docteur",
		"ecole", "école maternelle", "pharmacie", "piscine", "mission locale", "caf", "pmi", "cpam", "pole emploi",
		"le centre est ouvert quand", "vos horaires svp", "quand passez vous", "j'habite tourcoing", "l'ecole de mon fils", "mon fils est malade",
		"je parle pas bien francais", "anglais", "cours d'anglais", "english", "LANGUE EN", "the voice", "black friday", "no comment",
		"fast food ouvert ?", "parking gratuit", "un spot wifi", "mon boss est out", "ça marche", "ok ça marche bonne journée",
		"je veux un the", "le for est ferme", "facebook instagram whatsapp", "mon mail : x@exemple.invalid", "oui le 2", "n°12", "le deuxième",
		"non c'est pas ça", "d'accord", "wesh", "vas y", "inch allah", "hamdoullah merci", "starfoullah", "gracias mon ami", "ciao", "hola les amis",
		"a bientot", "pas dispo", "quel con", "tu es la", "il est 10h", "le bus 36", "me voila", "on est la", "qui es tu", "or ou argent",
		"mon fils a 3 ans", "CRATE ECOLE", "CARTEecole", "arretez de m'ecrire", "desinscription", "au secours", "Zoé Müller", "rue Ambroise Paré",
	};

	(void)state;
	assert_true(sizeof(text) / sizeof(text[0]) >= 120);
	ALL("fr", text);
}

static void
test_lang_guess__english_only_when_clearly_so(void **state)
{
	static const char *const text[] = {
		"hello where is the nearest pharmacy please", "I need a doctor in Tourcoing", "what is the cloud", "do you speak english?",
		"Hello, can you help me find a school for my daughter?", "where is caf", "Where can I find the library?",
		"i am looking for a french lesson", "I don't understand", "Sorry I do not understand your message", "what does cookie mean, please tell me",
		"who are you", "how are you", "when are you open", "What's your address?", "is there a nursery near the town hall",
		"i want to learn french", "my son is sick, where can i go", "can someone repair my bike", "I would like some information about the school",
		"thank you very much for your answer, you are kind", "could you tell me when the library is open", "what can you do for me",
		"WHERE IS THE TOWN HALL", "good morning, where are you", "need help with my papers, can you call me", "please stop sending me these messages",
		"how do i get a bus card", "which documents do I have to bring", "are you a robot",
	};

	(void)state;
	ALL("en", text);
}

static void
test_lang_guess__arabic_by_its_script(void **state)
{
	static const char *const text[] = {
		"أين توجد مدرسة للأطفال من فضلك", "السلام عليكم", "مرحبا", "شكرا", "أحتاج طبيب", "CARTE مدرسة قريبة من البيت", "صيدلية", "ما معنى cloud",
		"بغيت نعرف وقتاش محلول المركز", "كيفاش نسجل ولدي في المدرسة", "؟ السلام", "لا أفهم الفرنسية",
	};

	(void)state;
	ALL("ar", text);
}

static void
test_lang_guess__others_are_seen_and_not_taken_for_ours(void **state)
{
	static const char *const tr[] = { "Merhaba, çocuğum için okul arıyorum", "merhaba", "nerede eczane", "teşekkürler", "yardım istiyorum",
		"Türkçe konuşuyorum lütfen" };
	static const char *const pt[] = { "Bom dia, onde fica a biblioteca?", "obrigado", "Preciso de um medico para o meu filho",
		"não falo francês", "Olá, boa tarde" };
	static const char *const es[] = { "Hola, necesito un medico", "¿Dónde está la escuela?", "buenos dias", "muchas gracias", "no hablo frances, ayuda por favor" };
	static const char *const other[] = { "Dzień dobry", "Добрый день", "Потрібен лікар", "你好", "سلام، کجاست مدرسه؟", "ہسپتال کہاں ہے", "በጎ ቀን",
		"Καλημέρα", "Bună ziua, unde este școala" };

	(void)state;
	ALL("tr", tr);
	ALL("pt", pt);
	ALL("es", es);
	ALL("other", other);
}

static void
test_lang_guess__bears_anything(void **state)
{
	static const char *const text[] = { "\xff\xfe\xc3", "\xd8", "\xf0\x9f\x98\x80\xf0\x9f\x98\x80 ok", "''''", "the the the the the", "aaaaaaaaaaaaaaaaaaaa" };

	(void)state;
	ALL("fr", text);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_lang_guess__french_as_it_is_texted),
		cmocka_unit_test(test_lang_guess__english_only_when_clearly_so),
		cmocka_unit_test(test_lang_guess__arabic_by_its_script),
		cmocka_unit_test(test_lang_guess__others_are_seen_and_not_taken_for_ours),
		cmocka_unit_test(test_lang_guess__bears_anything),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
