# A reminder leaves once, at its hour; consent is asked, its answer comes back; a clock that goes back doubles nothing; one that leaps
# waits until the network says the same; STOP ends the series and the referent knows.
. "$TESTS/lib.sh"
. "$TESTS/remind.sh"
BRUNO=+33639980013
clock_at '2027-02-26 15:00:00'
start_sim nord huawei-e173
write_conf nord
az referent add $REFERENT Nadia
remind $AWA CAF 15/03/2027 --name Awa --accord
remind $BRUNO CAF 15/03/2027 --name Bruno
clock_at '2027-03-01 09:59:57'
start_azimut
az status --json
jq -e '[.roles[] | select(.alive) | .name] | index("clock")' "$T/az.out" >/dev/null || fail 'status does not know the clock'

expect_says nord $AWA "Awa : déclaration trimestrielle CAF, jusqu'au lundi 15 mars. De Nadia, Centre social Exemple."
expect_says nord $BRUNO "Bruno, Nadia (Centre social Exemple) peut vous rappeler : dossier CAF. D'accord ?"
sql_is 2 'SELECT count(*) FROM firing' || fail 'firings'
sql_is 1 "SELECT count(*) FROM person WHERE name = 'Bruno' AND consent = 'asked'" || fail 'not asked'
sim_text nord $BRUNO OUI
wait_until 5 sql_is 1 "SELECT count(*) FROM person WHERE name = 'Bruno' AND consent = 'yes'" || fail 'OUI is not heard'
wait_until 5 quiet nord || fail 'no rest'

# An hour back, then forward again: nothing twice.
clock_at '2027-03-01 09:00:05'
wait_until 5 alert_open clock time || fail 'staff do not know that the clock went back'
clock_at '2027-03-01 09:59:58'
seen_twice
clock_at '2027-03-01 10:00:30'
wait_until 5 alert_closed clock time || fail 'the alert stays'
seen_twice
[ "$(replies_to nord $AWA)" = 1 ] || fail 'doubled'

# Eleven days forward while it lives: not believed, until a text from anybody says the same.
clock_at '2027-03-12 10:00:05'
wait_until 5 alert_open clock time || fail 'a leap is believed'
seen_twice
[ "$(replies_to nord $AWA)" = 1 ] || fail 'a leap fired'
sim_text nord +33639980030 AIDE
wait_until 5 replied nord +33639980030 || fail 'an answer waits for the clock'
wait_until 10 replied nord $AWA 2 || fail 'the second text does not leave'
expect_says nord $AWA "Awa : déclaration trimestrielle CAF, jusqu'au lundi 15 mars. Sans déclaration"
expect_says nord $BRUNO "Bruno : déclaration trimestrielle CAF, jusqu'au lundi 15 mars."
alert_closed clock time || fail 'the alert stays'

# STOP: nothing more leaves, and Nadia knows.
sim_text nord $AWA STOP
wait_until 5 replied nord $AWA 3 || fail 'STOP has no answer'
expect_says nord $REFERENT 'Awa a demandé STOP.'
clock_at '2027-06-01 10:00:05'
sim_text nord +33639980030 MENU
expect_says nord $BRUNO "Bruno : déclaration trimestrielle CAF, jusqu'au mardi 15 juin."
seen_twice
[ "$(replies_to nord $AWA)" = 3 ] || fail "after STOP: $(text_to nord $AWA)"
wait_until 5 quiet nord || fail 'no rest'
stop_azimut || fail "ended with $?"
judge -- nord || fail 'the judge'
