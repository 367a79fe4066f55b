# While 60,000 lines are imported people go on being answered: the import leaves the lock to whoever waits for it.
. "$TESTS/lib.sh"
. "$TESTS/remind.sh"
clock_at '2027-03-01 11:00:00'
start_sim nord huawei-e173
write_conf nord
az referent add $REFERENT Nadia
awk 'BEGIN { print "phone;name;procedure;date;consent"
  for (i = 0; i < 60000; i++) printf "+3363998%04d;P%d;caf;%02d/06/2027;oui\n", i % 9000 + 1, i, i % 28 + 1 }' >"$T/many.csv"
start_azimut
writing() { sql_is 1 'SELECT count(*) > 0 FROM reminder'; }

"$B/azimut" --config "$conf" reminder import "$T/many.csv" --referent $REFERENT >"$T/import.out" 2>&1 &
import=$!
wait_until 60 writing || fail "nothing is written: $(cat "$T/import.out")"
n=0
while kill -0 $import 2>/dev/null; do
	n=$((n + 1))
	sim_text nord +336399895$((n + 10)) MENU
	wait_until 30 replied nord +336399895$((n + 10)) || fail "answer $n did not leave"
done
wait $import || fail "the import: $(cat "$T/import.out")"
sql_is 60000 'SELECT count(*) FROM reminder' || fail 'not all are there'
[ "$n" -gt 5 ] || fail "only $n answers left while it wrote"
