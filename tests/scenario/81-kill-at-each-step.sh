# One text in, its answer out, the report, the slots freed: the modem role and the router are killed at their first write,
# then at their second, and so on to the last; likewise at pages of the database and at each sync.  STEP=1 takes every
# write and page; without it some are left out, for the time it takes.
. "$TESTS/lib.sh"
export AZIMUT_LIMIT_BACKOFF=50
: >"$T/kills"
n=0

alive() { [ "$(cat "/proc/$1/comm" 2>/dev/null)" ] && ! grep -q '^State:[[:space:]]*Z' "/proc/$1/status" 2>/dev/null; }
traced() { grep -q '^TracerPid:[[:space:]]*[1-9]' "/proc/$1/status" 2>/dev/null; }
role() { ROLE=$(role_pids "$1"); [ "$(wc -w <<<"$ROLE")" = 1 ]; }
settled() { ! alive "$1" || { replied "$name" "$2" && quiet "$name"; }; }

# The role dies at its K-th CALL after a text came in.  1: it did not get that far.
step() {	# ROLE CALL K
	local from pid tracer
	n=$((n + 1))
	printf -v from '+33639981%03d' $n
	wait_until 5 role "$1" || fail "no $1"
	pid=$ROLE
	strace -qq -o /dev/null -e trace="$2" -e inject="$2":signal=KILL:when="$3" -p "$pid" 2>/dev/null &
	tracer=$!
	wait_until 5 traced "$pid" || fail 'strace does not attach'
	sim_text "$name" "$from" AIDE
	wait_until 10 settled "$pid" "$from" || fail "$1 at $2 $3: hangs"
	if alive "$pid"; then
		kill "$tracer"; wait "$tracer" 2>/dev/null
		return 1
	fi
	wait "$tracer" 2>/dev/null
	case $1 in modem*) echo "$(($(awk '{print int($1 * 1000)}' /proc/uptime) * 1000)) modem" >>"$T/kills" ;; esac
	wait_until 10 replied "$name" "$from" || fail "$1 at $2 $3: no answer: $(sql "SELECT id, state, reason FROM outbound WHERE phone = '$from'")"
	wait_until 10 quiet "$name" || fail "$1 at $2 $3: no rest"
}

# The last step at which the role dies is found when it lives; each number must be reached.
each() {	# ROLE CALL STEP LEAST
	local k
	for ((k = 1; k < 200; k += $3)); do step "$1" "$2" $k || break; done
	[ $k -gt "$4" ] || fail "$1 made $k calls of $2 only"
	echo "$name: $1 killed at $2 1..$((k - $3)) by $3"
}

begin() {	# NAME SMSS REPORTS
	name=$1
	rm -f "$db"*
	start_sim "$name" "${PROFILE:-huawei-e173}"
	sim_ctl "$name" "{\"cmd\":\"sim\",\"smss\":$2}" >/dev/null || fail smss
	eval "CONF_MODEM_$name='status_reports = $3\n'"
	write_conf "$name"
	start_azimut
	sim_text "$name" +33639980012 AIDE
	wait_until 5 replied "$name" +33639980012 || fail 'no first answer'
	[ "$2" = false ] || wait_until 5 sql_is 1 'SELECT last_mr_proven FROM modem' || fail 'EF-SMSS is not proven'
	wait_until 5 quiet "$name" || fail 'no rest'
}

begin both true yes
each 'modem both' fdatasync 1 4
each 'modem both' write "${STEP:-3}" 10
each 'modem both' pwrite64 "${STEP:-7}" 10
each router fdatasync 1 1
each router pwrite64 "${STEP:-5}" 3
stop_azimut || fail "ended with $?"
judge --no-extras --kills "$T/kills" -- both || exit 1

begin none false no
: >"$T/kills"
each 'modem none' fdatasync 1 3
each 'modem none' write "${STEP:-4}" 10
stop_azimut || fail "ended with $?"
judge --kills "$T/kills" -- none
