# tests/lib.sh - for scenario scripts: a folder of their own that goes away, conditions that are waited for, simulated
# modems and a raw AT client.  Source it first:  . "$TESTS/lib.sh"
# Everything started through it is ended, by its own process id, when the script ends.
set -u
TESTS=${TESTS:-$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)}
TOP=${TOP:-$(cd "$TESTS/.." && pwd)}
B=${B:-build}
[[ $B == /* ]] || B=$TOP/$B
T=$(mktemp -d "${TMPDIR:-/tmp}/azimut-scn.XXXXXX")	# everything a script writes
export TESTS TOP B T
PIDS=()
conf=$T/azimut.conf db=$T/azimut.db

fail() {	# MESSAGE...
	echo "FAIL: $*" >&2
	exit 1
}

lib_end() {
	local rc=$? pid
	trap - EXIT
	for pid in "${PIDS[@]}"; do kill "$pid" 2>/dev/null; done
	for pid in "${PIDS[@]}"; do
		for _ in {1..50}; do kill -0 "$pid" 2>/dev/null || break; sleep 0.1; done
		kill -KILL "$pid" 2>/dev/null
		wait "$pid" 2>/dev/null
	done
	for pid in $(role_pids); do kill -KILL "$pid" 2>/dev/null; done	# they outlive a supervisor that was killed
	[ "$(type -t at_end)" != function ] || at_end			# a scenario's own
	if [ "${KEEP:-}" = always ] || { [ $rc -ne 0 ] && [ -n "${KEEP:-}" ]; }; then echo "kept: $T" >&2; else rm -rf "$T"; fi
	exit $rc
}
trap lib_end EXIT
trap 'exit 130' INT TERM

# Run COMMAND again and again until it succeeds; fails (1) after SECONDS.
wait_until() {	# SECONDS COMMAND...
	local end=$((SECONDS + $1)); shift
	until "$@"; do
		[ $SECONDS -le $end ] || { echo "not within its time: $*" >&2; return 1; }
		sleep 0.02
	done
}

# Run in the background, remembered for the end.  Output goes to $T/NAME.log.  Its process id is in $LAST_PID.
background() {	# NAME COMMAND...
	local name=$1; shift
	"$@" >>"$T/$name.log" 2>&1 &
	LAST_PID=$!
	PIDS+=("$LAST_PID")
}

stop() {	# PID
	kill "$1" 2>/dev/null
	wait "$1" 2>/dev/null
	PIDS=($(printf '%s\n' "${PIDS[@]}" | grep -vx "$1" || true))
}

# ---- the simulated modem: $T/NAME.tty, $T/NAME.ctl, $T/NAME.journal --------------------------------------------
start_sim() {	# NAME PROFILE [OPTIONS...]
	local name=$1 profile=$2 line=; shift 2
	mkfifo "$T/$name.ready"
	"$B/azimut-modemsim" --profile "$profile" --link "$T/$name.tty" --control "$T/$name.ctl" \
		--journal "$T/$name.journal" --ready-fd 3 "$@" 3>"$T/$name.ready" 2>>"$T/$name.log" &
	LAST_PID=$!
	PIDS+=("$LAST_PID")
	read -r -t 10 line <"$T/$name.ready"
	rm -f "$T/$name.ready"
	[ "$line" = READY ] || { cat "$T/$name.log" >&2; fail "the simulator $name did not start"; }
}

sim_ctl() {	# NAME JSON: prints the answer; fails when it is not ok
	"$B/azimut-modemsim" --ctl "$T/$1.ctl" "$2"
}

sim_up() {	# NAME: plugged, started, registered; waits for it
	wait_until 10 sim_ctl_is "$1" '{"cmd":"state"}' '.plugged and (.booting | not) and (.stat == 1 or .stat == 5)'
}

sim_ctl_is() {	# NAME JSON JQ-CONDITION
	[ "$(sim_get "$1" "$2" "$3")" = true ]
}

sim_text() {	# NAME FROM TEXT: a handset texts the modem
	sim_ctl "$1" "$(jq -cn --arg f "$2" --arg t "$3" '{cmd:"text",from:$f,text:$t}')" >/dev/null
}

sim_get() {	# NAME JSON JQ: a value of the answer
	sim_ctl "$1" "$2" | jq -r "$3"
}

journal() {	# NAME JQ: each event through the filter, e.g. 'select(.ev=="accepted").text'
	jq -r "$2" "$T/$1.journal"
}

journal_count() {	# NAME JQ-CONDITION, e.g. '.ev=="deleted"'
	jq -s "map(select($2)) | length" "$T/$1.journal"
}

journal_has() {	# NAME JQ-CONDITION [COUNT]: at least that many events (1)
	[ "$(journal_count "$1" "$2")" -ge "${3:-1}" ]
}

# The odd answers of a real modem (a row of data/at_quirks.tsv), from now on.
sim_quirk() {	# NAME ROW
	awk -F'\t' -v id="$2" '$1 == id {print $3}' "$TESTS/data/at_quirks.tsv" | jq -Rc '
		if . == "(no echo)" then {cmd: "fault", name: "echo-off"} else
		split(" ;; ")[] | split(" -> ") |
		{cmd: "fault", count: -1} +
		(if .[0] == "(after Ctrl-Z)" then {command: "ctrl-z"}
		elif .[0] | startswith("AT+CMGS=") then {command: "AT+CMGS="}
		else {command: .[0], exact: true} end) +
		if .[1] == "(nothing)" then {name: "silent"}
		else {name: "answer", text: ("\r\n" + (.[1] | gsub("\\\\r\\\\n"; "\r\n")) + "\r\n")} end end' |
	while read -r order; do
		sim_ctl "$1" "$order" >/dev/null || fail "quirk $2: $order"
	done
}

# ---- a raw AT client on a simulated modem ----------------------------------------------------------------------
at_open() {	# NAME
	exec {AT_FD}<>"$T/$1.tty" || fail "cannot open $1"
}

at_close() {
	exec {AT_FD}>&-
}

at_send() {	# BYTES (printf escapes)
	printf "$1" >&"$AT_FD"
}

# Read lines until a final result (0 for OK, 1 for an error) or SECONDS of silence (2).  Lines go to $AT_OUT.
at_answer() {	# [SECONDS]
	local line
	AT_OUT=
	while IFS= read -r -t "${1:-5}" line <&"$AT_FD"; do
		line=${line//$'\r'/}
		[ -n "$line" ] || continue
		AT_OUT+=$line$'\n'
		case $line in
		OK) return 0 ;;
		ERROR | '+CME ERROR'* | '+CMS ERROR'* | 'NO CARRIER') return 1 ;;
		esac
	done
	AT_OUT+=${line//$'\r'/}
	return 2
}

at() {	# COMMAND [SECONDS]
	printf '%s\r' "$1" >&"$AT_FD"
	at_answer "${2:-5}"
}

at_line() {	# COMMAND PATTERN: the answer is OK and has a line that matches (extended regular expression)
	at "$1" || fail "$1 -> $AT_OUT"
	grep -Eqx -- "$2" <<<"$AT_OUT" || fail "$1 -> $AT_OUT (expected $2)"
}

at_refused() {	# COMMAND PATTERN: the final result is an error that matches
	at "$1" && fail "$1 was accepted: $AT_OUT"
	grep -Eqx -- "$2" <<<"$AT_OUT" || fail "$1 -> $AT_OUT (expected $2)"
}

at_wait_prompt() {	# [SECONDS]
	local junk
	IFS= read -r -t "${1:-5}" -d '>' junk <&"$AT_FD" && IFS= read -r -t 1 -n 1 -d '' junk <&"$AT_FD" && [ "$junk" = ' ' ]
}

at_wait() {	# SECONDS PATTERN: an unsolicited line that matches; it is in $AT_LINE
	local end=$((SECONDS + $1))
	while [ $SECONDS -le $end ] && IFS= read -r -t "$1" AT_LINE <&"$AT_FD"; do
		AT_LINE=${AT_LINE//$'\r'/}
		grep -Eqx -- "$2" <<<"$AT_LINE" && return 0
	done
	return 1
}

# A SUBMIT PDU of "hello" to +33639980001: its AT+CMGS length is 18.  PDU_SRR asks for a report.
PDU_HELLO=0001000B913336990800F1000005E8329BFD06
PDU_SRR=0021000B913336990800F1000005E8329BFD06
PDU_LEN=18

at_send_pdu() {	# PDU LENGTH [SECONDS]: as at()
	printf 'AT+CMGS=%s\r' "$2" >&"$AT_FD"
	at_wait_prompt || return 2
	printf '%s\032' "$1" >&"$AT_FD"
	at_answer "${3:-5}"
}

# ---- the whole daemon: $T/azimut.conf, $T/azimut.db, $T/azimut.log ---------------------------------------------

# Write the configuration: one modem per simulator NAME (its link), with the lines of CONF_MODEM_NAME.
# The limits of the gate are taken away: a scenario sets those that it is about, in CONF_GATE.
write_conf() {	# NAME...
	local name
	{
		printf '[centre]\nname = Centre social Exemple\nphone = +33639980000\nlatitude = 50.7236\nlongitude = 3.1610\n'
		printf '[database]\npath = %s\n' "$db"
		for name; do
			printf '[modem %s]\ndevice = %s\n' "$name" "$T/$name.tty"
			eval "printf '%b' \"\${CONF_MODEM_$name:-}\""
		done
		printf '[queue]\nunknown_wait_s = %s\n[gate]\n%b' "${CONF_UNKNOWN_WAIT:-1}" \
			"${CONF_GATE:-texts_per_day = 0\nper_number_per_day = 0\ndistinct_per_month = 0\n}"
	} >"$conf"
}

# The daemon on the configuration; returns when it says READY.  Its process id is in $AZIMUT.
start_azimut() {
	local line=
	rm -f "$T/azimut.ready"
	mkfifo "$T/azimut.ready"
	"$B/azimut" --config "$conf" run --ready-fd 3 3>"$T/azimut.ready" 2>>"$T/azimut.log" &
	AZIMUT=$!
	PIDS+=("$AZIMUT")
	read -r -t 20 line <"$T/azimut.ready"
	[ "$line" = READY ] || { tail -n 40 "$T/azimut.log" >&2; fail "azimut run did not get ready"; }
}

# SIGTERM; its exit status is the result.
stop_azimut() {
	kill -TERM "$AZIMUT"
	wait "$AZIMUT"
	local rc=$?
	PIDS=($(printf '%s\n' "${PIDS[@]}" | grep -vx "$AZIMUT"))
	return $rc
}

role_pids() {	# [ROLE]: "router", "modem NAME"; all of them without it
	local dir cmd
	for dir in /proc/[0-9]*; do
		{ mapfile -d '' -t cmd <"$dir/cmdline"; } 2>/dev/null || continue
		[[ "${cmd[*]:1} " == "--config $conf role ${1:+$1 }"* ]] && echo "${dir#/proc/}"
	done
	return 0
}

worker_pid() {	# NAME: the libgammu worker of that modem
	local pid
	pid=$(role_pids "modem $1")
	[ -n "$pid" ] && cat "/proc/$pid/task/$pid/children" 2>/dev/null | tr -d ' '
}

sql() {	# QUERY: on inbound, outbound, contact... (not the full text tables: their tokenizer is ours)
	sqlite3 -readonly -cmd '.timeout 5000' "$db" "$1"
}

sql_is() {	# VALUE QUERY
	[ "$(sql "$2")" = "$1" ]
}

replies_to() {	# NAME NUMBER: how many texts the network took for it
	journal_count "$1" ".ev==\"accepted\" and .to==\"$2\""
}

replied() {	# NAME NUMBER [COUNT]
	[ "$(replies_to "$1" "$2")" -ge "${3:-1}" ]
}

# Nothing is left to do: every text read was routed, every answer has left or says why not, every slot is free.
quiet() {	# NAME...
	local name
	sql_is 0 "SELECT (SELECT count(*) FROM inbound WHERE state = 'new')
	    + (SELECT count(*) FROM outbound WHERE state IN ('queued','sending','unknown'))" || return 1
	for name; do
		[ "$(sim_get "$name" '{"cmd":"storage"}' '([.. | .used? // 0] | add) + .waiting')" = 0 ] || return 1
	done
}

# The judge's verdict on the run so far: judge [OPTIONS] -- NAME...
judge() {
	local opts=()
	while [ "$1" != -- ]; do opts+=("$1"); shift; done
	shift
	"$B/tests/judge" "${opts[@]}" "$db" $(printf "$T/%s.journal\n" "$@")
}
