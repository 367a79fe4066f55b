/* hardware/sandbox.h - what the libgammu worker gives up before it reads a byte. */
#ifndef HARDWARE_SANDBOX_H
#define HARDWARE_SANDBOX_H

/* Keeps descriptors 0 to `last_fd`; no files, no network, no new processes, little memory, no core.  0; -1 when the
 * system refused a part of it (logged): the worker must not go on.  Landlock is used where the kernel has it. */
int	sandbox_enter(int last_fd);

#endif
