# What leaves by e-mail arrives as it was written: accents in subject and text, long lines, lines of dots, the .ics byte for
# byte; an independent parser finds no defect.  One connection serves a burst, under our domain's name.
. "$TESTS/lib.sh"
. "$TESTS/mail.sh"
start_smtpd
mail_conf "url = smtp://localhost:$PORT" 'tls = none'
start_azimut

post a awa@exemple.fr 'Rappel : la CAF, avant le 5 décembre' $'Bonjour Awa,\n\nÀ bientôt — « le centre ».\n' >"$T/id"
expect_state a sent
letter_is 1 '.subject == "Rappel : la CAF, avant le 5 décembre"'
letter_is 1 '.text == "Bonjour Awa,\n\nÀ bientôt — « le centre ».\n"'
letter_is 1 '.to == "awa@exemple.fr" and .display == "Centre social Exemple" and .from == "Centre social Exemple <centre@exemple.fr>"'
letter_is 1 '.auto == "auto-generated" and .unsubscribe == "<mailto:centre@exemple.fr?subject=STOP%20'"$(cat "$T/id")"'>"'
letter_is 1 '(.id | test("^<[0-9a-f]{32}@exemple[.]fr>$")) and (.date | test("^20[0-9-]+T.*[+]0[12]:00$"))'
letter_is 1 '.names | length == (unique | length)'
[ "$(sql "SELECT message_id FROM mail WHERE cause = 'a'")" = "$(letter 1 | jq -r .id)" ] || fail 'the Message-ID is another'
[ "$(events '.verb == "ehlo" and .arg == "exemple.fr"')" = 1 ] || fail 'EHLO names something else'

# Long lines, dots, equals signs, trailing spaces, tabs, an emoji, Arabic; an .ics with folded lines.
{
	printf '.\n..\n.point\n\n.\n'
	printf 'x%.0s' {1..3000}; printf '\n'
	printf 'é%.0s' {1..1500}; printf '\n'
	printf '=3D = =\nfin avec espaces   \n\ttabulation\t\nFrom moi\n\U1F600 مرحبا\n'
} >"$T/text"
{
	printf 'BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Azimut//FR\r\nBEGIN:VEVENT\r\nUID:1@exemple.fr\r\nDTSTAMP:20261124T104500Z\r\n'
	printf 'DTSTART;VALUE=DATE:20261205\r\nSUMMARY:Déclaration à la CAF\\, avant le 5\r\nDESCRIPTION:ligne pliée qui va\r\n  bien plus loin\r\n'
	printf 'END:VEVENT\r\nEND:VCALENDAR\r\n'
} >"$T/e.ics"
post --ics "$T/e.ics" b awa@exemple.fr "$(printf 'Étape %.0s' {1..30})" - <"$T/text" >/dev/null
expect_state b sent
letter_is 2 ".text == $(jq -Rs . <"$T/text")"
letter_is 2 ".ics == $(jq -Rs . <"$T/e.ics")"
letter_is 2 '.parts == 2 and .type == "multipart/mixed" and (.ics_type | test("^text/calendar;.*method=\"?PUBLISH"))'
letter_is 2 ".subject == \"$(printf 'Étape %.0s' {1..30})\""

# A burst.
before=$(events '.event == "connect"')
for i in {1..40}; do post "burst-$i" "p$i@exemple.fr" "Numéro $i" "Texte $i" >/dev/null; done
wait_until 20 taken_is 42 || fail "the burst: $(taken)"
[ $(($(events '.event == "connect"') - before)) -le 2 ] || fail 'a connection for each message'
wait_until 5 sql_is 0 "SELECT count(*) FROM mail WHERE state <> 'sent'"

# All of them: no defect, short lines, pure ASCII, CRLF only, identities that differ.
"$PY" "$TESTS/smtpd.py" read "$D"/*.eml >"$T/all"
jq -se 'length == 42 and all(.defects == [] and .longest <= 80 and .ascii and .bare == 0 and .subject != "")
	and (map(.id) | unique | length == 42)' "$T/all" >/dev/null || { cat "$T/all" >&2; fail 'defects'; }

# Idle, it says goodbye and the program that speaks to the server is gone.
wait_until 10 hand_gone || fail 'azimut-courier stays'
[ "$(events '.verb == "quit"')" -ge 1 ] || fail 'no goodbye'
stop_azimut || fail "end: $?"
log_is_clean awa@ Bonjour p1@
