# A configuration or a database that cannot be used is refused with 78, its line, and what to do; the smallest file works.
. "$TESTS/cli.sh"

expect 0 status --json
out_is '.modems[0].name == "nord"'
[ "$(stat -c %a "$DB")" = 600 ] || fail 'the database is not private'

refused() {	# LINE-OF-FILE WORDS: the file of standard input
	cat >"$T/azimut.conf"
	expect 78 status
	[ "$1" = - ] || grep -q "^$T/azimut.conf:$1 : " "$ERR" || { cat "$ERR" >&2; fail "line $1 is not named"; }
	says "$2"
	[ ! -s "$OUT" ] || fail 'something was printed all the same'
}
refused 2 '« name »' <<'EOF'
[centre]
nam = A
EOF
refused 3 '0 à 100000' <<'EOF'
[gate]
# beaucoup
texts_per_day = beaucoup
EOF
refused 1 '[gate]' <<<'[gates]'
refused 1 'device' <<<'[modem nord]'
refused 1 'UTF-8' < <(printf '[centre]\nname = caf\xe9\n' | tail -1)
refused 2 'fuseau' <<'EOF'
[centre]
timezone = Europe/Lille
EOF
# a PIN never ends in a log
refused 2 '****' <<'EOF'
[modem nord]
pin = 98765432109
EOF
says_not 98765

expect 78 --config "$T/nowhere.conf" status
says "n'existe pas"
expect 78 status --config "$T"
says 'fichier'

# databases: of a newer program, of another program, not one at all, in no folder
write_conf
version=$(sql 'PRAGMA user_version')
sql "PRAGMA user_version = $((version + 1))"
expect 78 status
says 'plus récente'
sql "PRAGMA user_version = $version"
expect 0 status
DB=$T/other.db write_conf
sqlite3 "$T/other.db" 'CREATE TABLE x (y)'
expect 78 status
says 'autre programme'
[ "$(sqlite3 "$T/other.db" .tables)" = x ] || fail 'the other database was changed'
DB=$T/junk.db write_conf
head -c 8192 /dev/urandom >"$T/junk.db"
sum=$(sha256sum <"$T/junk.db")
expect 78 status
[ "$sum" = "$(sha256sum <"$T/junk.db")" ] || fail 'the unreadable file was changed'
DB=$T/no/such/folder.db write_conf
expect 78 status
says 'dossier'

# missing rights: as somebody who may not
if [ "$(id -u)" = 0 ]; then
	write_conf
	cp "$B/azimut" "$T/azimut"
	chmod 755 "$T" "$T/azimut"
	chmod 600 "$T/azimut.conf"
	setpriv --reuid=65534 --regid=65534 --clear-groups "$T/azimut" --config "$T/azimut.conf" status >"$OUT" 2>"$ERR"
	[ $? = 78 ] || fail 'a configuration that may not be read'
	says 'droits'
	chmod 644 "$T/azimut.conf"
	setpriv --reuid=65534 --regid=65534 --clear-groups "$T/azimut" --config "$T/azimut.conf" status >"$OUT" 2>"$ERR"
	[ $? = 78 ] || fail 'a database that may not be written'
	says 'droits'
fi
