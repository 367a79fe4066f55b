# What referents did by SMS is told to staff the morning after: one alert, one e-mail to the centre, once through restarts and a clock
# that goes back; no number in them.  The centre gathers consent on paper: by SMS too, the first text is the reminder itself.
. "$TESTS/lib.sh"
. "$TESTS/mail.sh"
. "$TESTS/remind.sh"
start_smtpd
clock_at '2027-02-26 15:00:00'
start_sim nord huawei-e173
write_conf nord
printf '[reminders]\nconsent = attested\n[mail]\nfrom = centre@exemple.fr\nurl = smtp://localhost:%s\ntls = none\n' "$PORT" >>"$conf"
az referent add $REFERENT Nadia
start_azimut
with_code() {	# TEXT: sent by the referent, and then the code that came back
	local n=$(replies_to nord $REFERENT)
	sim_text nord $REFERENT "$1"
	wait_until 10 replied nord $REFERENT $((n + 1)) || fail "no code for « $1 »"
	sim_text nord $REFERENT "$(text_to nord $REFERENT | grep -oE '[0-9]{3} [0-9]{3}' | tail -n 1)"
	wait_until 10 replied nord $REFERENT $((n + 2)) || fail "the code of « $1 » has no answer"
}
with_code 'RAPPEL 0639980012 Awa CAF 15/03/2027'
with_code 'REPORTE 1 mardi'
sql_is 2 "SELECT count(*) FROM audit WHERE who = 'sms'" || fail "$(text_to nord $REFERENT)"
daily() { sql_is "$1" "SELECT count(*) FROM alert WHERE kind = 'daily'"; }
seen_twice
daily 0 || fail 'told on the very day'

clock_at '2027-02-27 08:59:50'
seen_twice
daily 0 || fail 'told before the push hours'
clock_at '2027-02-27 09:00:01'
wait_until 10 daily 1 || fail 'not told'
az alerts
grep -qF 'Par SMS, le vendredi 26 février. Nadia : 1 rappel ajouté, 1 reporté, 1 personne nouvelle.' "$T/az.out" || fail "$(cat "$T/az.out")"
wait_until 10 taken_is 1 || fail 'no letter'
letter_is 1 '.to == "centre@exemple.fr" and (.text | contains("Nadia : 1 rappel ajouté, 1 reporté, 1 personne nouvelle.")) and (.text | contains("3998") | not)'

# Killed and started again, an hour back and forward: nothing twice.
kill -KILL "$AZIMUT" $(role_pids); wait "$AZIMUT" 2>/dev/null
start_azimut
seen_twice
clock_at '2027-02-27 08:30:00'
seen_twice
clock_at '2027-02-27 09:30:00'
seen_twice
daily 1 || fail 'told twice'

# Nothing was done on Saturday and Sunday: nothing is said.  Awa, who signed, is reminded and not asked.
clock_at '2027-03-01 10:00:05'
sim_text nord +33639980030 AIDE
wait_until 5 replied nord +33639980030 || fail 'no answer'
seen_twice
daily 1 || fail 'told of nothing'
clock_at '2027-03-02 10:00:05'
expect_says nord $AWA "Awa : déclaration trimestrielle CAF, jusqu'au lundi 15 mars. De Nadia, Centre social Exemple."
wait_until 5 quiet nord || fail 'no rest'
stop_azimut || fail "ended with $?"
taken_is 1 || fail 'another letter'
judge -- nord || fail 'the judge'
