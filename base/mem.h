/* base/mem.h - memory that is there or the process ends: it is restarted, and rows remember what was under way. */
#ifndef BASE_MEM_H
#define BASE_MEM_H

#include <stdarg.h>
#include <stddef.h>

void	*xmalloc(size_t);
void	*xcalloc(size_t, size_t);
void	*xreallocarray(void *, size_t, size_t);
char	*xstrdup(const char *);			/* NULL gives NULL */
char	*xstrndup(const char *, size_t);
char	*xasprintf(const char *, ...) __attribute__((format(printf, 1, 2)));

/* Copies at most size-1 bytes, always ends with NUL.  0, or -1 when `src` was cut. */
int	 copystr(char *dst, const char *src, size_t size);
/* The same for UTF-8: never cut inside a character. */
int	 copyutf8(char *dst, const char *src, size_t size);

#endif
