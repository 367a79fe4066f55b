# tests/remind.sh - for scenarios of reminders: a wall clock that the script moves, for the daemon and the simulated network alike,
# and a centre with a referent.  Source tests/lib.sh first.
export AZIMUT_CLOCK=$T/clock
export AZIMUT_LIMIT_REMIND=20 AZIMUT_LIMIT_REMIND_LOOK=50 AZIMUT_LIMIT_TIDY=200 AZIMUT_LIMIT_BACKOFF=50
REFERENT=+33639980020 AWA=+33639980012

clock_at() {	# 'YYYY-MM-DD HH:MM:SS', in Paris
	echo $(($(TZ=Europe/Paris date -d "$1" +%s) - $(date +%s))) >"$T/clock.new" && mv "$T/clock.new" "$T/clock"
}

az() { "$B/azimut" --config "$conf" "$@" >"$T/az.out" 2>&1 || { cat "$T/az.out" >&2; fail "azimut $*"; }; }

remind() {	# NUMBER PROCEDURE DATE OPTIONS...
	az reminder add "$@" --referent $REFERENT
}

text_to() {	# NAME NUMBER [N]: the N-th text (the last) that the network took for it
	jq -rs "map(select(.ev == \"accepted\" and .to == \"$2\").text) | .[${3:--1}] // \"\"" "$T/$1.journal"
}

says() {	# NAME NUMBER WORDS
	[[ "$(text_to "$1" "$2")" == *"$3"* ]]
}

expect_says() {	# NAME NUMBER WORDS
	wait_until 10 says "$@" || { tail -n 20 "$T/azimut.log" >&2; fail "$2 did not get « $3 » but « $(text_to "$1" "$2") »"; }
}

alert_open() {	# KIND KEY
	sql_is 1 "SELECT count(*) FROM alert WHERE kind = '$1' AND key = '$2' AND seen_at IS NULL"
}
alert_closed() { ! alert_open "$@"; }

# The clock role looked at least twice more since: what it did not do, it does not do.
seen_twice() {
	local n
	n=$(turns) || return
	wait_until 10 turned $((n + 2))
}
turns() { awk '/^voluntary_ctxt_switches/ {print $2}' "/proc/$(role_pids clock)/status"; }
turned() { [ "$(turns)" -ge "$1" ]; }
