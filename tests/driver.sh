# tests/driver.sh - for scenarios of the modem driver alone: modemctl on a simulated modem.  Source tests/lib.sh first.
# Its events are in $T/drv.out, its log in $T/drv.err, its process is $DRV.

start_driver() {	# MODEMCTL OPTIONS...; --device is the simulator `s` unless given
	local device=(--device "$T/s.tty")
	[[ " $* " == *" --device "* || " $* " == *" --imei "* ]] && device=()
	[ -e "$T/drv.in" ] || mkfifo "$T/drv.in"
	: >"$T/drv.out"; : >"$T/drv.err"
	"$B/tests/modemctl" "${device[@]}" "$@" <"$T/drv.in" >"$T/drv.out" 2>"$T/drv.err" &
	DRV=$!
	PIDS+=("$DRV")
	exec 7>"$T/drv.in"
}

driver_say() { echo "$1" >&7; }			# ORDER, e.g. 'send +33639980001 Bonjour'

# How many events satisfy a jq condition, e.g. '.event=="stored" and .verdict=="agreed"'
driver_count() { jq -s "map(select($1)) | length" "$T/drv.out"; }
driver_has() { [ "$(driver_count "$1")" -ge "${2:-1}" ]; }
driver_get() { jq -rs "map(select($1)) | last | $2" "$T/drv.out"; }	# CONDITION VALUE, of the last such event

driver_up() { wait_until "${1:-5}" driver_has '.event=="state" and .state=="up"' || driver_fail "not up"; }
driver_wait() {	# SECONDS CONDITION [COUNT]
	wait_until "$1" driver_has "$2" "${3:-1}" || driver_fail "waited for $2"
}
driver_state() { [ "$(driver_get '.event=="state"' .state)" = "$1" ]; }
driver_worker() { pgrep -P "$DRV" | head -n 1; }

driver_fail() {
	echo "--- events" >&2; tail -n 40 "$T/drv.out" >&2
	echo "--- log" >&2; tail -n 40 "$T/drv.err" >&2
	echo "--- journal" >&2; tail -n 40 "$T/s.journal" >&2
	fail "$*"
}

# Each text that the network accepted is one that we were told of, and none more than once.
driver_accepted() {	# COUNT
	local n
	n=$(journal_count s '.ev=="accepted"')
	[ "$n" -eq "$1" ] || driver_fail "accepted $n, expected $1"
}
