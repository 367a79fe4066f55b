# `log`: one record per text, numbers masked unless --reveal, which is written down; nothing that a terminal, a JSON reader
# or a spreadsheet would obey; --follow shows what comes.
. "$TESTS/cli.sh"
expect 0 status

nasty=$'=1+1\033[31m\u202e\u009b\n"x",\t<b>'
sql "INSERT INTO inbound (modem, imsi, hash, pdu, received_at, sender, kind, state, alphabet, text, handler, how, handled_at)
     VALUES ('nord', '1', x'01', '', 1764000000, '+33639980001', 'text', 'handled', 'gsm7', 'CARTE école', 'carte', 'keyword', 1764000001),
            ('nord', '1', x'02', '', 1764000100, '+33639980002', 'text', 'handled', 'ucs2', '${nasty//\'/}', 'none', 'fallback', 1764000101),
            ('nord', '1', x'03', '', 1764000200, 'CAF', 'text', 'ignored', 'gsm7', 'Votre dossier', NULL, NULL, 1764000201),
            ('nord', '1', x'04', '', 1764000300, '+33639980001', 'report', 'handled', NULL, NULL, NULL, NULL, 1764000301),
            ('nord', '1', x'05', 'zz', 1764000400, '+33639980003', 'poison', 'quarantined', NULL, NULL, NULL, NULL, NULL);
     INSERT INTO inbound (modem, imsi, hash, pdu, received_at, sender, kind, state, head_id)
     VALUES ('nord', '1', x'06', '', 1764000000, '+33639980001', 'text', 'joined', 1);
     INSERT INTO outbound (cause, inbound_id, phone, class, priority, body, alphabet, parts, septets, state, reason, modem, created_at, due_at, touched_at)
     VALUES ('in:1/1', 1, '+33639980001', 'reply', 0, 'Voici', 'gsm7', 1, 5, 'delivered', NULL, 'nord', 1764000001, 1764000001, 1764000009),
            ('x', NULL, '+33639980002', 'bulk', 3, 'Fête', 'gsm7', 1, 4, 'denied', 'stopped', NULL, 1764000002, 1764000002, 1764000002)"

expect 0 log --json
[ "$(wc -l <"$OUT")" = 6 ] || fail "$(wc -l <"$OUT") records"
out_is 'keys_unsorted == ["id","dir","at","modem","number","handler","how","state","reason","class","parts","alphabet","text"]'
jq -se 'map(.at) == (map(.at) | sort) and (map(select(.dir == "in")) | length) == 4
	and .[0] == {"id":1,"dir":"in","at":"2025-11-24T17:00:00+01:00","modem":"nord","number":"+336****01","handler":"carte","how":"keyword",
	    "state":"handled","reason":null,"class":null,"parts":1,"alphabet":"gsm7","text":"CARTE école"}
	and .[2].state == "denied" and .[2].reason == "stopped" and .[2].handler == null
	and .[4].number == "CAF" and .[5].text == null' "$OUT" >/dev/null || { cat "$OUT" >&2; fail 'not as it should be'; }
says_not 39980001
jq -rj 'select(.id == 2 and .dir == "in").text' "$OUT" | cmp - <(printf %s "$nasty") || fail 'JSON changed the text'
! LC_ALL=C grep -q $'[\001-\011\013-\037]' "$OUT" || fail 'a control character in JSON'
! grep -q $'\u202e' "$OUT" || fail 'a bidirectional control in JSON'

expect 0 log
[ "$(wc -l <"$OUT")" = 6 ] || fail 'not one line per text'
says '\u{1b}[31m\u{202e}\u{9b} / "x"'
says_not 39980001

expect 0 log --csv
head -1 "$OUT" | grep -q '^"id","dir","at","modem","number",' || fail 'no heading'
says "\"'=1+1"
says '""x""'
says "\"'+336****01\""
[ "$(tr -cd '\r' <"$OUT" | wc -c)" = 7 ] || fail 'not CRLF'
expect 0 log --csv --reveal
says "\"'+33639980001\""
expect 0 log --json --reveal --contact 0639980001
out_is '.number == "+33639980001"'
[ "$(sql "SELECT count(*) FROM audit WHERE action = 'log.reveal'")" = 2 ] || fail 'not audited'
[ "$(sql "SELECT count(*) FROM audit WHERE detail LIKE '%39980001%'")" = 0 ] || fail 'a whole number in the audit trail'

expect 0 log --json --state denied
out_is '.state == "denied"'
expect 0 log --json --state 'mis de côté'
out_is '.state == "quarantined"'
expect 0 log --json --contact CAF
out_is '.number == "CAF"'
expect 0 log --json --since 2025-11-24T17:03:20+01:00
[ "$(wc -l <"$OUT")" = 2 ] || fail '--since'
expect 0 log --json --since 1h
[ ! -s "$OUT" ] || fail '--since an age'
expect 64 log --since hier
says '7j'
expect 64 log --contact 12
expect 64 log --json --csv
expect 64 log --state zorglub

# what comes is followed: each text, then each of its states, once
background follow "$B/azimut" --config "$T/azimut.conf" log --follow --json --contact 0639980009
follower=$LAST_PID
followed() { jq -se "map(.state) == $1" "$T/follow.log" >/dev/null; }
expect 0 send 0639980009 'un'
wait_until 5 followed '["queued"]' || fail "followed: $(cat "$T/follow.log")"
sql "UPDATE outbound SET state = 'sent', touched_at = unixepoch() WHERE phone = '+33639980009'"
wait_until 5 followed '["queued","sent"]' || fail "followed: $(cat "$T/follow.log")"
expect 0 send 0639980001 'un autre'
expect 0 send 0639980009 'deux'
wait_until 5 followed '["queued","sent","queued"]' || fail "followed: $(cat "$T/follow.log")"
stop "$follower"
