/* smsd/bell.h - how a command tells a running daemon that rows were added: a datagram to a socket beside the database.
 * A hint only: whoever misses it looks at the tables every few seconds anyway. */
#ifndef SMSD_BELL_H
#define SMSD_BELL_H

#include <sys/un.h>

/* The bell's address for this database: `<path>.bell`.  0, or -1 when the path is too long for a socket (then there is
 * no bell, and the rows are found by looking). */
int	bell_address(const char *db_path, struct sockaddr_un *);

/* Ring; silent when nobody listens. */
void	bell_ring(const char *db_path);

/* The daemon's end: a non-blocking datagram socket bound there (an old file is replaced), or -1 after logging. */
int	bell_listen(const char *db_path);
/* Empty it: how many rings were waiting. */
int	bell_drain(int fd);

#endif
