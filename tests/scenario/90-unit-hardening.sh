#!/bin/bash
# The systemd unit: systemd finds nothing wrong in it, its sandbox is scored, and what the program needs is let through.
set -eu
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT

printf '#!/bin/sh\n' >"$tmp/azimut"
chmod +x "$tmp/azimut"
unit=$tmp/azimut.service
sed -e "s|@bindir@|$tmp|; s|@docdir@|$tmp|" "$TOP/hardware/systemd/azimut.service" >"$unit"
if grep -n '@[a-z]*@' "$unit"; then
	echo "FAIL a name was not filled in"
	exit 1
fi

complaints=$(systemd-analyze verify "$unit" 2>&1) || true
if [ -n "$complaints" ]; then
	echo "FAIL systemd-analyze verify: $complaints"
	exit 1
fi

# Out of 10, 0 being a service that reaches nothing.  1.5 today: it keeps a network and its dongles.
if ! systemd-analyze security --offline=true --threshold=15 --no-pager "$unit" >"$tmp/score"; then
	echo "FAIL the sandbox got wider:"
	grep -v "^✓" "$tmp/score"
	exit 1
fi
tail -n 1 "$tmp/score"

# A sandbox that stops the program is no better.  Every setting below is one that DESIGN.md or RELIABILITY.md asks for.
for want in Type=notify KillMode=mixed TimeoutStopSec=90 WatchdogSec=20 ProtectSystem=strict StateDirectory=azimut \
    MemoryDenyWriteExecute=yes User=azimut SupplementaryGroups=dialout NoNewPrivileges=yes CapabilityBoundingSet= \
    'DeviceAllow=char-ttyUSB rw' 'DeviceAllow=char-pts rw'; do
	if ! grep -qxF "$want" "$unit"; then
		echo "FAIL $want is gone"
		exit 1
	fi
done

# System calls: the groups of the unit, opened out, must hold all that the worker's own filter lets through, and what the
# worker needs to shut itself in.
systemd-analyze syscall-filter >"$tmp/groups" 2>/dev/null
calls() {	# GROUP or CALL...: the calls in them
	local name
	for name; do
		case $name in
		@*) calls $(awk -v g="$name" '{ gsub(/\033\[[0-9;]*m/, "") } /^@/ { in_it = $1 == g; next } in_it && !/#/ && NF { print $1 }' "$tmp/groups") ;;
		*) echo "$name" ;;
		esac
	done
}
calls $(sed -n 's/^SystemCallFilter=\([^~]*\)$/\1/p' "$unit") | sort -u >"$tmp/allowed"
calls $(sed -n 's/^SystemCallFilter=~//p' "$unit") | sort -u >"$tmp/denied"
comm -23 "$tmp/allowed" "$tmp/denied" >"$tmp/through"
{
	echo seccomp landlock_create_ruleset landlock_restrict_self prctl prlimit64 execve clone wait4 kill fsync fdatasync \
	    ftruncate fcntl flock openat rename renameat unlink socket socketpair bind connect sendmsg recvmsg poll ioctl mmap \
	    mprotect getrandom clock_gettime timerfd_create signalfd4 epoll_wait pipe2 dup3 close_range | tr ' ' '\n'
	grep -o 'SCMP_SYS([a-z0-9_]*)' "$TOP/hardware/sandbox.c" 2>/dev/null | sed 's/.*(//; s/)//'
} | sort -u >"$tmp/needed"
if stopped=$(comm -13 "$tmp/through" "$tmp/needed" | grep .); then
	echo "FAIL the unit stops these calls, which the program makes:" $stopped
	exit 1
fi
echo "$(wc -l <"$tmp/needed") calls that the program makes are let through; ptrace, mount, bpf are not"
for no in ptrace mount bpf kexec_load init_module setuid; do
	if grep -qx $no "$tmp/through"; then
		echo "FAIL $no is let through"
		exit 1
	fi
done
