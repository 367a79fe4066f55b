/* schema/modem_state.h - what each modem role last said of itself.  Functions return 0, or -1 after logging. */
#ifndef SCHEMA_MODEM_STATE_H
#define SCHEMA_MODEM_STATE_H

#include <stdbool.h>
#include <stdint.h>

struct db;

struct modem_row {
	char	name[32], state[16], reason[256], imei[20], imsi[20], model[48], operator_name[48], credit[200];
	int	signal_percent, sim_used, sim_size;	/* -1 unknown */
	bool	last_mr_proven;
	char	pin_start[40];
	int64_t	last_in_at, last_out_at, updated_at;	/* 0 never */
};

int	modem_row_get(struct db *, const char *name, struct modem_row *);	/* 1 found, 0 not, -1 */
int	modem_row_each(struct db *, int (*each)(void *, const struct modem_row *), void *);
int	modem_row_state(struct db *, const char *name, const char *state, const char *reason, int64_t now);
/* imei, imsi, model, operator, signal, storage, last_mr_proven of `row`. */
int	modem_row_info(struct db *, const struct modem_row *row, int64_t now);
int	modem_row_seen(struct db *, const char *name, bool out, int64_t now);	/* last_in_at or last_out_at */
int	modem_row_pin(struct db *, const char *name, const char *start);
int	modem_row_credit(struct db *, const char *name, const char *credit, int64_t now);

#endif
