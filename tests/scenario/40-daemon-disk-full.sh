# A full disk: nothing is freed from the SIM, no fate is forgotten, nothing is given up for it; when there is room again all
# goes on by itself.
. "$TESTS/lib.sh"
start_sim nord huawei-e173 --air-ms 2000
write_conf nord
start_azimut
FULL=()

disk_full() {	# PID...
	local pid
	for pid; do
		strace -qq -o /dev/null -e trace=pwrite64 -e inject=pwrite64:error=ENOSPC -p "$pid" &
		FULL+=($!)
		PIDS+=($!)
		wait_until 5 grep -q '^TracerPid:[[:space:]]*[1-9]' "/proc/$pid/status" || fail "strace did not attach to $pid"
	done
}
disk_free() {
	local pid
	for pid in "${FULL[@]}"; do stop "$pid"; done
	FULL=()
}
logged() {	# PATTERN [COUNT]
	[ "$(grep -c -- "$1" "$T/azimut.log")" -ge "${2:-1}" ]
}

# a text comes in
disk_full $(role_pids 'modem nord') $(role_pids router)
sim_text nord +33639980001 'MENU'
wait_until 10 logged 'not kept' || fail 'the role did not see it'
sql_is 0 'SELECT count(*) FROM inbound' || fail 'kept on a full disk'
journal_has nord '.ev=="deleted"' && fail 'a slot was freed'
disk_free
wait_until 60 replied nord +33639980001 || fail 'not answered once there was room'

# a refusal comes for a text on its way, and another one waits
sim_ctl nord '{"cmd":"fault","name":"cms","code":42}' >/dev/null
"$B/azimut" --config "$conf" send 0639980002 'un' >/dev/null || fail 'send'
wait_until 10 sql_is 1 "SELECT count(*) FROM outbound_part p JOIN outbound o ON o.id = p.outbound_id
	WHERE body = 'un' AND handed_at IS NOT NULL" || fail 'not handed over'
full=$(grep -c 'COMMIT code=13' "$T/azimut.log")
disk_full $(role_pids 'modem nord')
"$B/azimut" --config "$conf" send 0639980003 'deux' >/dev/null || fail 'send'
wait_until 10 logged 'fate=refused' || fail 'no refusal'
wait_until 10 logged 'COMMIT code=13' $((full + 2)) || fail 'no full disk'
disk_free
wait_until 30 replied nord +33639980003 || fail 'the second did not leave'
wait_until 30 replied nord +33639980002 || fail "the first: $(sql "SELECT state, reason FROM outbound WHERE body = 'un'")"
wait_until 60 quiet nord || fail 'something is left to do'
judge -- nord || fail judge
logged 'child=.*ended' && fail 'a role ended'
stop_azimut
