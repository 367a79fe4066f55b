# Whatever the modem role tells the modem to do for good, Ctrl-Z and AT+CMGD, it says with nothing of the database unsynced:
# between its last write to the log and these bytes there is always an fdatasync.  And when AT+CMGD arrives, before it is
# carried out, another process sees the text in the database.
. "$TESTS/lib.sh"
start_sim nord "${PROFILE:-huawei-e173}"
write_conf nord
start_azimut
traced() { grep -q '^TracerPid:[[:space:]]*[1-9]' "/proc/$1/status"; }
pid=$(role_pids 'modem nord')
background strace strace -qq -y -s 16 -o "$T/calls" -e trace=write,pwrite64,fdatasync -p "$pid"
tracer=$LAST_PID
wait_until 5 traced "$pid" || fail 'strace does not attach'
for n in {20..39}; do sim_text nord +336399800$n "AIDE $n"; done
for n in {20..39}; do wait_until 10 replied nord +336399800$n || fail "+336399800$n is not answered"; done
wait_until 10 quiet nord || fail 'no rest'
kill "$tracer"
wait "$tracer" 2>/dev/null
awk '
/^pwrite64\([0-9]+<[^>]*-wal>/	{ dirty = 1 }
/^fdatasync\([0-9]+<[^>]*-wal>/	{ dirty = 0; syncs++ }
/^write\([0-9]+<[^>]*pts[^>]*>, "(AT\+CMGD|\\32|\\x1a)/ {
	said++
	if (dirty) { print "unsynced: " $0; bad = 1 }
}
END {
	print said " times after " syncs " syncs"
	exit bad || said < 60 || syncs < 20
}' "$T/calls" || fail "$(grep -c . "$T/calls") calls"

# Seen from outside, at the moment itself.
for n in {40..44}; do
	faults=$(journal_count nord '.ev=="fault"')
	sim_ctl nord '{"cmd":"fault","name":"hang","command":"AT+CMGD"}' >/dev/null
	sim_text nord +336399800$n AIDE
	wait_until 10 journal_has nord '.ev=="fault"' $((faults + 1)) || fail 'nothing is deleted'
	slot=$(journal nord 'select(.ev=="fault").command' | tail -n 1)
	kept=$(sql 'SELECT count(*) FROM inbound')
	stored=$(jq -s 'map(select(.ev=="stored").hash) | unique | length' "$T/nord.journal")
	deleted=$(jq -s 'map(select(.ev=="deleted").hash) | unique | length' "$T/nord.journal")
	[ "$kept" -ge $((deleted + 1)) ] || fail "$slot with $kept rows, $deleted deleted, $stored stored"
	sql "SELECT lower(pdu) FROM inbound" >"$T/pdus"
	pdu=$(jq -rs --arg s "${slot##*=}" 'map(select(.ev=="stored" and (.slot|tostring)==$s)) | last | .pdu | ascii_downcase' "$T/nord.journal")
	grep -qxF -- "$pdu" "$T/pdus" || fail "$slot: what it holds is not in the database"
	sim_ctl nord '{"cmd":"clear-faults"}' >/dev/null
	wait_until 5 quiet nord || fail 'no rest'
done
stop_azimut || fail "ended with $?"
judge -- nord
