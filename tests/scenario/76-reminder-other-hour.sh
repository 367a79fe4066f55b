# Another hour in the configuration, while it runs: what is still to come leaves at the new hour, once.
. "$TESTS/lib.sh"
. "$TESTS/remind.sh"
clock_at '2027-02-26 15:00:00'
start_sim nord huawei-e173
write_conf nord
az referent add $REFERENT Nadia
remind $AWA CAF 15/03/2027 --name Awa --accord
start_azimut
known() { sql_is 1 "SELECT count(*) FROM meta WHERE key = 'clock:planner'"; }
moved() { sql_is 1 "SELECT count(*) FROM reminder WHERE due % 1440 = 14 * 60"; }
wait_until 5 known || fail 'the plan is not known'
printf '[reminders]\nhour = 14:00\n' >>"$conf"
kill -HUP "$AZIMUT"
wait_until 10 moved || fail 'the hour is the old one'
clock_at '2027-03-01 10:00:01'
sim_text nord +33639980030 MENU
wait_until 5 replied nord +33639980030 || fail 'no answer'
seen_twice
[ "$(replies_to nord $AWA)" = 0 ] || fail 'it left at the old hour'
clock_at '2027-03-01 14:00:01'
expect_says nord $AWA 'Awa : déclaration trimestrielle CAF'
seen_twice
[ "$(replies_to nord $AWA)" = 1 ] || fail 'doubled'
stop_azimut || fail "ended with $?"
judge -- nord || fail 'the judge'
