/* smsd/ctl/print: what texts from outside become on a terminal, in JSON and in CSV. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/mem.h"
#include "smsd/ctl/print.h"

static char	*memory;
static size_t	 memory_len;

static FILE *
sink(void)
{
	return open_memstream(&memory, &memory_len);
}

static void
check(FILE *f, const char *expected)
{
	fclose(f);
	assert_string_equal(memory, expected);
	free(memory);
}

static void
check_safe(const char *s, const char *expected)
{
	FILE *f = sink();

	print_safe(f, s);
	check(f, expected);
}

static void
test_print_safe__nothing_that_a_terminal_obeys(void **state)
{
	(void)state;
	check_safe("CARTE école à 5 € 👍", "CARTE école à 5 € 👍");
	check_safe("a\x1b[31mb", "a\\u{1b}[31mb");
	check_safe("a\nb\r\tc\x7f", "a / b\\u{d}\\u{9}c\\u{7f}");
	check_safe("\xc2\x9b" "31m", "\\u{9b}31m");
	check_safe("abc\u202edef\u2066g\u200f", "abc\\u{202e}def\\u{2066}g\\u{200f}");
	check_safe("a\u2028b\ufeff", "a\\u{2028}b\\u{feff}");
	check_safe("\U000e0041", "\\u{e0041}");
	check_safe("a\xff\xc3", "a\\x{ff}\\x{c3}");
	check_safe("👨‍👩‍👧", "👨‍👩‍👧");
}

static void
test_print_padded__counts_columns(void **state)
{
	FILE *f = sink();

	(void)state;
	print_padded(f, "é", 3);
	print_padded(f, "日本", 5);
	print_padded(f, "trop long", 3);
	print_padded(f, "\x1b", 8);
	fputc('|', f);
	check(f, "é   日本  trop long \\u{1b}   |");
	assert_int_equal(print_width("日本é\n"), 8);
}

static void
test_print_table__aligns_and_tells_when_empty(void **state)
{
	struct print_table	*t = print_table_new(2);
	FILE			*f = sink();

	(void)state;
	print_table_cell(t, "NOM");
	print_table_cell(t, "X");
	print_table_end(t, f, "Rien.");
	t = print_table_new(2);
	print_table_cell(t, "NOM");
	print_table_cell(t, "X");
	print_table_cell(t, "éé");
	print_table_cell(t, "1\n2");
	print_table_end(t, f, "Rien.");
	check(f, "Rien.\nNOM  X\néé   1 / 2\n");
}

/* Standard output into memory, for print_json(). */
static char *
json_line(json_t *j)
{
	char	 path[] = "/tmp/t_print.XXXXXX", buf[512] = "";
	int	 fd = mkstemp(path), keep = dup(STDOUT_FILENO);
	ssize_t	 n;

	assert_true(fd != -1 && keep != -1);
	unlink(path);
	fflush(stdout);
	dup2(fd, STDOUT_FILENO);
	print_json(j);
	dup2(keep, STDOUT_FILENO);
	close(keep);
	n = pread(fd, buf, sizeof(buf) - 1, 0);
	close(fd);
	assert_true(n > 0);
	return xstrndup(buf, (size_t)n);
}

static void
test_print_json__one_harmless_line_with_the_same_meaning(void **state)
{
	static const char text[] = "é\x1b\xc2\x9b\u202e\U000e0041\"\\\n";
	char	*s = json_line(json_pack("{s:o}", "t", print_json_text(text)));
	json_t	*back;

	(void)state;
	assert_string_equal(s, "{\"t\":\"é\\u001B\\u009B\\u202E\\uDB40\\uDC41\\\"\\\\\\n\"}\n");
	back = json_loads(s, 0, NULL);
	assert_non_null(back);
	assert_string_equal(json_string_value(json_object_get(back, "t")), text);
	json_decref(back);
	free(s);
}

static void
test_print_json_text__mends_what_is_not_utf8(void **state)
{
	json_t *j = print_json_text("a\xff" "b");

	(void)state;
	assert_string_equal(json_string_value(j), "a\xef\xbf\xbd" "b");
	json_decref(j);
	j = print_json_text(NULL);
	assert_true(json_is_null(j));
	json_decref(j);
}

static void
check_csv(const char *s, const char *expected)
{
	FILE *f = sink();

	print_csv_field(f, s, 1);
	check(f, expected);
}

static void
test_print_csv_field__quotes_and_disarms(void **state)
{
	FILE *f = sink();

	(void)state;
	print_csv_field(f, "a", 0);
	print_csv_field(f, NULL, 0);
	print_csv_field(f, "c", 1);
	check(f, "\"a\",\"\",\"c\"\r\n");
	check_csv("dit \"oui\", puis\nnon", "\"dit \"\"oui\"\", puis\nnon\"\r\n");
	check_csv("=1+1", "\"'=1+1\"\r\n");
	check_csv("+33639980001", "\"'+33639980001\"\r\n");
	check_csv("-2", "\"'-2\"\r\n");
	check_csv("@SUM(A1)", "\"'@SUM(A1)\"\r\n");
	check_csv("\t=1", "\"'\t=1\"\r\n");
	check_csv("l'école", "\"l'école\"\r\n");
	check_csv("0639980001", "\"0639980001\"\r\n");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_print_safe__nothing_that_a_terminal_obeys),
		cmocka_unit_test(test_print_padded__counts_columns),
		cmocka_unit_test(test_print_table__aligns_and_tells_when_empty),
		cmocka_unit_test(test_print_json__one_harmless_line_with_the_same_meaning),
		cmocka_unit_test(test_print_json_text__mends_what_is_not_utf8),
		cmocka_unit_test(test_print_csv_field__quotes_and_disarms),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
