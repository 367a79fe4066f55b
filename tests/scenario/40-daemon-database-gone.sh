# The database is taken away from a running daemon: nothing is freed from the SIM for it, no empty one takes its place, and
# the daemon ends saying that a person must look.  Put back, it goes on where it was.
. "$TESTS/lib.sh"
start_sim nord huawei-e173
write_conf nord
start_azimut
sim_text nord +33639980001 'MENU'
wait_until 10 quiet nord || fail 'not answered'
wait_until 10 test -e "$db.ballast" || fail 'no room is kept'
"$B/azimut" --config "$conf" backup "$T/copy.db" >/dev/null || fail 'backup'

n=$(journal_count nord '.ev=="deleted" and .kind=="text"')
rm "$db"
sim_text nord +33639980002 'MENU'
gone() { ! kill -0 "$AZIMUT" 2>/dev/null; }
wait_until 20 gone || fail 'it goes on'
wait "$AZIMUT"
[ $? = 78 ] || fail 'not the status of what a person must mend'
[ ! -e "$db" ] || fail 'a new database'
[ "$(journal_count nord '.ev=="deleted" and .kind=="text"')" = "$n" ] || fail 'freed for nobody'
"$B/azimut" --config "$conf" status 2>"$T/said" && fail 'a command made a new one'
grep -q 'a disparu' "$T/said" || fail "said: $(cat "$T/said")"
[ ! -e "$db" ] || fail 'a new database'

rm -f "$db"-wal "$db"-shm
cp "$T/copy.db" "$db"
start_azimut
wait_until 20 replied nord +33639980002 || fail 'not answered after it was put back'
[ "$(replies_to nord +33639980001)" = 1 ] || fail 'answered twice'
stop_azimut
