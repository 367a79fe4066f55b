# `backup`: whole, private, never over a file unasked; what waited is held in it, so that restoring sends nothing again.
. "$TESTS/cli.sh"

expect 0 send 0639980012 'attend'
sql "INSERT INTO outbound (cause, phone, class, priority, body, alphabet, parts, septets, state, created_at, due_at, touched_at)
     VALUES ('a', '+33639980001', 'reply', 0, 'a', 'gsm7', 1, 1, 'sending', 1, 1, 1), ('b', '+33639980001', 'reply', 0, 'b', 'gsm7', 1, 1, 'unknown', 1, 1, 1),
            ('c', '+33639980001', 'reply', 0, 'c', 'gsm7', 1, 1, 'delivered', 1, 1, 1);
     INSERT INTO inbound (modem, imsi, hash, pdu, received_at, sender, kind, state, text) VALUES ('nord', '1', x'01', '', 1, '+33639980001', 'text', 'new', 'x')"
before=$(sql 'SELECT id, state FROM outbound')
expect 0 backup "$T/copy.db"
says '4 texte(s)'
[ "$(stat -c %a "$T/copy.db")" = 600 ] || fail 'the copy is not private'
[ "$(ls "$T" | grep -c '^copy')" = 1 ] || fail "left behind: $(ls "$T")"
copy() { sqlite3 "$T/copy.db" "$1"; }
[ "$(copy 'PRAGMA integrity_check')" = ok ] || fail 'the copy is damaged'
[ "$(copy "SELECT group_concat(state, ' ') FROM (SELECT state FROM outbound ORDER BY id)")" = 'held held held delivered' ] ||
	fail "states: $(copy 'SELECT state FROM outbound')"
[ "$(copy 'SELECT state FROM inbound')" = quarantined ] || fail 'a text would be answered again'
[ "$before" = "$(sql 'SELECT id, state FROM outbound')" ] || fail 'the original was changed'

expect 73 backup "$T/copy.db"
says '--force'
expect 0 backup --force "$T/copy.db"
expect 73 backup "$T/no/where.db"
says 'dossier'
mkdir "$T/folder"
expect 73 backup --force "$T/folder"
expect 64 backup

# the copy works in place of the original
DB=$T/copy.db write_conf
expect 0 outbox --json --state held
[ "$(wc -l <"$OUT")" = 3 ] || fail 'restored'
out_is '.reason == "restored"'
