/* smsd/guess/guess.h and azimut-learn: what was learnt, how it is read back, and files that are no model. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/mem.h"
#include "smsd/guess/guess.h"

#define MODEL_MAX	(4 << 20)

static char dir[] = "/tmp/azimut-guess.XXXXXX";

static int
setup(void **state)
{
	(void)state;
	return mkdtemp(dir) == NULL ? -1 : 0;
}

static int
teardown(void **state)
{
	char *cmd = xasprintf("rm -rf %s", dir);

	(void)state;
	assert_int_equal(system(cmd), 0);
	free(cmd);
	return 0;
}

static bool
guess_text(const char *said, struct guess *g)
{
	struct features f;

	features_of(said, said, NULL, 0, FOR_HANDLER, &f);
	return guess_of(&f, g);
}

/* ---- the program's own model ------------------------------------------------------------------------------------- */
static void
test_guess_of__gives_probabilities_likeliest_first(void **state)
{
	static const char *const said[] = { "", "a", "pharmacie", "je voudrais savoir ou il y a une pharmacie", "\xff\xfe", "zzzz qqqq" };
	struct guess g;

	(void)state;
	for (size_t i = 0; i < sizeof(said) / sizeof(said[0]); i++) {
		double sum = 0;

		assert_true(guess_text(said[i], &g));
		assert_in_range(g.n, 30, GUESS_MAX);
		for (size_t k = 0; k < g.n; k++) {
			assert_true(isfinite(g.best[k].p) && g.best[k].p >= 0);
			assert_true(k == 0 || g.best[k].p <= g.best[k - 1].p);
			sum += (double)g.best[k].p;
		}
		assert_true(fabs(sum - 1) < 1e-3);
	}
}

static void
test_guess_of__knows_what_it_has_learnt(void **state)
{
	static const struct { const char *said, *handler; } want[] = {
		{ "je voudrais savoir ou il y a une pharmacie", "carte" }, { "c est quoi le cloud", "def" },
		{ "arretez de m envoyer des messages", "stop" }, { "au secours il me frappe", "urgence" },
		{ "je propose des cours de couture", "offre" }, { "quels papiers pour la caf", "pieces" }, { "mdr t es ou", "none" },
	};
	struct guess g;

	(void)state;
	for (size_t i = 0; i < sizeof(want) / sizeof(want[0]); i++) {
		assert_true(guess_text(want[i].said, &g));
		assert_string_equal(g.best[0].handler, want[i].handler);
		assert_true(guess_p(&g, want[i].handler) == g.best[0].p);
	}
	assert_true(guess_p(&g, "no such handler") == 0);
}

static void
test_guess_of__nothing_to_go_by(void **state)
{
	static struct features none;
	struct guess g;

	(void)state;
	assert_false(guess_of(&none, &g));
	assert_int_equal(g.n, 0);
}

/* ---- files that are no model ------------------------------------------------------------------------------------- */
static void
test_guess_use__refuses_what_is_no_model(void **state)
{
	size_t len = (size_t)(guess_model_end - guess_model_start);
	unsigned char *copy = xmalloc(len + 1);
	struct guess_model *m = (struct guess_model *)(void *)copy;
	struct guess g;

	(void)state;
	memcpy(copy, guess_model_start, len);
	assert_false(guess_use("", 0));
	assert_false(guess_use(copy, sizeof(*m) - 1));
	assert_false(guess_use(copy, len - 1));
	assert_false(guess_use(copy, len + 1));
	m->handlers = GUESS_MAX + 1;
	assert_false(guess_use(copy, len));
	m->handlers = 0;
	assert_false(guess_use(copy, len));
	memcpy(copy, guess_model_start, len);
	m->buckets = 7;
	assert_false(guess_use(copy, len));
	memcpy(copy, guess_model_start, len);
	m->magic[0] = 'X';
	assert_false(guess_use(copy, len));
	assert_true(guess_text("c est quoi le cloud", &g));	/* the one before is still there */
	assert_string_equal(g.best[0].handler, "def");
	free(copy);
}

/* ---- learning ---------------------------------------------------------------------------------------------------- */
static void
write_rows(const char *name, const char *const *row)
{
	char *path = xasprintf("%s/%s", dir, name);
	FILE *f = fopen(path, "w");

	assert_non_null(f);
	for (; *row != NULL; row++)
		fprintf(f, "%s\n", *row);
	assert_int_equal(fclose(f), 0);
	free(path);
}

static int
run_learner(const char *model, const char *corpus)
{
	const char *b = getenv("B");
	char *cmd = xasprintf("%s/azimut-learn -o %s/%s %s/%s 2>/dev/null", b == NULL ? "build" : b, dir, model, dir, corpus);
	int rc = system(cmd);

	free(cmd);
	return WIFEXITED(rc) ? WEXITSTATUS(rc) : -1;
}

static size_t
read_model(const char *name, unsigned char *buf)
{
	char *path = xasprintf("%s/%s", dir, name);
	FILE *f = fopen(path, "r");
	size_t n;

	assert_non_null(f);
	n = fread(buf, 1, MODEL_MAX, f);
	fclose(f);
	free(path);
	return n;
}

static void
write_toy(void)
{
	static const char *const thing[] = { "lit", "velo", "canape", "four", "pull", "livre", "bureau", "vase", "tapis", "lampe" };
	const char *row[64] = { "handler\ttext", "offre|none\tje donne", "ordinary\tje donne ou je vends", NULL };
	size_t n = 3;

	for (size_t i = 0; i < sizeof(thing) / sizeof(thing[0]); i++) {
		row[n++] = xasprintf("offre\tje donne un %s", thing[i]);
		row[n++] = xasprintf("carte\tou acheter un %s", thing[i]);
		row[n++] = xasprintf("urgence\tau feu le %s brule", thing[i]);
	}
	row[n] = NULL;
	write_rows("toy.tsv", row);
	for (size_t i = 3; i < n; i++)
		free((char *)row[i]);
}

static void
test_learn__learns_and_repeats_itself(void **state)
{
	static const struct { const char *said, *handler; } want[] = {
		{ "je donne un piano", "offre" }, { "ou acheter un piano", "carte" }, { "au feu le piano brule", "urgence" },
	};
	unsigned char *a = xmalloc(MODEL_MAX), *b = xmalloc(MODEL_MAX);
	struct guess g;
	size_t n;

	(void)state;
	write_toy();
	assert_int_equal(run_learner("a", "toy.tsv"), 0);
	assert_int_equal(run_learner("b", "toy.tsv"), 0);
	n = read_model("a", a);
	assert_int_equal(read_model("b", b), n);
	assert_memory_equal(a, b, n);
	assert_true(guess_use(a, n));
	for (size_t i = 0; i < sizeof(want) / sizeof(want[0]); i++) {
		assert_true(guess_text(want[i].said, &g));
		assert_string_equal(g.best[0].handler, want[i].handler);
		assert_true(g.best[0].p > 0.6f);
	}
	assert_true(guess_use(NULL, 0));
	free(a);
	free(b);
}

static void
test_learn__refuses_files_that_are_not_as_they_should_be(void **state)
{
	static const char *const no_names[] = { "carte\tune pharmacie", NULL }, *const short_row[] = { "handler\ttext", "carte", NULL },
	    *const no_handler[] = { "handler\ttext", "\tune pharmacie", NULL },
	    *const long_name[] = { "handler\ttext", "unhandlerquinexistepasetquiestbienlong\tune pharmacie", NULL };

	(void)state;
	write_rows("no_names.tsv", no_names);
	write_rows("short_row.tsv", short_row);
	write_rows("no_handler.tsv", no_handler);
	write_rows("long_name.tsv", long_name);
	assert_int_equal(run_learner("x", "no_names.tsv"), 1);
	assert_int_equal(run_learner("x", "short_row.tsv"), 1);
	assert_int_equal(run_learner("x", "no_handler.tsv"), 1);
	assert_int_equal(run_learner("x", "long_name.tsv"), 1);
	assert_int_equal(run_learner("x", "none.tsv"), 1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_guess_of__gives_probabilities_likeliest_first),
		cmocka_unit_test(test_guess_of__knows_what_it_has_learnt),
		cmocka_unit_test(test_guess_of__nothing_to_go_by),
		cmocka_unit_test(test_guess_use__refuses_what_is_no_model),
		cmocka_unit_test(test_learn__learns_and_repeats_itself),
		cmocka_unit_test(test_learn__refuses_files_that_are_not_as_they_should_be),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
