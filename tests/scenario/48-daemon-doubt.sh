# The modem role killed between Ctrl-Z and the answer: it is heard by the next one, on the terminal that was kept open.  And
# answers of the modem that tell nothing: what the SIM's last reference or a status report proves is believed: sent once.
# Else an answer is sent once more, and no oftener.
. "$TESTS/lib.sh"
export AZIMUT_LIMIT_BACKOFF=50 AZIMUT_LIMIT_SUBMIT=800
texts=0

begin() {	# NAME SMSS REPORTS
	name=$1
	rm -f "$db"*
	start_sim "$name" "${PROFILE:-huawei-e173}"
	sim_ctl "$name" "{\"cmd\":\"sim\",\"smss\":$2}" >/dev/null || fail smss
	eval "CONF_MODEM_$name='status_reports = $3\n'"
	write_conf "$name"
	start_azimut
	sim_text "$name" +33639980012 AIDE	# what EF-SMSS is worth is learnt from a first text
	wait_until 5 replied "$name" +33639980012 || fail "$name: no first answer"
	[ "$2" = false ] || wait_until 5 sql_is 1 'SELECT last_mr_proven FROM modem' || fail "$name: EF-SMSS is not proven"
	wait_until 5 quiet "$name" || fail "$name: no rest"
	: >"$T/kills"
}

# Kill the role with a text on the air.  `deaf`: the next one starts when the modem has answered; `refused`: it answered that
# the network did not take it.
killed() {	# EXPECTED [deaf [refused]]
	local n=$((20 + texts++)) answer=accepted before
	[ -z "${3:-}" ] || answer=rejected
	before=$(journal_count "$name" ".ev==\"$answer\"")
	[ -z "${3:-}" ] || sim_ctl "$name" '{"cmd":"fault","command":"ctrl-z","name":"cms","code":38}' >/dev/null || fail fault
	sim_ctl "$name" '{"cmd":"air","ms":400}' >/dev/null
	submitted=$(journal_count "$name" '.ev=="submitted"')
	sim_text "$name" +336399800$n AIDE
	wait_until 5 journal_has "$name" '.ev=="submitted"' $((submitted + 1)) || fail "$name: not submitted"
	[ -z "${2:-}" ] || kill -STOP "$AZIMUT"
	kill -KILL "$(role_pids "modem $name")"
	echo "$(($(awk '{print int($1 * 1000)}' /proc/uptime) * 1000)) modem" >>"$T/kills"
	sim_ctl "$name" '{"cmd":"air","ms":0}' >/dev/null
	wait_until 5 journal_has "$name" ".ev==\"$answer\"" $((before + 1)) || fail "$name: not $answer"
	kill -CONT "$AZIMUT"
	settled "$1" $n "killed ${2:-} ${3:-}"
}

doubt() {	# EXPECTED FAULT-KEYS: a fault at Ctrl-Z
	local n=$((20 + texts++))
	sim_ctl "$name" "{\"cmd\":\"fault\",\"command\":\"ctrl-z\",$2}" >/dev/null || fail "$name: fault $2"
	sim_text "$name" +336399800$n AIDE
	wait_until 5 journal_has "$name" ".ev==\"fault\"" || fail "$name: no fault"
	settled "$1" $n "$2"
}

settled() {	# EXPECTED NUMBER WHAT
	wait_until 20 sql_is 1 "SELECT count(*) FROM outbound WHERE phone = '+336399800$2' AND state IN ('sent','delivered')" ||
		fail "$name, $3: $(sql "SELECT state, reason FROM outbound WHERE phone = '+336399800$2'")"
	wait_until 5 quiet "$name" || fail "$name, $3: no rest"
	[ "$(replies_to "$name" +336399800$2)" = "$1" ] || fail "$name, $3: $(replies_to "$name" +336399800$2) times instead of $1"
}

silent='"name":"silent"' refused='"name":"error"' unheard='"name":"silent","accepted":false'
begin none false no
killed 1
killed 1 deaf
killed 1 deaf refused
doubt 2 "$silent"
doubt 1 "$unheard"
doubt 1 "$refused"
doubt 1 '"name":"lost-ok"'
doubt 1 '"name":"no-reference"'
stop_azimut && judge --kills "$T/kills" -- none || exit 1

begin smss true no
killed 1
killed 1 deaf
killed 1 deaf refused
doubt 1 "$silent"
doubt 1 "$refused"
stop_azimut && judge --no-extras --kills "$T/kills" -- smss || exit 1

begin reports false yes
killed 1 deaf
doubt 1 "$silent"
doubt 1 "$refused"
stop_azimut && judge --no-extras --kills "$T/kills" -- reports
