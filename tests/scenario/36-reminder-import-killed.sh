# An import that is killed while it writes leaves whole groups of lines; the same command again ends with each reminder once.
. "$TESTS/cli.sh"
export AZIMUT_NOW=$(date -d '2026-11-24T12:00:00+01:00' +%s)

expect 0 referent add 0639980034 Sonia
{ echo 'referent,phone,name,procedure,date,consent'
  for i in $(seq 1000 7999); do echo "0639980034,063998$i,P$i,caf,15/03/2027,oui"; done; } >"$T/many.csv"

some_kept() {
	[ "$(sql 'SELECT count(*) FROM reminder')" -gt 0 ]
}

"$B/azimut" --config "$T/azimut.conf" reminder import "$T/many.csv" >"$OUT" 2>"$ERR" </dev/null &
pid=$!
PIDS+=("$pid")
wait_until 60 some_kept || fail 'nothing was written'
kill -KILL "$pid" 2>/dev/null
wait "$pid" 2>/dev/null
kept=$(sql 'SELECT count(*) FROM reminder')
[ $((kept % 500)) = 0 ] || fail "half a group: $kept"
[ "$(sql 'SELECT count(*) FROM person WHERE id NOT IN (SELECT person_id FROM reminder)')" = 0 ] || fail 'people without their reminder'
expect 0 reminder import "$T/many.csv"
says "inchangées $kept"
[ "$(sql 'SELECT count(*), count(DISTINCT person_id) FROM reminder')" = '7000|7000' ] || fail 'not each once'
[ "$(sql 'PRAGMA integrity_check')" = ok ] || fail 'the file is broken'
exit 0
