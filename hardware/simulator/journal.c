#include "hardware/simulator/journal.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>
#include <sys/stat.h>
#include <unistd.h>

#include "hardware/simulator/sim.h"

static void
resume(struct journal *j, const char *path)
{
	char	 line[4096];
	FILE	*f;

	if ((f = fopen(path, "r")) == NULL)
		return;
	while (fgets(line, sizeof(line), f) != NULL) {
		long long seq;

		if (sscanf(line, "{\"seq\":%lld", &seq) == 1 && seq > j->seq)
			j->seq = seq;
	}
	fclose(f);
}

int
journal_open(struct journal *j, const char *path)
{
	j->fd = -1;
	if (path == NULL)
		return 0;
	resume(j, path);
	j->fd = open(path, O_WRONLY | O_CREAT | O_APPEND | O_DSYNC | O_CLOEXEC, 0644);
	return j->fd == -1 ? -1 : 0;
}

static void
put_string(struct buf *b, const char *s)
{
	uint32_t c;

	buf_putc(b, '"');
	while ((c = utf8_next(&s)) != 0) {
		if (c == '"' || c == '\\')
			buf_putc(b, '\\');
		if (c < 0x20 || c == 0x7F)
			buf_printf(b, "\\u%04x", (unsigned)c);
		else
			utf8_put(b, c);
	}
	buf_putc(b, '"');
}

int64_t
ev_begin(struct sim *s, const char *ev)
{
	struct journal *j = &s->journal;

	j->start = j->pending.len;
	buf_printf(&j->pending, "{\"seq\":%lld,\"t_us\":%lld,\"ev\":\"%s\"", (long long)++j->seq, (long long)now_us(), ev);
	return j->seq;
}

void
ev_str(struct sim *s, const char *key, const char *value)
{
	if (value == NULL)
		return;
	buf_printf(&s->journal.pending, ",\"%s\":", key);
	put_string(&s->journal.pending, value);
}

void
ev_int(struct sim *s, const char *key, int64_t value)
{
	buf_printf(&s->journal.pending, ",\"%s\":%lld", key, (long long)value);
}

void
ev_end(struct sim *s)
{
	struct journal *j = &s->journal;

	buf_puts(&j->pending, "}\n");
	control_watchers(s, j->pending.s + j->start, j->pending.len - j->start);
	if (j->fd == -1)
		buf_empty(&j->pending);
}

void
journal_flush(struct journal *j)
{
	size_t	done = 0;
	ssize_t	n;

	while (done < j->pending.len) {
		n = write(j->fd, j->pending.s + done, j->pending.len - done);
		if (n == -1 && errno == EINTR)
			continue;
		if (n <= 0) {
			fprintf(stderr, "azimut-modemsim: journal: %s\n", strerror(errno));
			_Exit(EX_IOERR);
		}
		done += (size_t)n;
	}
	buf_empty(&j->pending);
}
