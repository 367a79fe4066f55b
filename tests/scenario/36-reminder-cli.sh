# `reminder add, list, show, move, done, cancel`: one line tells what came of it, errors tell the right form, lists are masked.
. "$TESTS/cli.sh"
export AZIMUT_NOW=$(date -d '2026-11-24T12:00:00+01:00' +%s)

expect 0 reminder
says 'Aucun rappel'
expect 0 referent add 0639980034 Sonia
expect 0 reminder add 0639980012 rdv 15/12/2026 14h30 --name Awa
says 'Rappel n° 1, pour Awa (06 39 98 00 12) : rendez-vous, mardi 15/12/2026 à 14h30. 2 SMS, le premier jeudi 10/12/2026 à 10h. Le premier demande son accord.'
[ "$(wc -l <"$OUT")" = 1 ] || fail 'one line'
expect 0 reminder add 0639980012 rdv 15/12/2026 --time 14:30 --name awa --accord
says 'Il existait déjà'
says 'Accord attesté'
expect 0 reminder add 0639980012 caf 15/03/2027 --name Zoé --email zoe@exemple.fr --channel both --once --json
out_is '.reminder == 2 and .to == "+33639980012" and .person == "Zoé" and .procedure == "caf" and .date == "2027-03-15" and .once
	and .channel == "both" and .email == "zoe@exemple.fr" and .consent == "none" and .next == "2027-03-01T10:00:00+01:00"'

expect 0 reminder add 0639980012 caf 15/03/2027 --name Zoé
says "L'envoi d'e-mails n'est pas configuré"

# The right form is told, and nothing is kept.
while IFS='|' read -r status args words; do
	eval "expect $status reminder add $args"
	says "$words"
done <<'END'
64|0639980013|Usage
65|0639980013 caf|15/03/2027
65|0639980013 zorglub 15/03/2027|azimut procedure list
65|0639980013 caf 31/02/2027|n'existe pas
65|0639980013 caf 15/03/2027 peut-être|n'est pas une date
65|0639980013 rdv 5/11/2026|trop tard
65|0639980013 caf 'mar 17'|deux façons
65|0639980013 caf 15/03/2027 --time bof|n'est pas une heure
65|0639980013 caf 15/03/2027 --referent 0639980077|referent add
65|0639980013 caf 15/03/2027 --channel mail|adresse
65|0639980013 caf 15/03/2027 --email 'a b@c'|e-mail
65|0892111111 caf 15/03/2027|surtaxé
65|0320111111 caf 15/03/2027|numéro fixe
65|12 caf 15/03/2027|06 39 98 00 12
65|bonjour caf 15/03/2027|pas un numéro
65|0639980012 caf 16/03/2027|ajoutez le prénom
65|0639980013 caf 15/03/2027 --name aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa|trop long
64|0639980013 caf 15/03/2027 --acord|--accord
END
expect 0 contact stop 0639980014
expect 65 reminder add 0639980014 caf 15/03/2027
says 'DEMARRE'
[ "$(sql 'SELECT count(*) FROM reminder')$(sql 'SELECT count(*) FROM person')" = 22 ] || fail 'something was kept'
[ "$(sql 'SELECT count(*) FROM outbound')" = 0 ] || fail 'something was sent'

# Looking.
expect 0 reminder list
says '+336****12'
says_not '98 00 12'
says_not 39980012
expect 0 reminder list --json
out_is '(.to | test("^\\+336\\*+12$")) and .email == (.person == "Zoé") and .state == "active"'
expect 0 reminder list --json --reveal
out_is '.to == "+33639980012" and .referent == "+33639980034" and .referent_name == "Sonia"'
[ "$(sql "SELECT count(*) FROM audit WHERE action = 'reminder.reveal'")" = 1 ] || fail 'not audited'
for who in zoe ZOÉ; do
	expect 0 reminder list --person $who --json
	out_is '.reminder == 2'
done
expect 0 reminder list --person 0639980012 --json
[ "$(jq -s length "$OUT")" = 2 ] || fail 'of one number'
expect 0 reminder list --person 0639980099
says 'Aucun rappel'
expect 0 reminder show 1
says 'Pour : Awa'
says 'jeudi 10/12/2026 à 10h : 5 jours avant'
expect 0 reminder show 1 --json
out_is '.reminder == 1 and .firings == [] and .time == "14:30"'
expect 65 reminder show 77
expect 64 reminder show Awa

expect 0 contact show 0639980012
says 'Rappels de Sonia pour Awa : 1 ; accord attesté'
says 'Rappels de Sonia pour Zoé : 1 ; accord à demander ; e-mail zoe@exemple.fr'
expect 0 contact show 0639980012 --json
out_is '(.persons | map(.name + " " + .consent + " " + (.reminders | tostring))) == ["Awa attested 1", "Zoé none 1"]'

# Moving: the next text at an allowed moment, never after the date.
expect 0 reminder move 1 14/12/2026 9h30
says 'Prochain SMS : lundi 14/12/2026 à 9h30'
expect 0 reminder move 1 12/12/2026
says 'Prochain SMS : samedi 12/12/2026 à 10h'
expect 0 reminder move 1 dimanche 13/12/2026
says 'Prochain SMS : lundi 14/12/2026 à 9h'
expect 65 reminder move 1 16/12/2026
says 'trop tard'
expect 65 reminder move 1 23/11/2026
expect 64 reminder move 1 bientôt
expect 64 reminder move 1
expect 65 reminder move 77 14/12/2026
expect 0 reminder show 1
says 'reporté'

# Done: this date is over, once is over for good.
expect 0 reminder done 2
says "C'est fait. Il n'y a pas de suite."
expect 0 reminder add 0639980015 caf 15/12/2026 --accord
expect 0 reminder done 3
says 'La prochaine fois : lundi 15/03/2027 ; premier SMS lundi 01/03/2027 à 10h'
expect 65 reminder done 77

# Cancelled: once, and seen with --all.
expect 0 reminder cancel 3
says 'Annulé'
expect 65 reminder cancel 3
expect 65 reminder move 3 14/12/2026
expect 0 reminder list --json
out_is '.reminder == 1'
expect 0 reminder list --all --json
[ "$(jq -rs 'map("\(.reminder) \(.state)") | sort | join(",")' "$OUT")" = '1 active,2 ended,3 cancelled' ] || fail 'states'
expect 0 reminder list --all
says 'annulé'
expect 64 reminder annuler 1
[ "$(sql "SELECT count(*) FROM audit WHERE action LIKE 'reminder.%' AND detail LIKE '%99800%'")" = 0 ] || fail 'numbers in the audit trail'

# Every day of consent attested by the centre's own choice.
write_conf '[reminders]' 'consent = attested'
expect 0 reminder add 0639980016 caf 15/03/2027
says 'Accord attesté'
exit 0
