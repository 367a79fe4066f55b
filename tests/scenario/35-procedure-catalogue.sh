# The catalogue of procedures: the plans worked by hand come out, old rules warn, and what a centre adds or edits is its own.
. "$TESTS/cli.sh"

texts() {	# WORDS...: the days and hours of the plan in the last JSON
	[ "$(jq -r '.plan.texts[].at[0:16]' "$OUT" | paste -sd' ')" = "$*" ] || { cat "$OUT" >&2; fail "the texts are not: $*"; }
}

expect 0 procedure list
says 'titre-de-sejour'
says "chaque année, le 3e jeudi d'octobre"
expect 0 procedure list --json
out_is '(.rule | length > 0) and (.source | length > 0) and .checked_on == "2026-11-24" and .own == false'

# The four plans worked by hand; today is 24 November 2026.
expect 0 procedure show caf --date 15/03/2027 --at 2026-11-24
says 'lundi 01/03/2027 à 10h'
says 'vendredi 12/03/2027 à 10h'
says 'Ensuite : mardi 15/06/2027'
expect 0 procedure show caf --date '15 mars 2027' --at 2026-11-24 --json
texts 2027-03-01T10:00 2027-03-12T10:00
out_is '.plan.next == "2027-06-15" and .plan.texts[0].at == "2027-03-01T10:00:00+01:00"'
expect 0 procedure show titre de séjour --date 17/03/2027 --at 2026-11-24
says 'jeudi 31/12/2026 à 10h'
says "et non le vendredi 01/01/2027 : jour de l'An"
expect 0 procedure show titre de séjour --date 17/03/2027 --at 2026-11-24 --json
texts 2026-11-27T10:00 2026-12-31T10:00 2027-01-14T10:00
expect 0 procedure show pôle emploi --at 2026-11-24 --json
texts 2026-11-28T10:00 2026-12-08T10:00 2026-12-12T10:00 2026-12-15T09:00
expect 0 procedure show bourse --date 2027 --at 2026-11-24 --json
texts 2027-10-07T10:00 2027-10-18T10:00
out_is '.plan.date == "2027-10-21" and .plan.unknown_school_year == 2027'

# The centre's hours, days and hour are those of the configuration.
write_conf '[gate]' 'push_hours = 14:00-18:00' 'push_days = lun-ven' 'alsace_moselle = oui' '[reminders]' 'hour = 15:30'
expect 0 procedure show pôle emploi --at 2026-11-24 --json
texts 2026-11-27T15:30 2026-12-08T15:30 2026-12-11T15:30 2026-12-15T14:00
expect 0 procedure show rdv --date 29/03/2027 --at 2027-03-01 --json
texts 2027-03-24T15:30 2027-03-25T15:30		# Saturday the 27th; Good Friday the 26th
write_conf

# What is asked, and what is refused.
expect 0 procedure show caf --at 2026-11-24
says 'donnez une date'
expect 0 procedure show rdv --date 20/11/2026 --at 2026-11-24
says 'Plus aucun rappel'
expect 64 procedure show caf --date 31/04/2027
says "n'est pas une date"
expect 65 procedure show zorglub
says 'azimut procedure list'

# Rules grow old; the school's dates end.
expect 1 procedure check --at 2026-12-01
says 'bourse : la rentrée 2027'
says_not 'caf : vérifié'
expect 1 procedure check --at 2027-11-25
says 'caf : vérifié il y a plus de 12 mois'
expect 1 procedure check --at 2027-11-25 --json
jq -es 'map(select(.problem == "old")) | length >= 40' "$OUT" >/dev/null || fail 'not every rule is old'
AZIMUT_NOW=$(date -d '2027-11-25 12:00' +%s) expect 0 procedure edit caf --checked
expect 1 procedure check --at 2027-12-01
says_not 'caf : '
expect 0 procedure edit bourse --steps '01/09,-14j,-3j'
expect 0 procedure check --at 2026-12-01
expect 0 procedure show bourse --date 2027 --at 2026-11-24 --json
texts 2027-09-01T10:00 2027-10-07T10:00 2027-10-18T10:00

# A centre's own.
expect 0 procedure add carte-bus --label 'carte de bus' --neutral transport --rule YEARLY --steps '-30j,-7j' --alias 'bus|pass bus' \
	--consequence 'Sans carte, plein tarif.'
expect 0 procedure show pass bus --date 15/09/2027 --at 2026-11-24 --json
texts 2027-08-16T10:00 2027-09-08T10:00
out_is '.own == true and .certainty == "D" and .needs == "echeance"'
expect 65 procedure add carte-bus --label x --rule YEARLY --steps -7j
says 'existe déjà'
expect 65 procedure add Élan --label x --rule YEARLY --steps -7j
expect 64 procedure add truc --label truc
expect 65 procedure add truc --label truc --rule TOUJOURS --steps -7j
says 'les règles'
expect 65 procedure add truc --label truc --rule 'EVERY_N_MONTHS(1)' --steps '-40j,-3j'
says "avant la fin de l'échéance précédente"
expect 65 procedure add truc --label truc --rule YEARLY --steps -7j --alias 'machin|RSA'
says '« RSA » est déjà un mot de « caf »'
expect 65 procedure add truc --label truc --rule YEARLY --steps -7j --consequence "$(printf 'a%.0s' $(seq 71))"
says '71 signes, 70 au plus'
expect 65 procedure add truc --label 'شيء' --rule YEARLY --steps -7j
expect 65 procedure edit caf --needs none
expect 65 procedure edit caf --valid-from 2027-13-01
expect 64 procedure edit caf
[ "$(sql "SELECT count(*) FROM audit WHERE action LIKE 'procedure.%'")" = 3 ] || fail 'changes are not in the audit trail'

# A new program does not undo what the centre wrote.
sql "UPDATE meta SET value = 'older' WHERE key = 'seed.procedures'; UPDATE procedure SET label = 'vieux' WHERE id = 'ass'"
expect 0 procedure show bourse --json
out_is '.own == true and .steps == "01/09,-14j,-3j"'
expect 0 procedure show ass --json
out_is '.label == "renouvellement de l'\''ASS"'
exit 0
