# `send` goes through the gate: an id when the text waits, 77 and a reason when it may not leave; the daemon's bell rings;
# `outbox` shows, clears and retries.
. "$TESTS/cli.sh"

expect 0 send 06.39.98.00.12 Bonjour, à bientôt
id=$(cat "$OUT")
[ "$(sql "SELECT phone || ' ' || class || ' ' || state || ' ' || body || ' ' || alphabet FROM outbound WHERE id = $id")" = \
	'+33639980012 staff queued Bonjour, à bientot gsm7' ] || fail "not as it should be: $(sql 'SELECT * FROM outbound')"
expect 0 send --exact 0639980012 'à bientôt'
[ "$(sql "SELECT alphabet FROM outbound WHERE body = 'à bientôt'")" = ucs2 ] || fail '--exact'
expect 0 send 0639980012 -- --help
[ "$(sql "SELECT count(*) FROM outbound WHERE body = '--help'")" = 1 ] || fail 'a text that looks like an option'

denied() {	# NUMBER REASON
	expect 77 send "$1" 'essai'
	[ "$(sql 'SELECT state || reason FROM outbound ORDER BY id DESC LIMIT 1')" = "denied$2" ] ||
		fail "$1: $(sql 'SELECT state, reason FROM outbound ORDER BY id DESC LIMIT 1')"
	says 'ne part pas'
}
denied +33899123456 premium
denied +32475123456 foreign
denied +33320000000 landline
denied +33937000000 platform
denied 0692000000 overseas
denied +33639980000 own-number
for bad in 12 36111 CAF '' 06399800 +336399800011234 '+33 6 39 98 00 0x'; do
	expect 64 send "$bad" essai
	says 'numéro'
done
expect 64 send 0639980012 ' '
says 'vide'
expect 65 send 0639980012 "$(printf 'a\033[31mb')"
expect 65 send 0639980012 "$(printf 'caf\xe9')"
expect 65 send 0639980012 "$(printf '%1600s' x)"
says '10 au plus'

# the bell: a running daemon hears at once
socat -u UNIX-RECV:"$DB.bell" "$T/rung" &
PIDS+=($!)
wait_until 5 test -S "$DB.bell"
expect 0 send 0639980012 dring
wait_until 5 test -s "$T/rung" || fail 'the bell did not ring'

# what waits, and what is decided
expect 0 outbox --json
out_is '.number | startswith("+33****") or startswith("+336****") or test("\\*")'
expect 0 outbox list --state denied --json
out_is '.state == "denied"'
expect 0 outbox list --state refusé
says '+338'
expect 0 outbox show "$id" --json
out_is ".id == $id and .state == \"queued\" and .number == \"+336****12\" and .each == []"
expect 65 outbox show 999999
expect 64 outbox show zéro
expect 64 outbox list --state denyed
says 'denied'
expect 64 outbox clear
expect 0 outbox clear "$id"
[ "$(sql "SELECT state || reason FROM outbound WHERE id = $id")" = clearedstaff ] || fail 'not cleared'
expect 65 outbox clear "$id"
sql "UPDATE outbound SET state = 'unknown' WHERE body = 'dring'"
expect 0 outbox retry --state unknown
[ "$(sql "SELECT state FROM outbound WHERE body = 'dring'")" = queued ] || fail 'not retried'
expect 0 outbox retry --state held
says 'Aucun'

# a STOP holds for staff too, and everything is on the audit trail without a whole number
expect 0 contact stop 0639980012
expect 77 send 0639980012 'essai'
[ "$(sql 'SELECT reason FROM outbound ORDER BY id DESC LIMIT 1')" = stop ] || fail "$(sql 'SELECT reason FROM outbound ORDER BY id DESC LIMIT 1')"
[ "$(sql "SELECT count(*) FROM audit WHERE action = 'send'")" -ge 5 ] || fail 'not audited'
[ "$(sql "SELECT count(*) FROM audit WHERE detail LIKE '%39980012%'")" = 0 ] || fail 'a whole number in the audit trail'
