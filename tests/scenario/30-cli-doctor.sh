# `doctor` says what is wrong and how to mend it, without a daemon: the port, who holds it, the SIM, the database, the
# configuration; 0 when all is well, else 1.
. "$TESTS/cli.sh"
expect 0 status

problem() {	# CHECK WORDS: doctor finds this one problem
	expect 1 doctor --json
	jq -e --arg c "$1" --arg w "$2" '.ok == false and ([.checks[] | select(.level == "problem")] | length == 1 and
		.[0].check == $c and (.[0].text + (.[0].mend // "") | contains($w)))' "$OUT" >/dev/null || { cat "$OUT" >&2; fail "not $1: $2"; }
}
well() {
	expect 0 doctor --json
	out_is '.ok and ([.checks[] | select(.level == "problem")] | length == 0)'
}

problem 'modem nord' "n'existe pas"
expect 1 doctor
says 'PROBLÈME'
says '->'

start_sim nord huawei-e173
well
out_is '.checks | map(.check) | contains(["config","disk","database","modem nord","service","clock"])'
expect 0 doctor
says 'Tout va bien'

# somebody else has the port
sleep 1000 <"$T/nord.tty" & holder=$!
PIDS+=($holder)
held() { az doctor --json; jq -e '.checks[] | select(.level == "problem")' "$OUT" >/dev/null; }
wait_until 5 held
problem 'modem nord' "sleep (n° $holder)"
stop "$holder"
well

# another modem than it should be
write_conf 'imei = 353851020412345'
problem 'modem nord' 'IMEI'
write_conf
sim=$(printf '%s\n' "${PIDS[@]}" | head -1)
stop "$sim"
problem 'modem nord' "n'existe pas"

# a SIM that asks for its PIN
rm -f "$T"/nord.*
start_sim nord huawei-e173 --pin 1234
problem 'modem nord' 'code PIN'
write_conf 'pin = 1234'
chmod 600 "$T/azimut.conf"
well
chmod 644 "$T/azimut.conf"
problem config 'tout le monde'
chmod 600 "$T/azimut.conf"

# the database
chmod 644 "$DB"
problem database 'chmod 600'
chmod 600 "$DB"
version=$(sql 'PRAGMA user_version')
sql "PRAGMA user_version = 9999"
problem database 'plus récente'
sql "PRAGMA user_version = $version"
well
sql 'PRAGMA wal_checkpoint(TRUNCATE)' >/dev/null
pages=$(sql 'PRAGMA page_count') size=$(sql 'PRAGMA page_size')
cp "$DB" "$T/good.db"
damage() {	# FIRST-PAGE: garbage from there on
	dd if=/dev/urandom of="$DB" bs="$size" seek="$1" count=$((pages - $1)) conv=notrunc status=none
	rm -f "$DB-wal" "$DB-shm"
}
damage 40
problem database 'la dernière sauvegarde'
damage 1
problem database 'la dernière sauvegarde'
head -c 8192 /dev/urandom >"$DB"
problem database 'la dernière sauvegarde'
cp "$T/good.db" "$DB"
rm -f "$DB-wal" "$DB-shm"
well

# the clock: before the last text that was written down
AZIMUT_NOW=1000000000 expect 1 doctor
says "L'horloge est en retard"

# the configuration
printf '[modem nord]\ndevice = sim\n[gate]\ntexts_per_dya = 3\n' >"$T/azimut.conf"
problem config "$T/azimut.conf:4"
rm "$T/azimut.conf"
problem config "n'existe pas"
