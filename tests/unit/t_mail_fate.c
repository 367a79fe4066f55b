#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/mem.h"
#include "smsd/mail_fate.h"
#include "smsd/mail_hand.h"

#include <sys/socket.h>
#include <unistd.h>

static void
test_mail_verdict__by_stage_and_answer(void **state)
{
	static const struct { enum mail_stage stage; int code; enum mail_verdict want; } rows[] = {
		{ MAIL_SETUP, 0, MAIL_OURS }, { MAIL_RESOLVE, 0, MAIL_OURS }, { MAIL_CONNECT, 0, MAIL_OURS },
		{ MAIL_GREETING, 554, MAIL_OURS }, { MAIL_HELLO, 421, MAIL_OURS }, { MAIL_TLS, 0, MAIL_OURS },
		{ MAIL_LOGIN, 535, MAIL_OURS }, { MAIL_SENDER, 0, MAIL_OURS }, { MAIL_SENDER, 550, MAIL_OURS },
		{ MAIL_SENDER, 530, MAIL_OURS }, { MAIL_SENDER, 552, MAIL_REFUSED }, { MAIL_SENDER, 451, MAIL_OURS },
		{ MAIL_RECIPIENT, 0, MAIL_LATER }, { MAIL_RECIPIENT, 450, MAIL_LATER }, { MAIL_RECIPIENT, 550, MAIL_REFUSED },
		{ MAIL_RECIPIENT, 530, MAIL_OURS }, { MAIL_DATA, 0, MAIL_LATER }, { MAIL_DATA, 451, MAIL_LATER },
		{ MAIL_DATA, 554, MAIL_REFUSED }, { MAIL_DONE, 0, MAIL_UNSURE }, { MAIL_DONE, 250, MAIL_SENT },
		{ MAIL_DONE, 421, MAIL_LATER }, { MAIL_DONE, 452, MAIL_LATER }, { MAIL_DONE, 550, MAIL_REFUSED },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		if (mail_verdict(rows[i].stage, rows[i].code) != rows[i].want)
			fail_msg("%s %d", mail_stage_name(rows[i].stage), rows[i].code);
}

static void
test_mail_reason__is_one_clean_line(void **state)
{
	char reason[MAIL_REASON_MAX], hostile[2 * MAIL_REASON_MAX];

	(void)state;
	mail_reason(MAIL_RECIPIENT, "550 5.1.1 inconnué\r\n", reason);
	assert_string_equal(reason, "recipient 550 5.1.1 inconnué");
	mail_reason(MAIL_DONE, "554 a\x1b[2Jb\xff", reason);
	assert_string_equal(reason, "done 554 a?[2Jb?");
	mail_reason(MAIL_DATA, "", reason);
	assert_string_equal(reason, "data");
	hostile[0] = '\0';
	for (size_t i = 0; i < MAIL_REASON_MAX - 1; i++)
		strcat(hostile, "é");
	mail_reason(MAIL_DATA, hostile, reason);
	assert_in_range(strlen(reason), MAIL_REASON_MAX - 3, MAIL_REASON_MAX - 1);
	assert_int_equal(strlen(reason) % 2, 1);		/* "data " and whole characters */
}

static void
test_mail_reason_french__has_words_for_all(void **state)
{
	static const struct { const char *reason, *words; } rows[] = {
		{ "recipient 550 5.1.1 inconnue", "l'adresse du destinataire est refusée (550 5.1.1 inconnue)" },
		{ "data", "le message est refusé" },
		{ "hello cut", "le serveur de courriel a coupé la connexion (étape « hello »)" },
		{ "rien de connu", "rien de connu" },
		{ "done cut", "la connexion a été coupée juste après l'envoi : peut-être arrivé" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		char *got = mail_reason_french(rows[i].reason);

		assert_string_equal(got, rows[i].words);
		free(got);
	}
	for (int s = MAIL_SETUP; s <= MAIL_DONE; s++) {
		char *got = mail_reason_french(mail_stage_name((enum mail_stage)s));

		assert_string_not_equal(got, mail_stage_name((enum mail_stage)s));
		free(got);
	}
}

static void
test_mail_later_s__two_days_in_all(void **state)
{
	int64_t all = 0;

	(void)state;
	assert_int_equal(mail_later_s(1), 60);
	for (int n = 1; n < MAIL_REFUSALS_MAX; n++) {
		assert_true(n == 1 || mail_later_s(n) >= mail_later_s(n - 1));
		all += mail_later_s(n);
	}
	assert_in_range(all, 40 * 3600, 54 * 3600);
	assert_int_equal(mail_ours_s(1), 15);
	for (int n = 2; n < 1000; n++) {
		assert_true(mail_ours_s(n) >= mail_ours_s(n - 1));
		assert_in_range(mail_ours_s(n), 15, 900);
	}
}

static void
test_mail_hand_take__reads_what_was_asked_and_refuses_nonsense(void **state)
{
	struct mail_request	 in = { .wish = MAIL_SEND, .patience_s = 7, .id = 1LL << 40, .to = "a@exemple.fr", .subject = "é",
	    .text = "un\ndeux", .ics = "", .message_id = "<x@y>" }, out;
	struct mail_hand	 h = MAIL_HAND_NONE;
	char			*buf = xmalloc(MAIL_HAND_BYTES), *big = xcalloc(1, MAIL_HAND_BYTES);
	int			 sv[2];

	(void)state;
	assert_int_equal(socketpair(AF_UNIX, SOCK_SEQPACKET, 0, sv), 0);
	h.fd = sv[0];
	assert_int_equal(mail_hand_ask(&h, &in), 0);
	assert_int_equal(mail_hand_take(sv[1], buf, &out), 1);
	assert_int_equal(out.patience_s, 7);
	assert_true(out.id == 1LL << 40);
	assert_string_equal(out.text, "un\ndeux");
	assert_string_equal(out.ics, "");
	assert_string_equal(out.message_id, "<x@y>");
	memset(big, 'x', 60000);
	in.text = in.ics = big;				/* the largest that mail_check() lets through */
	assert_int_equal(mail_hand_ask(&h, &in), 0);
	assert_int_equal(mail_hand_take(sv[1], buf, &out), 1);
	assert_int_equal(strlen(out.ics), 60000);
	memset(big, 'x', MAIL_HAND_BYTES - 1);
	assert_int_equal(mail_hand_ask(&h, &in), -1);
	assert_int_equal(send(h.fd, big, 100, 0), 100);		/* no NUL at its end */
	assert_int_equal(mail_hand_take(sv[1], buf, &out), -1);
	memset(big, 0, 100);
	assert_int_equal(send(h.fd, big, 100, 0), 100);		/* too many strings */
	assert_int_equal(mail_hand_take(sv[1], buf, &out), -1);
	assert_int_equal(send(h.fd, big, 5, 0), 5);
	assert_int_equal(mail_hand_take(sv[1], buf, &out), -1);
	close(sv[0]);
	assert_int_equal(mail_hand_take(sv[1], buf, &out), 0);
	close(sv[1]);
	free(buf);
	free(big);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_mail_verdict__by_stage_and_answer),
		cmocka_unit_test(test_mail_reason__is_one_clean_line),
		cmocka_unit_test(test_mail_reason_french__has_words_for_all),
		cmocka_unit_test(test_mail_later_s__two_days_in_all),
		cmocka_unit_test(test_mail_hand_take__reads_what_was_asked_and_refuses_nonsense),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
