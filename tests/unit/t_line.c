/* What passes on the line: bytes in, bytes and events out. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/strbuf.h"
#include "hardware/line.h"

struct fixture {
	struct line	 l;
	struct strbuf	 modem, worker, events;
	const char	*replace;		/* submit: what goes out; NULL cancels */
	bool		 hide, refuse_handing;
};

static void to_modem(void *a, const char *s, size_t n) { strbuf_add(&((struct fixture *)a)->modem, s, n); }
static void to_worker(void *a, const char *s, size_t n) { strbuf_add(&((struct fixture *)a)->worker, s, n); }
static void answer(void *a, const char *s) { strbuf_printf(&((struct fixture *)a)->events, "answer(%s)", s); }
static void counts(void *a, const char *m, int u, int s) { strbuf_printf(&((struct fixture *)a)->events, "counts(%s,%d,%d)", m, u, s); }
static void sent(void *a, int mr) { strbuf_printf(&((struct fixture *)a)->events, "sent(%d)", mr); }

static void
urc(void *a, const char *s, const char *pdu)
{
	strbuf_printf(&((struct fixture *)a)->events, pdu != NULL ? "urc(%s|%s)" : "urc(%s)", s, pdu);
}

static bool
message(void *a, const char *memory, int slot, int stat, const char *pdu)
{
	struct fixture	*f = a;

	strbuf_printf(&f->events, "message(%s,%d,%d,%s)", memory, slot, stat, pdu != NULL ? pdu : "text mode");
	return !f->hide;
}

static const char *
submit(void *a, const char *pdu)
{
	struct fixture	*f = a;

	strbuf_printf(&f->events, "submit(%s)", pdu);
	return f->replace;
}

static bool
handing(void *a)
{
	struct fixture	*f = a;

	strbuf_puts(&f->events, "handing");
	return !f->refuse_handing;
}

static void
ended(void *a, enum line_owner o, enum line_phase p, enum line_final f, int code)
{
	static const char *const finals[] = { "ok", "error", "cms", "cme", "cancelled" };

	strbuf_printf(&((struct fixture *)a)->events, "ended(%s,%d,%s,%d)",
	    o == LINE_WORKER ? "worker" : o == LINE_DRIVER ? "driver" : "nobody", p, finals[f], code);
}

static const struct line_ops ops = { .to_modem = to_modem, .to_worker = to_worker, .answer = answer, .urc = urc,
    .message = message, .counts = counts, .submit = submit, .handing = handing, .sent = sent, .ended = ended };

static int
setup(void **state)
{
	struct fixture	*f = calloc(1, sizeof(*f));

	line_init(&f->l, &ops, f);
	strcpy(f->l.memories[0], "SM");
	strcpy(f->l.memories[1], "ME");
	strcpy(f->l.manufacturer, "huawei");
	strcpy(f->l.model, "E173");
	line_worker_new(&f->l);
	f->l.reads_left = 10;
	*state = f;
	return 0;
}

static int
teardown(void **state)
{
	struct fixture	*f = *state;

	strbuf_clear(&f->modem);
	strbuf_clear(&f->worker);
	strbuf_clear(&f->events);
	free(f);
	return 0;
}

static void modem(struct fixture *f, const char *s) { line_from_modem(&f->l, s, strlen(s)); }
static void worker(struct fixture *f, const char *s) { line_from_worker(&f->l, s, strlen(s)); }

/* What came out since the last look. */
static void
expect(struct strbuf *b, const char *want)
{
	assert_string_equal(strbuf_str(b), want);
	strbuf_cut(b, 0);
}

#define PDU	"07913306092031F0040B913336766883F500007110125050524002CF35"
#define ECHO(c)	c "\r\r\n"

/* ---- the worker meets a canonical modem ------------------------------------------------------------------------------ */
static void
test_worker__is_answered_without_the_modem(void **state)
{
	struct fixture	*f = *state;

	worker(f, "\x1b\rAT\r");
	expect(&f->worker, ECHO("AT") "OK\r\n");
	worker(f, "AT+CGMM\r");
	expect(&f->worker, ECHO("AT+CGMM") "E173\r\n\r\nOK\r\n");
	worker(f, "AT+CPMS=?\r");
	expect(&f->worker, ECHO("AT+CPMS=?") "+CPMS: (\"SM\",\"ME\"),(\"SM\",\"ME\"),(\"SM\",\"ME\")\r\n\r\nOK\r\n");
	worker(f, "AT+MODE=2\r");
	expect(&f->worker, ECHO("AT+MODE=2") "ERROR\r\n");
	expect(&f->modem, "");
}

static void
test_worker__cannot_delete_dial_or_send_unasked(void **state)
{
	static const char *const bad[] = { "AT+CMGD=1", "ATD0899000000;", "AT+CMGS=19", "AT+CPIN=\"0000\"", "AT+CMGD=1,4",
	    "AT+CFUN=0", "AT+CMGW=10", "AT+CMSS=1", "AT+CMGF=1", "AT+CMGL=1", "AT+CUSD=1,\"#123#\"", "AT+CMGS=1;+CMGD=1" };
	struct fixture	*f = *state;

	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		worker(f, bad[i]);
		worker(f, "\r");
		expect(&f->modem, "");
		assert_non_null(strstr(strbuf_str(&f->worker), "ERROR\r\n"));
		strbuf_cut(&f->worker, 0);
	}
	f->l.may_send = true;
	worker(f, "AT+CMGS=19;+CMGD=1\r");
	expect(&f->modem, "");
}

static void
test_worker__endless_line_is_dropped(void **state)
{
	struct fixture	*f = *state;

	for (int i = 0; i < 5000; i++)
		worker(f, "AT+CMGL=4");
	worker(f, "\r");
	expect(&f->modem, "");
	worker(f, "AT\r");
	assert_non_null(strstr(strbuf_str(&f->worker), "OK"));
}

/* ---- storages ---------------------------------------------------------------------------------------------------------- */
static void
list(struct fixture *f, const char *memory)
{
	char	 buf[32];

	snprintf(buf, sizeof(buf), "AT+CPMS=\"%s\"\r", memory);
	worker(f, buf);
	strbuf_cut(&f->worker, 0);
	worker(f, "AT+CMGL=4\r");
}

static void
test_cpms__is_set_just_before_it_is_needed(void **state)
{
	struct fixture	*f = *state;

	list(f, "SM");
	expect(&f->modem, "AT+CPMS=\"SM\"\r");
	modem(f, "\r\n+CPMS: 1,30,1,30,1,30\r\n\r\nOK\r\n");
	expect(&f->modem, "AT+CMGL=4\r");
	modem(f, "\r\nOK\r\n");
	expect(&f->events, "counts(SM,1,30)ended(worker,1,ok,-1)");
	list(f, "SM");
	expect(&f->modem, "AT+CMGL=4\r");		/* it is set already */
	modem(f, "\r\nOK\r\n");
	line_command(&f->l, "AT+CMGR=3", "ME");
	expect(&f->modem, "AT+CPMS=\"ME\"\r");
}

static void
test_cpms__odd_forms_are_understood(void **state)
{
	static const struct { const char *answer, *counts; } rows[] = {
		{ "+CPMS: 7,100,7,100,7,100", "counts(SM,7,100)" }, { "+CPMS:7,100", "counts(SM,7,100)" },
		{ "+CPMS: \"SM\",3,30,\"SM\",3,30,\"SM\",3,30", "counts(SM,3,30)" }, { "+CPMS: ", "" }, { "", "" },
		{ "+CPMS: 1", "" },
	};
	struct fixture	*f = *state;

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		line_command(&f->l, "AT+CMGR=1", "SM");
		modem(f, "\r\n");
		modem(f, rows[i].answer);
		modem(f, "\r\n\r\nOK\r\n");
		expect(&f->events, rows[i].counts);
		modem(f, "\r\nOK\r\n");
		strbuf_cut(&f->events, 0);
		line_forget(&f->l);
	}
}

static void
test_cpms__three_storages_keep_the_one_for_arrivals(void **state)
{
	struct fixture	*f = *state;

	f->l.cpms_form = 3;
	strcpy(f->l.receive_memory, "ME");
	line_command(&f->l, "AT+CMGD=1", "SM");
	expect(&f->modem, "AT+CPMS=\"SM\",\"SM\",\"ME\"\r");
	modem(f, "\r\n+CMS ERROR: 310\r\n");
	expect(&f->modem, "");				/* the command that depended on it never leaves */
	expect(&f->events, "ended(driver,1,cms,310)");
}

/* ---- messages ---------------------------------------------------------------------------------------------------------- */
/* AT+CMGL=4 of SM, answered by `text`; what libgammu sees of it. */
static void
listed(struct fixture *f, const char *text, const char *events, const char *shown)
{
	list(f, "SM");
	modem(f, "\r\n+CPMS: 1,30,1,30,1,30\r\n\r\nOK\r\n");
	strbuf_cut(&f->events, 0);
	strbuf_cut(&f->worker, 0);
	modem(f, text);
	expect(&f->events, events);
	expect(&f->worker, shown);
}

static void
test_list__passes_what_is_accepted(void **state)
{
	listed(*state, "\r\n+CMGL: 1,0,,22\r\n" PDU "\r\n\r\nOK\r\n", "message(SM,1,0," PDU ")ended(worker,1,ok,-1)",
	    "+CMGL: 1,0,,29\r\n" PDU "\r\n\r\nOK\r\n");
}

static void
test_list__hides_what_is_refused(void **state)
{
	((struct fixture *)*state)->hide = true;
	listed(*state, "\r\n+CMGL: 1,0,,22\r\n00\r\n\r\nOK\r\n", "message(SM,1,0,00)ended(worker,1,ok,-1)", "\r\nOK\r\n");
}

static void
test_list__withholds_unsolicited_lines(void **state)
{
	listed(*state, "\r\n^MODE:5,4\r\n\r\n+CMTI: \"SM\",2\r\n+CMGL: 1,0,,22\r\n^RSSI: 20\r\n" PDU "\r\n+QIND: \"csq\",20,99\r\n"
	    "RING\r\n\r\nOK\r\n",
	    "urc(^MODE:5,4)urc(+CMTI: \"SM\",2)urc(^RSSI: 20)message(SM,1,0," PDU ")urc(+QIND: \"csq\",20,99)urc(RING)"
	    "ended(worker,1,ok,-1)", "+CMGL: 1,0,,29\r\n" PDU "\r\n\r\nOK\r\n");
}

static void
test_list__two_line_result_inside(void **state)
{
	listed(*state, "\r\n+CDS: 26\r\n0006\r\n+CMGL: 1,0,,22\r\n" PDU "\r\n\r\nOK\r\n",
	    "urc(+CDS: 26|0006)message(SM,1,0," PDU ")ended(worker,1,ok,-1)", "+CMGL: 1,0,,29\r\n" PDU "\r\n\r\nOK\r\n");
}

static void
test_list__entry_glued_to_the_pdu_before(void **state)
{
	listed(*state, "\r\n+CMGL: 1,0,,22\r\n" PDU "+CMGL: 2,1,,22\r\n" PDU ",0\r\n\r\nOK\r\n",
	    "message(SM,1,0," PDU ")message(SM,2,1," PDU ")ended(worker,1,ok,-1)",
	    "+CMGL: 1,0,,29\r\n" PDU "\r\n+CMGL: 2,1,,29\r\n" PDU "\r\n\r\nOK\r\n");
}

static void
test_list__text_mode_is_told_and_hidden(void **state)
{
	listed(*state, "\r\n+CMGL: 1,\"REC READ\",\"+33639980001\",,\"17/01/21,05:05:25+04\"\r\nOk\r\n\r\nOK\r\n",
	    "message(SM,1,1,text mode)ended(worker,1,ok,-1)", "\r\nOK\r\n");
}

/* A refusal would make libgammu ask for 100,000 locations. */
static void
test_list__refusal_looks_empty_to_libgammu(void **state)
{
	listed(*state, "\r\n+CMS ERROR: 321\r\n", "ended(worker,1,cms,321)", "\r\nOK\r\n");
}

static void
test_get__reads_the_slot_that_was_meant(void **state)
{
	struct fixture	*f = *state;

	strcpy(f->l.memory, "SM");
	f->l.want_slot = 0;
	worker(f, "AT+CPMS=\"SM\"\rAT+CMGR=-1\r");
	expect(&f->modem, "AT+CMGR=0\r");
	strbuf_cut(&f->worker, 0);
	modem(f, "\r\n+CMGR: 0,,22\r\n" PDU "\r\n\r\nOK\r\n");
	expect(&f->events, "message(SM,0,0," PDU ")ended(worker,1,ok,-1)");
	expect(&f->worker, "+CMGR: 0,,29\r\n" PDU "\r\n\r\nOK\r\n");
}

static void
test_get__odd_headers(void **state)
{
	static const char *const headers[] = { "+CMGR: 0,,22", "+CMGR: ,22", "+CMGR: 24", "+CMGR: ,,24", "+CMGR:1,\"\",22" };
	struct fixture	*f = *state;

	strcpy(f->l.memory, "SM");
	for (size_t i = 0; i < sizeof(headers) / sizeof(headers[0]); i++) {
		line_command(&f->l, "AT+CMGR=5", "SM");
		modem(f, "\r\n");
		modem(f, headers[i]);
		modem(f, "\r\n" PDU "\r\n\r\nOK\r\n");
		assert_non_null(strstr(strbuf_str(&f->events), "message(SM,5,"));
		assert_non_null(strstr(strbuf_str(&f->events), PDU));
		strbuf_cut(&f->events, 0);
	}
}

static void
test_get__bounded_number_of_reads(void **state)
{
	struct fixture	*f = *state;

	strcpy(f->l.memory, "SM");
	f->l.reads_left = 1;
	worker(f, "AT+CPMS=\"SM\"\rAT+CMGR=1\r");
	modem(f, "\r\nOK\r\n");
	strbuf_cut(&f->modem, 0);
	worker(f, "AT+CMGR=2\r");
	expect(&f->modem, "");
}

/* ---- our own commands ---------------------------------------------------------------------------------------------------- */
static void
test_command__answer_and_final(void **state)
{
	struct fixture	*f = *state;

	line_command(&f->l, "AT+CSQ", NULL);
	modem(f, "AT+CSQ\r\r\n+CSQ: 20,99\r\n+CREG: 1\r\n\r\nOK\r\n");
	expect(&f->events, "answer(+CSQ: 20,99)urc(+CREG: 1)ended(driver,1,ok,-1)");
	line_command(&f->l, "AT+CGMI", NULL);
	modem(f, "\r\nhuawei\r\nOK\r\n");
	expect(&f->events, "answer(huawei)ended(driver,1,ok,-1)");
	line_command(&f->l, "AT+CPIN?", NULL);
	modem(f, "\r\n+CME ERROR: 10\r\n");
	expect(&f->events, "ended(driver,1,cme,10)");
	line_command(&f->l, "AT^PORTSEL=1", NULL);
	modem(f, "COMMAND NOT SUPPORT\r\n");
	expect(&f->events, "ended(driver,1,error,-1)");
	modem(f, "\r\nOK\r\n^RSSI:18\r\n");		/* a stray OK ends nothing */
	expect(&f->events, "urc(^RSSI:18)");
	assert_string_equal(strbuf_str(&f->worker), "");
}

static void
test_modem__endless_line_and_nul(void **state)
{
	struct fixture	*f = *state;

	line_command(&f->l, "AT+CSQ", NULL);
	line_from_modem(&f->l, "\r\n+CS\0Q: 1", 10);
	modem(f, "\r\n");
	for (int i = 0; i < 100000; i++)
		modem(f, "xyz");
	modem(f, "\r\nOK\r\n");
	expect(&f->events, "answer(+CSQ: 1)ended(driver,1,ok,-1)");
	assert_int_equal(f->l.overlong, 1);
}

/* ---- sending ---------------------------------------------------------------------------------------------------------------- */
#define SUBMIT	"0001000B913336990800F1000005E8329BFD06"

static void
to_prompt(struct fixture *f)
{
	f->l.may_send = true;
	f->replace = SUBMIT;
	worker(f, "AT+CMGS=18\r");
	expect(&f->modem, "AT+CMGS=18\r");
	strbuf_cut(&f->worker, 0);
	modem(f, "\r\n> ");
	expect(&f->worker, "\r\n> ");
}

static void
test_send__pdu_and_ctrl_z_are_held(void **state)
{
	struct fixture	*f = *state;

	to_prompt(f);
	worker(f, "0001000B913336990800F1000005E8329BFD");
	expect(&f->modem, "");
	worker(f, "06");
	expect(&f->modem, SUBMIT);
	expect(&f->events, "submit(" SUBMIT ")");
	worker(f, "\x1a");
	expect(&f->modem, "\x1a");
	expect(&f->events, "handing");
	modem(f, "\r\n+CMTI: \"SM\",1\r\n");		/* would be taken for the prompt's end by libgammu */
	expect(&f->worker, "");
	modem(f, "\r\n+CMGS: 42\r\n\r\nOK\r\n");
	expect(&f->events, "urc(+CMTI: \"SM\",1)sent(42)ended(worker,4,ok,-1)");
	expect(&f->worker, "\r\n+CMGS: 42\r\n\r\nOK\r\n");
	worker(f, "AT+CMGS=18\r");			/* once allowed, once done */
	expect(&f->modem, "");
}

static void
test_send__answers(void **state)
{
	static const struct { const char *answer, *events; } rows[] = {
		{ "+CMGS: 42,\"07913306092031F0\"\r\n\r\nOK", "sent(42)ended(worker,4,ok,-1)" },
		{ "+CMGS:7\r\nOK", "sent(7)ended(worker,4,ok,-1)" }, { "+CMGS: \r\nOK", "sent(-1)ended(worker,4,ok,-1)" },
		{ "+CMGS: 300\r\nOK", "sent(-1)ended(worker,4,ok,-1)" }, { "OK", "ended(worker,4,ok,-1)" },
		{ "+CMS ERROR: 38", "ended(worker,4,cms,38)" }, { "+CMS ERROR: 500", "ended(worker,4,cms,500)" },
		{ "+CMS ERROR: unknown", "ended(worker,4,cms,-1)" }, { "ERROR", "ended(worker,4,error,-1)" },
		{ SUBMIT "\r\n+CMGS: 3\r\nOK", "sent(3)ended(worker,4,ok,-1)" },
		{ "+CDS: 26\r\n0006\r\n\r\n+CMGS: 42\r\n\r\nOK", "urc(+CDS: 26|0006)sent(42)ended(worker,4,ok,-1)" },
	};
	struct fixture	*f = *state;

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		to_prompt(f);
		worker(f, SUBMIT "\x1a");
		strbuf_cut(&f->events, 0);
		strbuf_cut(&f->modem, 0);
		modem(f, "\r\n");
		modem(f, rows[i].answer);
		modem(f, "\r\n");
		expect(&f->events, rows[i].events);
		strbuf_cut(&f->worker, 0);
	}
}

static void
test_send__refused_pdu_never_leaves(void **state)
{
	struct fixture	*f = *state;

	to_prompt(f);
	f->replace = NULL;
	worker(f, SUBMIT "\x1a");
	expect(&f->modem, "\x1b");
	expect(&f->events, "submit(" SUBMIT ")ended(worker,3,cancelled,0)");
	assert_non_null(strstr(strbuf_str(&f->worker), "+CMS ERROR"));
}

static void
test_send__not_handed_over(void **state)
{
	struct fixture	*f = *state;

	to_prompt(f);
	f->refuse_handing = true;
	worker(f, SUBMIT "\x1a");
	expect(&f->modem, SUBMIT "\x1b");
	expect(&f->events, "submit(" SUBMIT ")handingended(worker,3,cancelled,0)");
}

static void
test_send__not_hex_too_long_or_more_than_announced(void **state)
{
	static const char *const bad[] = { "zz01000B913336990800F1000005E8329BFD06", SUBMIT "00", "\x1a", "0001\x1a" };
	struct fixture	*f = *state;

	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		to_prompt(f);
		worker(f, bad[i]);
		worker(f, "\x1a");
		assert_null(strchr(strbuf_str(&f->modem), 0x1a));
		assert_int_equal(f->l.phase, LINE_IDLE);
		strbuf_cut(&f->modem, 0);
		strbuf_cut(&f->worker, 0);
		strbuf_cut(&f->events, 0);
	}
}

static void
test_send__refused_before_the_prompt(void **state)
{
	struct fixture	*f = *state;

	f->l.may_send = true;
	worker(f, "AT+CMGS=18\r");
	strbuf_cut(&f->worker, 0);
	modem(f, "\r\n+CMS ERROR: 304\r\n");
	expect(&f->events, "ended(worker,2,cms,304)");
	expect(&f->worker, "\r\n+CMS ERROR: 304\r\n");
}

static void
test_worker_gone__prompt_is_left_submit_is_waited_for(void **state)
{
	struct fixture	*f = *state;

	to_prompt(f);
	worker(f, SUBMIT);
	strbuf_cut(&f->modem, 0);
	strbuf_cut(&f->events, 0);
	line_worker_gone(&f->l);
	expect(&f->modem, "\x1b");
	expect(&f->events, "ended(nobody,3,cancelled,0)");

	line_worker_new(&f->l);
	f->l.may_send = true;
	worker(f, "AT+CMGS=18\r");
	strbuf_cut(&f->modem, 0);
	line_worker_gone(&f->l);
	modem(f, "\r\n> ");
	expect(&f->modem, "\x1b");			/* the prompt came after it died */
	strbuf_cut(&f->events, 0);

	line_worker_new(&f->l);
	strbuf_cut(&f->worker, 0);
	to_prompt(f);
	worker(f, SUBMIT "\x1a");
	line_worker_gone(&f->l);
	strbuf_cut(&f->events, 0);
	modem(f, "\r\n+CMGS: 9\r\n\r\nOK\r\n");
	expect(&f->events, "sent(9)ended(nobody,4,ok,-1)");
}

static void
test_late_reference__is_told(void **state)
{
	struct fixture	*f = *state;

	modem(f, "\r\n+CMGS: 5\r\n");
	expect(&f->events, "sent(5)");
	line_command(&f->l, "AT", NULL);
	modem(f, "\r\n+CMGS: 6\r\n\r\nOK\r\n");
	expect(&f->events, "sent(6)ended(driver,1,ok,-1)");
}

/* ---- anything at all -------------------------------------------------------------------------------------------------------- */
static void
test_noise__never_forwards_ctrl_z_unhanded(void **state)
{
	static const char *const words[] = { "AT", "\r", "\n", "OK\r\n", "ERROR\r\n", "> ", "\x1a", "\x1b", "+CMGS: 1", "AT+CMGS=18\r",
	    SUBMIT, "+CMGL: 1,0,,22\r\n", PDU, "+CMTI: \"SM\",1\r\n", "AT+CMGL=4\r", "AT+CMGR=1\r", "AT+CPMS=\"SM\"\r", "+CDS: 1\r\n",
	    "00", ",", "\"", "+CPMS: 1,2\r\n", "+CMS ERROR: 500\r\n", "AT+CMGF=0\r", "+CMGL:", "RING\r\n" };
	struct fixture	*f = *state;

	f->refuse_handing = true;
	f->replace = SUBMIT;
	srand(1);
	for (int i = 0; i < 200000; i++) {
		const char	*w = words[(size_t)rand() % (sizeof(words) / sizeof(words[0]))];

		switch (rand() % 12) {
		case 0:
			f->l.may_send = true;
			f->l.reads_left = 3;
			break;
		case 1:
			if (f->l.phase == LINE_IDLE)
				line_command(&f->l, "AT+CMGR=2", rand() % 2 ? "ME" : NULL);
			break;
		case 2:
			if (rand() % 8 == 0)
				line_abandon(&f->l);
			break;
		case 3:
			if (rand() % 8 == 0) {
				line_worker_gone(&f->l);
				line_worker_new(&f->l);
			}
			break;
		case 4: case 5: case 6: case 7:
			worker(f, w);
			break;
		default:
			modem(f, w);
		}
		if (i % 64 == 0) {
			assert_null(strchr(strbuf_str(&f->modem), 0x1a));
			assert_null(strstr(strbuf_str(&f->modem), "CMGD"));
			strbuf_cut(&f->modem, 0);
			strbuf_cut(&f->worker, 0);
			strbuf_cut(&f->events, 0);
		}
	}
}

int
main(void)
{
#define T(name) cmocka_unit_test_setup_teardown(test_##name, setup, teardown)
	const struct CMUnitTest	 tests[] = {
		T(worker__is_answered_without_the_modem), T(worker__cannot_delete_dial_or_send_unasked),
		T(worker__endless_line_is_dropped), T(cpms__is_set_just_before_it_is_needed), T(cpms__odd_forms_are_understood),
		T(cpms__three_storages_keep_the_one_for_arrivals), T(list__passes_what_is_accepted),
		T(list__hides_what_is_refused), T(list__withholds_unsolicited_lines), T(list__two_line_result_inside),
		T(list__entry_glued_to_the_pdu_before), T(list__text_mode_is_told_and_hidden),
		T(list__refusal_looks_empty_to_libgammu), T(get__reads_the_slot_that_was_meant), T(get__odd_headers),
		T(get__bounded_number_of_reads), T(command__answer_and_final), T(modem__endless_line_and_nul),
		T(send__pdu_and_ctrl_z_are_held), T(send__answers), T(send__refused_pdu_never_leaves),
		T(send__not_handed_over), T(send__not_hex_too_long_or_more_than_announced), T(send__refused_before_the_prompt),
		T(worker_gone__prompt_is_left_submit_is_waited_for), T(late_reference__is_told),
		T(noise__never_forwards_ctrl_z_unhanded),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
