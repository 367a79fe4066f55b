# By e-mail with its date; an address that is refused for good: the SMS leaves and the referent knows; a number that does not exist, one
# that cannot have SMS: nothing is sent there, the e-mail leaves where there is one, the referent knows at once.
. "$TESTS/lib.sh"
. "$TESTS/mail.sh"
. "$TESTS/remind.sh"
MIA=+33639980013 NO_SUCH=+33639980014 LINE=+33320980015
start_smtpd
clock_at '2027-02-26 15:00:00'
start_sim nord huawei-e173
write_conf nord
printf '[mail]\nfrom = centre@exemple.fr\nurl = smtp://localhost:%s\ntls = none\n' "$PORT" >>"$conf"
az referent add $REFERENT Nadia
remind $AWA CAF 15/03/2027 --name Awa --accord --email awa@exemple.fr --channel mail --once
clock_at '2027-03-01 10:00:01'
start_azimut
wait_until 10 taken_is 1 || fail 'no letter'
letter_is 1 '.subject == "Rappel : déclaration trimestrielle CAF, jusqu'"'"'au lundi 15 mars" and .to == "awa@exemple.fr"'
letter_is 1 '(.text | startswith("Bonjour Awa,\n\ndéclaration trimestrielle CAF")) and (.text | contains("FAIT"))'
letter_is 1 '.ics | contains("DTSTART;VALUE=DATE:20270315") and contains("UID:rappel-1-20270315@33639980000.azimut")'
[ "$(replies_to nord $AWA)" = 0 ] || fail 'an SMS too'
stop_azimut || fail "ended with $?"

# The second text: her address is refused for good.
script 'rcpt 550 5.1.1 inconnue'
clock_at '2027-03-12 10:00:01'
start_azimut
expect_says nord $AWA 'Awa : déclaration trimestrielle CAF'
expect_says nord $REFERENT 'Awa : rappel 1 pas arrivé'
says nord $REFERENT 'Le courriel est refusé. Parti par SMS.' || fail "$(text_to nord $REFERENT)"
wait_until 5 quiet nord || fail 'no rest'
stop_azimut || fail "ended with $?"

# Both channels; a number that the network does not know; a landline.
clock_at '2027-03-20 15:00:00'
remind $MIA CAF 20/06/2027 --name Mia --accord --email mia@exemple.fr --channel both --once
clock_at '2027-06-05 10:00:01'
start_azimut
wait_until 5 alert_open clock time || fail 'off for months, and the hour is believed'
sim_text nord +33639980030 AIDE
expect_says nord $MIA 'Mia : déclaration trimestrielle CAF'
wait_until 10 taken_is 2 || fail 'no letter for Mia'
wait_until 5 quiet nord || fail 'no rest'
stop_azimut || fail "ended with $?"
az reminder cancel 2
clock_at '2027-06-20 15:00:00'
remind $NO_SUCH rdv 30/06/2027 --name Zoé --accord --email zoe@exemple.fr
clock_at '2027-06-25 10:00:01'
sim_ctl nord '{"cmd":"fault","command":"ctrl-z","name":"cms","code":1}' >/dev/null || fail fault
start_azimut
expect_says nord $REFERENT 'Zoé : rappel 3 pas arrivé, rendez-vous, le mercredi 30 juin. SMS refusé par le réseau. Parti par courriel.'
wait_until 10 taken_is 3 || fail 'no letter for Zoé'
letter_is 3 '.to == "zoe@exemple.fr"'
stop_azimut || fail "ended with $?"
clock_at '2027-07-02 15:00:00'
sqlite3 "$db" "UPDATE contact SET phone = '$LINE' WHERE phone = '$NO_SUCH'"		# a mobile number when it was registered
az reminder cancel 3
remind $MIA rdv 12/07/2027 --name Mia
sqlite3 "$db" "UPDATE reminder SET person_id = (SELECT id FROM person WHERE name = 'Zoé') WHERE id = 4;
	UPDATE person SET email = NULL WHERE name = 'Zoé'"
clock_at '2027-07-07 10:00:01'
start_azimut
expect_says nord $REFERENT "Zoé : rappel 4 pas arrivé, rendez-vous, le lundi 12 juillet. Ce numéro n'a pas de SMS. Appelez cette personne."
[ "$(replies_to nord $LINE)" = 0 ] || fail 'a landline was texted'
taken_is 3 || fail 'a letter to nobody'
wait_until 5 quiet nord || fail 'no rest'
stop_azimut || fail "ended with $?"
log_is_clean awa@exemple.fr "$AWA"
judge -- nord || fail 'the judge'
