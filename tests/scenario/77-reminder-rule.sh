# The centre changes a rule while the daemon runs: what is noted follows, and the command says how many; a reminder that had no date gets
# one when the clock role starts.
. "$TESTS/lib.sh"
. "$TESTS/remind.sh"
clock_at '2027-02-20 15:00:00'
start_sim nord huawei-e173
write_conf nord
az referent add $REFERENT Nadia
remind $AWA CAF 15/03/2027 --name Awa --accord
remind +33639980013 rdv 10/03/2027 --name Bruno --accord
start_azimut
due() { sql_is "$2" "SELECT strftime('%Y-%m-%d %H:%M', due * 60, 'unixepoch') FROM reminder WHERE id = $1"; }
due 1 '2027-03-01 10:00' || fail 'not on 1 March'
az procedure edit caf --note 'lu'
grep -q 'moment' "$T/az.out" && fail 'a note moves nothing'
az procedure edit caf --steps '-19j,-3j'
grep -q '^1 rappel déjà noté part à un autre moment.$' "$T/az.out" || fail "$(cat "$T/az.out")"
due 1 '2027-02-24 10:00' || fail 'it did not follow'
clock_at '2027-02-22 10:00:00'
sim_text nord +33639980030 AIDE
wait_until 5 replied nord +33639980030 || fail 'no answer'
clock_at '2027-02-24 10:00:05'
sim_text nord +33639980030 MENU
expect_says nord $AWA 'Awa : déclaration trimestrielle CAF'
az procedure edit caf --steps '-19j,-10j,-3j'
due 1 '2027-03-05 10:00' || fail 'it did not go on by the new steps'
seen_twice
[ "$(replies_to nord $AWA)" = 1 ] || fail 'doubled'
stop_azimut || fail "ended with $?"

sql "UPDATE reminder SET due = NULL WHERE id = 1"
start_azimut
wait_until 5 due 1 '2027-03-05 10:00' || fail 'no date at the start'
seen_twice
[ "$(replies_to nord $AWA)" = 1 ] || fail 'doubled at the start'
wait_until 5 quiet nord || fail 'no rest'
stop_azimut || fail "ended with $?"
judge -- nord || fail 'the judge'
