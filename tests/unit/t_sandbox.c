/* What code running in the libgammu worker can no longer do. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "hardware/sandbox.h"

#if defined(__SANITIZE_ADDRESS__)
#define SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(undefined_behavior_sanitizer)
#define SANITIZED 1
#endif
#endif

static long	 page;			/* an address that is ours */
static pid_t	 parent;

/* Each returns -1 when it was refused. */
static const struct act {
	const char	*name;
	long		 nr;
	long		 arg[6];
} acts[] = {
	{ "read a file", SYS_openat, { AT_FDCWD, (long)"/etc/passwd", O_RDONLY } },
	{ "read a file, the old way", SYS_open, { (long)"/etc/passwd", O_RDONLY } },
	{ "write a file", SYS_openat, { AT_FDCWD, (long)"t_sandbox.out", O_CREAT | O_WRONLY, 0600 } },
	{ "openat2", SYS_openat2, { AT_FDCWD, (long)"/etc/passwd" } },
	{ "open a device", SYS_openat, { AT_FDCWD, (long)"/dev/ptmx", O_RDWR } },
	{ "list a folder", SYS_getdents64, { 0, 0, 0 } },
	{ "remove a file", SYS_unlink, { (long)"t_sandbox.none" } },
	{ "make a folder", SYS_mkdir, { (long)"t_sandbox.dir", 0700 } },
	{ "rename", SYS_rename, { (long)"a", (long)"b" } },
	{ "link", SYS_symlink, { (long)"a", (long)"b" } },
	{ "change rights", SYS_chmod, { (long)"/", 0777 } },
	{ "a memory file", SYS_memfd_create, { (long)"x", 0 } },
	{ "a socket, internet", SYS_socket, { AF_INET, SOCK_STREAM, 0 } },
	{ "a socket, unix", SYS_socket, { AF_UNIX, SOCK_STREAM, 0 } },
	{ "connect", SYS_connect, { 0, 0, 0 } },
	{ "bind", SYS_bind, { 0, 0, 0 } },
	{ "pass a descriptor", SYS_sendmsg, { 0, 0, 0 } },
	{ "run a program", SYS_execve, { (long)"/bin/true", 0, 0 } },
	{ "fork", SYS_fork, { 0 } },
	{ "clone", SYS_clone, { SIGCHLD, 0 } },
	{ "kill another", SYS_kill, { 1, 0 } },
	{ "trace", SYS_ptrace, { 0, 0 } },
	{ "read another's memory", SYS_process_vm_readv, { 1, 0, 0, 0, 0, 0 } },
	{ "executable memory", SYS_mmap, { 0, 4096, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0 } },
	{ "memory made executable", SYS_mprotect, { 0, 4096, PROT_READ | PROT_EXEC } },
	{ "become another user", SYS_setuid, { 0 } },
	{ "mount", SYS_mount, { 0, 0, 0, 0, 0 } },
	{ "chroot", SYS_chroot, { (long)"/" } },
	{ "a namespace", SYS_unshare, { 0x10000000 } },
	{ "bpf", SYS_bpf, { 0, 0, 0 } },
	{ "io_uring", SYS_io_uring_setup, { 1, 0 } },
	{ "userfaultfd", SYS_userfaultfd, { 0 } },
	{ "keys", SYS_keyctl, { 0 } },
	{ "set the clock", SYS_settimeofday, { 0, 0 } },
	{ "type into the terminal", SYS_ioctl, { 0, TIOCSTI, (long)"x" } },
	{ "more memory than allowed", SYS_mmap, { 0, 1L << 30, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0 } },
};

static void
test_sandbox__refuses(void **state)
{
	int	 report[2], status;
	pid_t	 pid;

	(void)state;
#ifdef SANITIZED
	skip();
#endif
	page = (long)mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	parent = getpid();
	assert_int_equal(pipe(report), 0);
	if ((pid = fork()) == 0) {
		int	 bad = 0;

		dup2(report[1], 3);
		if (sandbox_enter(3) == -1)
			_exit(100);
		for (size_t i = 0; i < sizeof(acts) / sizeof(acts[0]); i++) {
			const struct act	*a = &acts[i];
			long			 arg0 = a->nr == SYS_mprotect ? page : a->nr == SYS_kill ? parent : a->arg[0];

			if (syscall(a->nr, arg0, a->arg[1], a->arg[2], a->arg[3], a->arg[4], a->arg[5]) != -1) {
				dprintf(3, "%s\n", a->name);
				bad++;
			}
		}
		/* What it needs still works. */
		if (syscall(SYS_getpid) == -1 || malloc(1 << 20) == NULL)
			bad++;
		_exit(bad);
	}
	close(report[1]);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	if (WEXITSTATUS(status) != 0) {
		char	 buf[2048] = "";
		ssize_t	 n = read(report[0], buf, sizeof(buf) - 1);

		if (n > 0)
			fprintf(stderr, "allowed:\n%s", buf);
	}
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), 0);
	assert_true(sizeof(acts) / sizeof(acts[0]) >= 30);
}

static void
test_sandbox__closes_what_was_inherited(void **state)
{
	int	 status, fd = open("/dev/null", O_RDWR);
	pid_t	 pid;

	(void)state;
	assert_true(fd > 2);
	if ((pid = fork()) == 0) {
		dup2(fd, 77);
		if (sandbox_enter(4) == -1)
			_exit(100);
		_exit(write(77, "x", 1) == -1 ? 0 : 1);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_int_equal(status, 0);
	close(fd);
}

int
main(void)
{
	const struct CMUnitTest	 tests[] = {
		cmocka_unit_test(test_sandbox__refuses),
		cmocka_unit_test(test_sandbox__closes_what_was_inherited),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
