#include "base/log.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"

static char		log_who[64] = "azimut";
static enum log_level	log_max = LOG_LEVEL_INFO;

void
log_init(const char *who, enum log_level max)
{
	copystr(log_who, who, sizeof(log_who));
	log_max = max;
}

static void	log_line(enum log_level, const char *, va_list) __attribute__((format(printf, 2, 0)));

static void
log_line(enum log_level level, const char *fmt, va_list ap)
{
	static const char *const prefix[] = { "<3>", "<4>", "<6>", "<7>" };	/* sd-daemon(3) levels */
	char	 text[1024], line[2 * sizeof(text) + 80];
	size_t	 n, i;
	int	 saved = errno;

	if (level > log_max)
		return;
	vsnprintf(text, sizeof(text), fmt, ap);
	n = (size_t)snprintf(line, sizeof(line), "%s%s ", isatty(STDERR_FILENO) ? "" : prefix[level], log_who);
	for (i = 0; text[i] != '\0' && n < sizeof(line) - 8; i++) {
		unsigned char c = (unsigned char)text[i];

		if (c < 0x20 || c == 0x7f)
			n += (size_t)snprintf(line + n, sizeof(line) - n, "\\x%02x", c);
		else
			line[n++] = (char)c;
	}
	line[n++] = '\n';
	(void)!write(STDERR_FILENO, line, n);	/* nobody reads: nothing to be done, and nothing to wait for */
	errno = saved;
}

#define LOG_FN(name, level)				\
void							\
name(const char *fmt, ...)				\
{							\
	va_list ap;					\
							\
	va_start(ap, fmt);				\
	log_line(level, fmt, ap);			\
	va_end(ap);					\
}

LOG_FN(log_error, LOG_LEVEL_ERROR)
LOG_FN(log_warn, LOG_LEVEL_WARN)
LOG_FN(log_info, LOG_LEVEL_INFO)
LOG_FN(log_debug, LOG_LEVEL_DEBUG)

char *
log_mask(const char *number, char *buf)
{
	size_t len = strlen(number);

	if (number[0] == '+' && len >= 8)
		snprintf(buf, LOG_MASK, "%.4s****%s", number, number + len - 2);
	else
		snprintf(buf, LOG_MASK, "%.2s****", number);
	return buf;
}
