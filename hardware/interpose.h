/* hardware/interpose.h - the C library's calls that libgammu makes and that the worker answers itself. */
#ifndef HARDWARE_INTERPOSE_H
#define HARDWARE_INTERPOSE_H

/* From now on open("azimut-line") gives a copy of `line_fd`, and libgammu's sleeps of 100 ms and more, which are there
 * for slow serial ports, last `pause_ms`; -1 leaves them as they are.  Never called: nothing changes. */
void	interpose_begin(int line_fd, int pause_ms);

#endif
