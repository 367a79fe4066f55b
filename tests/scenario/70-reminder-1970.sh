# A machine that starts in 1970: texts are answered, reminders wait and staff know; once the hour is right they leave, late ones too
# while they are useful, and what is too late is told.
. "$TESTS/lib.sh"
. "$TESTS/remind.sh"
BRUNO=+33639980013
clock_at '2027-02-26 15:00:00'
start_sim nord huawei-e173
write_conf nord
az referent add $REFERENT Nadia
remind $AWA CAF 15/03/2027 --name Awa --accord
remind $BRUNO rdv 03/03/2027 --name Bruno --accord
start_azimut
seen() { sql_is 1 "SELECT count(*) FROM meta WHERE key = 'clock:seen'"; }
wait_until 5 seen || fail 'the hour is not written down'
stop_azimut || fail "ended with $?"

clock_at '1970-01-02 10:00:00'
start_azimut
wait_until 5 alert_open clock time || fail 'staff do not know'
sim_text nord +33639980030 AIDE
wait_until 5 replied nord +33639980030 || fail 'nobody is answered in 1970'
seen_twice
sql_is 0 'SELECT count(*) FROM firing' || fail 'fired in 1970'
grep -q 'FATAL\|Sanitizer' "$T/azimut.log" && fail 'see the log'

# Awa's is 23 hours late, Bruno's two (26 February at 10, 1 March at 10) are one late and one past.
clock_at '2027-03-02 09:00:05'
expect_says nord $AWA 'Awa : déclaration trimestrielle CAF'
expect_says nord $BRUNO 'Bruno : rendez-vous, le mercredi 3 mars.'
wait_until 5 alert_closed clock time || fail 'the alert stays'
seen_twice
[ "$(replies_to nord $BRUNO)" = 1 ] || fail 'doubled'

# Off for two days: what is too late is told to Nadia, in one text.
kill -KILL "$AZIMUT" $(role_pids); wait "$AZIMUT" 2>/dev/null
clock_at '2027-03-13 10:30:00'
start_azimut
expect_says nord $REFERENT "Awa : le rappel 1 n'est pas parti à temps."
[ "$(replies_to nord $AWA)" = 1 ] || fail 'too late, and sent'
sql_is 1 "SELECT count(*) FROM firing WHERE fate = 'missed' AND reason = 'late'" || fail 'not recorded'
alert_open reminder late || fail 'staff do not know'
wait_until 5 quiet nord || fail 'no rest'
stop_azimut || fail "ended with $?"
judge -- nord || fail 'the judge'
