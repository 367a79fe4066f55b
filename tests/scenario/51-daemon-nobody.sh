# Senders of every kind.  Only French mobile numbers are answered; for every other the row says why not.
. "$TESTS/lib.sh"
start_sim nord "${PROFILE:-huawei-e173}"
write_conf nord
start_azimut
for from in 36105 3900 +33899000000 +33320000000 +447946000900 +590690000000 +33639980000 INFO-CAF 38200; do
	sim_text nord "$from" 'CARTE école' || fail "$from"
	echo "$from"
done >"$T/senders"
sim_text nord +33639980012 'CARTE école'
wait_until 5 replied nord +33639980012 || fail 'a resident is not answered'
wait_until 5 quiet nord || fail 'no rest'
[ "$(journal_count nord '.ev=="accepted"')" = 1 ] || fail "answered: $(journal nord 'select(.ev=="accepted").to' | tr '\n' ' ')"
sql_is 0 "SELECT count(*) FROM inbound WHERE kind = 'text' AND sender <> '+33639980012' AND (state <> 'ignored' OR reason IS NULL)" ||
	fail "$(sql "SELECT sender, state, reason FROM inbound")"
sql_is "$(wc -l <"$T/senders")" "SELECT count(*) FROM inbound WHERE state = 'ignored' AND reason IS NOT NULL" ||
	fail "$(sql "SELECT sender, state, reason FROM inbound")"
# Staff cannot text them either.
for to in 36105 +33899000000 +447946000900; do
	"$B/azimut" --config "$conf" send "$to" bonjour >/dev/null 2>&1 && fail "send $to"
done
wait_until 5 quiet nord
[ "$(journal_count nord '.ev=="accepted"')" = 1 ] || fail 'staff could text them'
stop_azimut || fail "ended with $?"
judge -- nord
