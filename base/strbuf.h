/* base/strbuf.h - a growing byte string, always NUL-terminated once something was added.
 * A zeroed struct is a valid empty string. */
#ifndef BASE_STRBUF_H
#define BASE_STRBUF_H

#include <stddef.h>

struct strbuf {
	char	*s;		/* owned; NULL while empty and never grown */
	size_t	 len;		/* bytes, without the NUL */
	size_t	 size;
};

void	 strbuf_add(struct strbuf *, const void *, size_t);
void	 strbuf_puts(struct strbuf *, const char *);
void	 strbuf_putc(struct strbuf *, char);
void	 strbuf_printf(struct strbuf *, const char *, ...) __attribute__((format(printf, 2, 3)));
void	 strbuf_cut(struct strbuf *, size_t len);	/* shorten to len bytes; longer is left alone */
void	 strbuf_drop(struct strbuf *, size_t n);	/* remove the first n bytes */
const char *strbuf_str(const struct strbuf *);		/* never NULL */
char	*strbuf_take(struct strbuf *);			/* the caller frees; the strbuf is empty again */
void	 strbuf_clear(struct strbuf *);			/* frees; harmless on a zeroed struct */

#endif
