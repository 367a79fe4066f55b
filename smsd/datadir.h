/* smsd/datadir.h - the programs that are installed beside this one. */
#ifndef SMSD_DATADIR_H
#define SMSD_DATADIR_H

/* The path of a program beside this one, e.g. "azimut-modemsim".  The caller frees. */
char	*datadir_program(const char *name);

#endif
