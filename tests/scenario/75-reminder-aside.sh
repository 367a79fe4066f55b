# A reminder that ends the clock role each time it is looked at is set aside after five times: recorded, told, and the others leave.
# Five kills in other places set nothing aside.
. "$TESTS/lib.sh"
. "$TESTS/remind.sh"
clock_at '2027-02-26 15:00:00'
start_sim nord huawei-e173
write_conf nord
az referent add $REFERENT Nadia
for i in 1 2 3; do remind +3363998004$i CAF 15/03/2027 --name "P$i" --accord; done
due=$(sql 'SELECT due FROM reminder WHERE id = 1')
sqlite3 "$db" "INSERT INTO meta VALUES ('clock:hand', '1 $due 5')"
clock_at '2027-03-01 09:58:00'
start_azimut
role() { ROLE=$(role_pids clock); [ "$(wc -w <<<"$ROLE")" = 1 ] && [ "$ROLE" != "${old:-}" ]; }
careful() { role && tr '\0' ' ' <"/proc/$ROLE/cmdline" | grep -q careful; }
wait_until 5 role || fail 'no clock role'
old=$ROLE
kill -KILL "$ROLE"
wait_until 10 careful || fail 'it does not go on carefully'
clock_at '2027-03-01 10:00:01'
expect_says nord +33639980042 'P2 : déclaration'
expect_says nord +33639980043 'P3 : déclaration'
sql_is 1 "SELECT count(*) FROM firing WHERE reminder_id = 1 AND fate = 'missed' AND reason = 'failed'" || fail 'not set aside'
alert_open reminder rem:1 || fail 'staff do not know'
expect_says nord $REFERENT "P1 : le rappel 1 n'est pas parti à temps."
[ "$(replies_to nord +33639980041)" = 0 ] || fail 'sent all the same'

# Killed often, but not over one reminder.
for i in 1 2 3 4 5 6; do
	wait_until 30 role || fail 'no clock role'
	old=$ROLE
	kill -KILL "$ROLE"
done
clock_at '2027-03-12 10:00:01'
sim_text nord +33639980030 AIDE
wait_until 40 replied nord +33639980042 2 || fail 'the second text'
wait_until 10 replied nord +33639980043 2 || fail 'the second text'
sql_is 1 "SELECT count(*) FROM firing WHERE fate = 'missed'" || fail 'set aside without a reason'
stop_azimut || fail "ended with $?"
