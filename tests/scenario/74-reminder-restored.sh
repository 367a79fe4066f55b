# A backup is put to use: what it holds as due may have left before the loss; nothing of it is sent, each is a recorded miss, and the
# referent knows.  What comes later leaves.
. "$TESTS/lib.sh"
. "$TESTS/remind.sh"
clock_at '2027-02-26 15:00:00'
start_sim nord huawei-e173
write_conf nord
az referent add $REFERENT Nadia
remind $AWA CAF 15/03/2027 --name Awa --accord
az backup "$T/copy.db"
clock_at '2027-03-01 10:00:01'
start_azimut
expect_says nord $AWA 'Awa : déclaration trimestrielle CAF'
wait_until 5 quiet nord || fail 'no rest'
stop_azimut || fail "ended with $?"
rm -f "$db"*
cp "$T/copy.db" "$db"
clock_at '2027-03-01 11:00:01'
start_azimut
expect_says nord $REFERENT 'Awa : après une panne, on ne sait pas si le rappel 1 est parti.'
[ "$(replies_to nord $AWA)" = 1 ] || fail 'sent again'
sql_is 1 "SELECT count(*) FROM firing WHERE fate = 'missed' AND reason = 'restored'" || fail 'not recorded'
alert_open reminder restored || fail 'staff do not know'
wait_until 5 quiet nord || fail 'no rest'
stop_azimut || fail "ended with $?"
clock_at '2027-03-12 10:00:01'
start_azimut
wait_until 10 replied nord $AWA 2 || fail 'the next one does not leave'
stop_azimut || fail "ended with $?"
