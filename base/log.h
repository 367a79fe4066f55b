/* base/log.h - one line per event on standard error: `who key=value ...`, lower case, no full stop; before it, unless
 * on a terminal, the level as systemd reads it (<3>).  Keeps errno.
 * Never a body, never a whole number (log_mask), never expanded SQL.  Control characters are escaped, so that a line
 * is one record whatever it carries. */
#ifndef BASE_LOG_H
#define BASE_LOG_H

enum log_level { LOG_LEVEL_NONE = -1, LOG_LEVEL_ERROR, LOG_LEVEL_WARN, LOG_LEVEL_INFO, LOG_LEVEL_DEBUG };

/* `who` (copied) begins each line, e.g. "router" or "modem=nord". */
void	log_init(const char *who, enum log_level);

void	log_error(const char *, ...) __attribute__((format(printf, 1, 2)));
void	log_warn(const char *, ...) __attribute__((format(printf, 1, 2)));
void	log_info(const char *, ...) __attribute__((format(printf, 1, 2)));
void	log_debug(const char *, ...) __attribute__((format(printf, 1, 2)));

/* "+33639980012" -> "+336****12"; letters keep their first two.  `buf` of LOG_MASK bytes; returns it. */
#define LOG_MASK	24
char	*log_mask(const char *number, char *buf);

#endif
