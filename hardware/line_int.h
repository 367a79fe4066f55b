/* hardware/line_int.h - what the two files of the line share; nobody else includes it. */
#ifndef HARDWARE_LINE_INT_H
#define HARDWARE_LINE_INT_H

#include "hardware/line.h"

/* line.c */
bool	line_starts(const char *s, const char *prefix);
void	line_to_worker(struct line *, const char *);
void	line_say_worker(struct line *, const char *text);	/* one line, with its end */
int	line_memory_index(const struct line *, const char *memory);	/* -1: libgammu is not told of it */
void	line_out(struct line *, enum line_owner, const char *command, const char *memory);
void	line_cancel(struct line *);				/* ESC at the prompt */

/* line_worker.c */
void	line_worker_answer(struct line *, const char *text);
void	line_worker_command(struct line *, const char *);	/* while nothing is in flight */

#endif
