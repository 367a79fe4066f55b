/* hardware/sandbox.c - see sandbox.h.  A message can make libgammu run its author's code (it has crashed on some), so
 * what that code could reach is taken away: it keeps a pseudo-terminal, a socket to its parent, and memory. */
#include <errno.h>
#include <linux/landlock.h>
#include <seccomp.h>
#include <signal.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <termios.h>
#include <unistd.h>

#include "base/log.h"
#include "hardware/sandbox.h"

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_UNDEFINED__)
#define SANITIZED 1		/* the sanitizers need files, memory and calls that the worker must not have */
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(memory_sanitizer) || __has_feature(undefined_behavior_sanitizer)
#define SANITIZED 1
#endif
#endif

#define MEMORY_MAX	(192L << 20)
#define CPU_MAX_S	3600

static int
limits(void)
{
	static const struct { int what; rlim_t max; } table[] = {
		{ RLIMIT_CORE, 0 }, { RLIMIT_NOFILE, 16 }, { RLIMIT_FSIZE, 0 }, { RLIMIT_CPU, CPU_MAX_S },
		{ RLIMIT_AS, MEMORY_MAX }, { RLIMIT_MSGQUEUE, 0 }, { RLIMIT_MEMLOCK, 0 },
	};

	for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++) {
		struct rlimit	 r = { table[i].max, table[i].max };

#ifdef SANITIZED
		if (table[i].what == RLIMIT_AS)
			continue;
#endif
		if (setrlimit((__rlimit_resource_t)table[i].what, &r) == -1)
			return -1;
	}
	return 0;
}

#ifndef SANITIZED
/* A ruleset that allows nothing: no file or folder can be opened, whatever the path. */
static int
no_files(void)
{
	struct landlock_ruleset_attr attr = {
		.handled_access_fs = LANDLOCK_ACCESS_FS_EXECUTE | LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_READ_FILE |
		    LANDLOCK_ACCESS_FS_READ_DIR | LANDLOCK_ACCESS_FS_REMOVE_DIR | LANDLOCK_ACCESS_FS_REMOVE_FILE |
		    LANDLOCK_ACCESS_FS_MAKE_CHAR | LANDLOCK_ACCESS_FS_MAKE_DIR | LANDLOCK_ACCESS_FS_MAKE_REG |
		    LANDLOCK_ACCESS_FS_MAKE_SOCK | LANDLOCK_ACCESS_FS_MAKE_FIFO | LANDLOCK_ACCESS_FS_MAKE_BLOCK |
		    LANDLOCK_ACCESS_FS_MAKE_SYM,
	};
	int	 fd, rc;

	fd = (int)syscall(SYS_landlock_create_ruleset, &attr, sizeof(attr), 0);
	if (fd == -1)
		return errno == ENOSYS || errno == EOPNOTSUPP ? 0 : -1;		/* seccomp refuses files by itself */
	rc = (int)syscall(SYS_landlock_restrict_self, fd, 0);
	close(fd);
	return rc;
}

/* The calls that libgammu and the C library need on an open terminal and an open socket; all others fail with EPERM. */
static int
few_calls(void)
{
	static const int allowed[] = {
		SCMP_SYS(read), SCMP_SYS(write), SCMP_SYS(writev), SCMP_SYS(close), SCMP_SYS(dup), SCMP_SYS(flock),
		SCMP_SYS(poll), SCMP_SYS(ppoll), SCMP_SYS(select), SCMP_SYS(pselect6), SCMP_SYS(recvfrom), SCMP_SYS(sendto),
		SCMP_SYS(fstat), SCMP_SYS(newfstatat), SCMP_SYS(lseek), SCMP_SYS(fcntl),
		SCMP_SYS(brk), SCMP_SYS(munmap), SCMP_SYS(mremap), SCMP_SYS(madvise), SCMP_SYS(futex),
		SCMP_SYS(rt_sigaction), SCMP_SYS(rt_sigprocmask), SCMP_SYS(rt_sigreturn), SCMP_SYS(restart_syscall),
		SCMP_SYS(clock_gettime), SCMP_SYS(clock_nanosleep), SCMP_SYS(nanosleep), SCMP_SYS(gettimeofday), SCMP_SYS(time),
		SCMP_SYS(getpid), SCMP_SYS(gettid), SCMP_SYS(getrandom), SCMP_SYS(exit), SCMP_SYS(exit_group),
		SCMP_SYS(tgkill),	/* abort(), of ourselves: the pid is checked by nobody, the user's rights are */
	};
	static const unsigned long ioctls[] = {
		TCGETS, TCSETS, TCSETSW, TCSETSF, TCFLSH, TIOCMBIS, TIOCMBIC, TIOCMGET, TIOCEXCL, FIONREAD, 0x5309 /* I_SETSIG */
	};
	scmp_filter_ctx	 ctx;
	int		 rc = 0;

	if ((ctx = seccomp_init(SCMP_ACT_ERRNO(EPERM))) == NULL)
		return -1;
	for (size_t i = 0; i < sizeof(allowed) / sizeof(allowed[0]); i++)
		if (allowed[i] != SCMP_SYS(tgkill))
			rc |= seccomp_rule_add(ctx, SCMP_ACT_ALLOW, allowed[i], 0);
	rc |= seccomp_rule_add(ctx, SCMP_ACT_ALLOW, SCMP_SYS(tgkill), 1, SCMP_A0(SCMP_CMP_EQ, (scmp_datum_t)getpid(), 0));
	for (size_t i = 0; i < sizeof(ioctls) / sizeof(ioctls[0]); i++)
		rc |= seccomp_rule_add(ctx, SCMP_ACT_ALLOW, SCMP_SYS(ioctl), 1,
		    SCMP_A1_32(SCMP_CMP_EQ, (uint32_t)ioctls[i], 0));
	/* Memory, never executable. */
	rc |= seccomp_rule_add(ctx, SCMP_ACT_ALLOW, SCMP_SYS(mmap), 1, SCMP_A2_32(SCMP_CMP_MASKED_EQ, 4, 0));
	rc |= seccomp_rule_add(ctx, SCMP_ACT_ALLOW, SCMP_SYS(mprotect), 1, SCMP_A2_32(SCMP_CMP_MASKED_EQ, 4, 0));
	if (rc == 0)
		rc = seccomp_load(ctx);
	seccomp_release(ctx);
	return rc == 0 ? 0 : -1;
}
#endif

int
sandbox_enter(int last_fd)
{
	if (close_range((unsigned)last_fd + 1, ~0U, 0) == -1 && errno != ENOSYS)
		goto err;
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (prctl(PR_SET_DUMPABLE, 0) == -1 || prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == -1 || limits() == -1)
		goto err;
#ifndef SANITIZED
	if (no_files() == -1 || few_calls() == -1)
		goto err;
#endif
	return 0;
err:
	log_error("sandbox refused error=%s", strerror(errno));
	return -1;
}
