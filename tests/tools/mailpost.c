/* mailpost DATABASE [--ics FILE] [--expires T] CAUSE TO SUBJECT TEXT: queues one e-mail as a tool of the centre would, and
 * rings the daemon.  `-` for TEXT reads it from standard input.  Prints the row's number. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/log.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "schema/db.h"
#include "schema/mail.h"
#include "smsd/bell.h"

static char *
read_all(FILE *f)
{
	struct strbuf	b = { 0 };
	char		buf[4096];
	size_t		n;

	while (f != NULL && (n = fread(buf, 1, sizeof(buf), f)) > 0)
		strbuf_add(&b, buf, n);
	return strbuf_take(&b);
}

int
main(int argc, char **argv)
{
	struct mail_new	 n = { .now = clock_wall(), .due_at = clock_wall() };
	const char	*path = argc > 1 ? argv[1] : "";
	char		*text = NULL, *ics = NULL;
	struct db	*db;
	int64_t		 id = 0;
	int		 i = 2, rc = -1;

	log_init("mailpost", LOG_LEVEL_WARN);
	for (; i + 1 < argc && strncmp(argv[i], "--", 2) == 0; i += 2)
		if (strcmp(argv[i], "--ics") == 0) {
			FILE *f = fopen(argv[i + 1], "r");

			n.ics = ics = read_all(f);
			if (f != NULL)
				fclose(f);
		} else
			n.expires_at = atoll(argv[i + 1]);
	if (argc - i != 4 || (db = db_open(path, DB_WRITE)) == NULL)
		return 64;
	n.cause = argv[i];
	n.to = argv[i + 1];
	n.subject = argv[i + 2];
	text = strcmp(argv[i + 3], "-") == 0 ? read_all(stdin) : xstrdup(argv[i + 3]);
	n.text = text;
	if (db_begin(db) == 0) {
		rc = mail_add(db, &n, &id);
		if (rc == -1 || db_commit(db) == -1)
			db_rollback(db);
		else
			bell_ring(path);
	}
	printf("%lld\n", (long long)id);
	db_close(db);
	free(text);
	free(ics);
	return rc == -1;
}
