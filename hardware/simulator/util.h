/* hardware/simulator/util.h - the simulator's own small tools: it links nothing of the project that it judges. */
#ifndef SIM_UTIL_H
#define SIM_UTIL_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define NELEM(a)	(sizeof(a) / sizeof((a)[0]))

/* A growing byte string, NUL-terminated once something was added.  A zeroed struct is empty. */
struct buf {
	char	*s;
	size_t	 len, size;
};

void	buf_add(struct buf *, const void *, size_t);
void	buf_puts(struct buf *, const char *);
void	buf_putc(struct buf *, char);
void	buf_printf(struct buf *, const char *, ...) __attribute__((format(printf, 2, 3)));
void	buf_vprintf(struct buf *, const char *, va_list) __attribute__((format(printf, 2, 0)));
void	buf_drop(struct buf *, size_t);		/* the first n bytes */
void	buf_empty(struct buf *);		/* length 0, memory kept */
void	buf_clear(struct buf *);		/* memory freed */
const char *buf_str(const struct buf *);	/* never NULL */

/* Memory that is there, or the process ends. */
void	*xcalloc(size_t, size_t);
void	*xrealloc(void *, size_t, size_t);	/* n elements of size */
char	*xstrdup(const char *);			/* NULL gives NULL */

/* CLOCK_MONOTONIC, microseconds. */
int64_t	now_us(void);

/* Upper-case hexadecimal of `n` bytes, added to the buffer. */
void	hex_put(struct buf *, const uint8_t *, size_t n);

/* Bytes of a hexadecimal string; the count, or -1 if it is not hexadecimal, odd, or longer than max bytes. */
int	hex_get(const char *, uint8_t *, size_t max);

/* Next code point of UTF-8 (0xFFFD for what is not), moving *s; 0 at the end. */
uint32_t utf8_next(const char **s);
void	utf8_put(struct buf *, uint32_t);

/* SHA-256 as 64 lower-case hexadecimal digits. */
#define SHA256_HEX	65
void	sha256_hex(const void *, size_t, char out[SHA256_HEX]);

#endif
