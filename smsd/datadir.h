/* smsd/datadir.h - the files that ship beside the program: sample places, terms, offers. */
#ifndef SMSD_DATADIR_H
#define SMSD_DATADIR_H

/* The path of data file `name`: $AZIMUT_DATADIR, the source tree we were built in, or where make install put it.
 * The caller frees; NULL when none of them has it. */
char	*datadir_find(const char *name);
/* A program installed beside this one, e.g. "azimut-modemsim".  The caller frees. */
char	*datadir_program(const char *name);

#endif
