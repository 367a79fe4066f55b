/* smsd/roles.h - the mains of the roles that `azimut run` starts by re-executing itself: `azimut --config FILE role NAME`.
 * Each returns an exit status. */
#ifndef SMSD_ROLES_H
#define SMSD_ROLES_H

/* Not a role that runs: is the database usable?  EX_OK; else EX_CONFIG, or what db_open_status() says, after
 * telling on standard error. */
int	role_check_main(const char *config_path);

int	supervisor_main(const char *config_path, int ready_fd);

/* `careful`: the last life of the role ended badly; one text, or reminder, at a time, each attempt counted first. */
int	role_router_main(const char *config_path, int careful);
int	role_modem_main(const char *config_path, const char *modem);
int	role_courier_main(const char *config_path);
int	role_clock_main(const char *config_path, int careful);

#endif
