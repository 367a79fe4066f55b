# What people answer to reminders, through modem and daemon: REPORTE speaks again that day, AIDE reaches the referent, FAIT ends this
# occurrence, STOP RAPPEL all of them; each is said once, and a killed router says nothing twice.
. "$TESTS/lib.sh"
. "$TESTS/remind.sh"
clock_at '2027-02-26 15:00:00'
start_sim nord huawei-e173
write_conf nord
az referent add $REFERENT Nadia
remind $AWA CAF 15/03/2027 --name Awa --accord
clock_at '2027-03-01 10:00:02'
start_azimut
wait_until 10 replied nord $AWA 1 || fail 'the first text does not leave'

sim_text nord $AWA 'REPORTE mercredi'
expect_says nord $AWA "C'est noté : Awa, déclaration trimestrielle CAF. Nouveau rappel : mercredi 03/03/2027."
sim_text nord $AWA AIDE
expect_says nord $AWA "Votre demande d'aide est transmise à Nadia."
expect_says nord $REFERENT "Awa demande de l'aide : déclaration trimestrielle CAF, lundi 15/03/2027. Appelez : 06 39 98 00 12."
alert_open aide 'reminder 1' || fail 'staff do not know that help is asked'

clock_at '2027-03-03 10:00:02'
sim_text nord +33639980030 MENU		# the network says the same time
wait_until 10 replied nord $AWA 4 || fail 'it does not speak again'
for pid in $(role_pids router); do kill -KILL "$pid"; done
sim_text nord $AWA 'ok c envoyé'
expect_says nord $AWA "Merci, c'est noté. Fait : Awa, déclaration trimestrielle CAF. Prochaine date : mardi 15/06/2027."
wait_until 5 sql_is 1 "SELECT count(*) FROM reminder WHERE closed IS NOT NULL AND told = 0 AND state = 'active'" || fail 'not closed'
sim_text nord $AWA non
expect_says nord $AWA "D'accord, pas encore fait : Awa"
wait_until 5 sql_is 1 "SELECT count(*) FROM reminder WHERE closed IS NULL" || fail 'not undone'

sim_text nord $AWA 'STOP RAPPEL'
expect_says nord $AWA "C'est noté : plus de rappels."
expect_says nord $REFERENT 'Awa a demandé STOP RAPPEL.'
sql_is 0 'SELECT count(*) FROM reminder WHERE due IS NOT NULL' || fail 'something is still due'
wait_until 5 quiet nord || fail 'no rest'
[ "$(replies_to nord $AWA)" = 7 ] || fail "Awa received $(replies_to nord $AWA)"
[ "$(replies_to nord $REFERENT)" = 2 ] || fail "Nadia received $(replies_to nord $REFERENT)"
stop_azimut || fail "ended with $?"
judge -- nord || fail 'the judge'
