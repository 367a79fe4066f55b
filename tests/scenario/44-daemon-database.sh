# A database of a newer version, a damaged one, and one that another daemon serves are refused with 78, the file untouched.
. "$TESTS/lib.sh"
start_sim nord "${PROFILE:-huawei-e173}"
write_conf nord
start_azimut
sim_text nord +33639980012 AIDE
wait_until 5 replied nord +33639980012
wait_until 5 quiet nord

refused() {	# WHAT
	timeout 30 "$B/azimut" --config "$conf" run 2>"$T/refused.log"
	local rc=$?
	[ $rc = 78 ] || { cat "$T/refused.log" >&2; fail "$1: ended with $rc, not 78"; }
}
refused 'a second daemon'
grep -q 'déjà servie' "$T/refused.log" || fail "$(cat "$T/refused.log")"
sim_text nord +33639980013 AIDE
wait_until 5 replied nord +33639980013 || fail 'the first daemon was disturbed'
wait_until 5 quiet nord
stop_azimut || fail "ended with $?"

unchanged() { [ "$(sha256sum <"$db")" = "$sum" ] || fail "$1: the file was changed"; }
cp "$db" "$T/good.db"
sqlite3 "$db" 'PRAGMA user_version = 9999'
sum=$(sha256sum <"$db")
sim_text nord +33639980014 AIDE
refused 'a newer version'
unchanged 'a newer version'

head -c 8192 /dev/urandom >"$T/noise"
for at in 0 40960; do			# its header, then a page that the first statements need
	cp "$T/good.db" "$db"
	rm -f "$db-wal" "$db-shm"
	dd if="$T/noise" of="$db" bs=4096 seek=$((at / 4096)) count=2 conv=notrunc status=none
	sum=$(sha256sum <"$db")
	refused "damaged at $at"
	unchanged "damaged at $at"
done
printf 'this is no database' >"$db"
sum=$(sha256sum <"$db")
refused 'no database'
unchanged 'no database'
# The text that came meanwhile waited in the modem, and is answered once the database is back.
cp "$T/good.db" "$db"
start_azimut
wait_until 5 replied nord +33639980014 || fail 'what waited in the modem is not answered'
wait_until 5 quiet nord
stop_azimut || fail "ended with $?"
judge -- nord
