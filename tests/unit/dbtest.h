/* A database of its own for each test, in a folder that goes away. */
#ifndef TESTS_UNIT_DBTEST_H
#define TESTS_UNIT_DBTEST_H

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
#include "schema/db.h"

struct dbtest {
	char		 dir[64], *path;
	struct db	*db;
};

static int __attribute__((unused))
dbtest_setup(void **state)
{
	struct dbtest *t = xcalloc(1, sizeof(*t));

	strcpy(t->dir, "/tmp/azimut-unit.XXXXXX");
	assert_non_null(mkdtemp(t->dir));
	t->path = xasprintf("%s/t.db", t->dir);
	t->db = db_open(t->path, DB_WRITE);
	assert_non_null(t->db);
	*state = t;
	return 0;
}

static int __attribute__((unused))
dbtest_teardown(void **state)
{
	struct dbtest	*t = *state;
	char		*cmd = xasprintf("rm -rf %s", t->dir);

	db_close(t->db);
	if (system(cmd) != 0)
		fprintf(stderr, "%s stays\n", t->dir);
	free(cmd);
	free(t->path);
	free(t);
	return 0;
}

#define DBTEST(f)	cmocka_unit_test_setup_teardown(f, dbtest_setup, dbtest_teardown)

#endif
