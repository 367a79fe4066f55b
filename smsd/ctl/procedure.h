/* smsd/ctl/procedure.h - the two halves of `azimut procedure`: cmd_procedure.c looks, procedure_edit.c writes. */
#ifndef SMSD_CTL_PROCEDURE_H
#define SMSD_CTL_PROCEDURE_H

struct ctl;
struct ctl_option;
struct procedure;

/* By id, label or alias.  NULL after saying what is wrong, and *status is the command's. */
const struct procedure *procedure_typed(const struct ctl *, const char *typed, int *status);

int	procedure_add_run(struct ctl *);
int	procedure_edit_run(struct ctl *);
extern const struct ctl_option procedure_edit_options[];	/* of both */
extern const char procedure_rules_help[];		/* the rules and steps, in French */

/* "date limite de la lettre" for "echeance"; itself when it is not one of ours. */
const char	*procedure_needs_say(const char *needs);

#endif
