# The judge that all reliability tests rest on: a good run satisfies it, and each promise broken in a copy of that run's
# journal or database is found, under its name.
. "$TESTS/lib.sh"
start_sim nord "${PROFILE:-huawei-e173}"
write_conf nord
start_azimut
for n in 12 13 14; do sim_text nord +336399800$n AIDE; done
sim_text nord +33639980015 "$(printf 'bonjour je cherche un lieu %.0s' {1..9})"
for n in 12 13 14 15; do wait_until 5 replied nord +336399800$n || fail "+336399800$n"; done
wait_until 5 quiet nord
stop_azimut || fail "ended with $?"
cp "$db" "$T/good.db"
cp "$T/nord.journal" "$T/good.journal"
judge --no-extras --answered -- nord || fail 'a good run is condemned'

finds() {	# INV WHAT: whatever was done since
	judge $opts -- nord >"$T/verdict"
	local rc=$?
	[ $rc = 1 ] && grep -q "^$1 " "$T/verdict" || { cat "$T/verdict"; fail "$2 is not found (exit $rc)"; }
	cp "$T/good.db" "$db"; rm -f "$db-wal" "$db-shm"
	cp "$T/good.journal" "$T/nord.journal"
	opts=
}
change() { sqlite3 "$db" "PRAGMA foreign_keys = off; $1" || fail "$1"; }
edit() { jq -c "$1" "$T/good.journal" >"$T/nord.journal" || fail "$1"; }
again() { jq -cs "(map(select(.ev==\"accepted\")) | first) as \$a | .[], (\$a | .t_us += 9000000 | .ctrlz_us += 9000000 | .prompt_us += 9000000)" "$T/good.journal" >"$T/nord.journal"; }
opts=

change "DELETE FROM outbound_part WHERE phone = '+33639980013'; DELETE FROM outbound WHERE inbound_id = (SELECT id FROM inbound WHERE sender = '+33639980013' AND kind = 'text');
	DELETE FROM inbound WHERE sender = '+33639980013'"
finds INV1 'a text stored and lost'
change "INSERT INTO inbound (modem, imsi, hash, pdu, received_at, sender, kind, state)
	SELECT modem, 'other', hash, pdu, received_at, sender, kind, state FROM inbound WHERE id = 1"
finds INV1 'a text kept twice'
edit 'if .ev=="stored" then .ev="planted" else . end'
change "UPDATE inbound SET hash = randomblob(16) WHERE id = 1"
finds INV2 'a text deleted and not kept'
edit 'select(.ev!="accepted" or .to!="+33639980012")'
finds INV3 'an answer said to be sent and never accepted'
again
finds INV3 'an answer accepted twice without a reason'
again; echo "$(jq -s 'map(select(.ev=="accepted")) | first | .ctrlz_us + 5000000' "$T/good.journal") worker" >"$T/kills"
opts="--kills $T/kills"
finds INV3 'an answer accepted twice after the worker was killed'
again; sed -i 's/worker/modem/' "$T/kills"
judge --kills "$T/kills" -- nord >"$T/verdict" || { cat "$T/verdict"; fail 'a duplicate that a kill explains is condemned'; }
opts="--no-extras --kills $T/kills"
finds INV3 'a duplicate although a closer settles it'
edit 'if .ev=="accepted" and .to=="+33639980012" then .pdu |= (.[0:-2] + "00") else . end'
finds INV4 'a text that no row holds'
edit 'if .ev=="accepted" and .to=="+33639980012" then .pdu |= sub("0B913336990810F2";"0B913336990810F9") else . end'
finds INV4 "another person's text"
jq -c . "$T/good.journal" >"$T/nord.journal"
echo '{"seq":999999,"t_us":1,"ev":"malformed","text":"AT+CMGL=4"}' >>"$T/nord.journal"
finds INV4 'an AT command sent as a text'
change "UPDATE inbound SET state = 'new' WHERE id = 1"
finds INV5 'a text never routed'
change "UPDATE inbound SET state = 'waiting' WHERE concat_part IS NOT NULL"
finds INV5 'a whole text that waits'
change "UPDATE outbound SET state = 'queued' WHERE id = 1"
finds INV5 'an answer that waits'
change "UPDATE outbound SET state = 'denied', reason = NULL WHERE id = 1"
finds INV5 'a refusal without a reason'
change "UPDATE outbound SET inbound_id = 9999 WHERE id = 1"
finds INV6 'a broken reference'
dd if=/dev/urandom of="$db" bs=4096 seek=30 count=4 conv=notrunc status=none
finds INV6 'a damaged database'

# The one who watches during a run: a text deleted by somebody who kept nothing.
background watch "$B/tests/judge" --watch "$T/nord.ctl" "$db"
watcher=$LAST_PID
cp "$T/good.db" "$db"
wait_until 5 grep -qs watching "$T/watch.log" || fail 'no watcher'
at_open nord
sim_text nord +33639980016 AIDE
at 'AT+CPMS="SM","SM","SM"' && at 'AT+CMGD=0' || fail "$AT_OUT"
at_close
sim_ctl nord '{"cmd":"quit"}' >/dev/null
wait "$watcher" && fail 'the watcher saw nothing'
grep -q '^INV2 ' "$T/watch.log" || { cat "$T/watch.log"; fail 'the watcher says something else'; }
