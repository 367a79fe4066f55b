# The four plans worked by hand come out of `reminder add` and `reminder plan`; nothing is written; consent, STOP and caps are seen.
. "$TESTS/cli.sh"
export AZIMUT_NOW=$(date -d '2026-11-24T12:00:00+01:00' +%s)

plan() {	# REMINDER: days and hours of its texts in the last JSON
	jq -r "select(.reminder == $1).at[0:16]" "$OUT" | paste -sd' '
}

texts() {	# REMINDER WORDS...
	local id=$1; shift
	[ "$(plan "$id")" = "$*" ] || { plan "$id" >&2; fail "reminder $id: not $*"; }
}

expect 0 reminder plan --until 2027-12-31
says "Jusqu'au vendredi 31/12/2027 : 0 SMS"
expect 0 reminder plan --until 2027-12-31 --json
[ ! -s "$OUT" ] || fail 'something out of nothing'

expect 65 reminder add 0639980012 CAF 15/03/2027
says 'azimut referent add'
expect 0 referent add 0639980034 Sonia
expect 0 reminder add 0639980012 CAF 15/03/2027 --name Awa --accord --at '2026-11-24 10:00'
says '2 SMS, le premier lundi 01/03/2027 à 10h ; ensuite mardi 15/06/2027'
expect 0 reminder add 0639980012 titre de séjour expire 17/03/2027 --name awa --at 2026-11-24
says '3 SMS, le premier vendredi 27/11/2026 à 10h'
expect 0 reminder add 0639980013 'France Travail' --name Bruno --accord --at 2026-11-24
expect 0 reminder add 0639980014 bourse 2027 --name Chloé --accord --at 2026-11-24
expect 0 reminder add 0639980012 CAF 15/03/2027 --name AWA
says 'Il existait déjà'
[ "$(sql 'SELECT count(*) FROM reminder')" = 4 ] || fail 'doubled'

cp "$DB" "$T/before.db"
expect 0 reminder plan --until 2027-12-31 --json
texts 1 2027-03-01T10:00 2027-03-12T10:00 2027-06-01T10:00 2027-06-12T10:00 2027-09-01T10:00 2027-09-11T10:00 2027-12-01T10:00 2027-12-11T10:00
texts 2 2026-11-27T10:00 2026-12-31T10:00 2027-01-14T10:00
texts 4 2027-10-07T10:00 2027-10-18T10:00
[[ "$(plan 3)" == '2026-11-28T10:00 2026-12-08T10:00 2026-12-12T10:00 2026-12-15T09:00 2026-12-28T10:00 '* ]] || fail "France Travail: $(plan 3)"
[ "$(plan 3 | wc -w)" = 53 ] || fail "thirteen months of France Travail: $(plan 3 | wc -w)"
# The shape that other programs rely on.
out_is 'keys_unsorted == ["reminder","to","person","procedure","due","at","channel","text","parts","verdict","reason"]'
out_is '(.at | test("^20[0-9-]{8}T[0-9:]{8}[+]0[12]:00$")) and (.due | test("^20[0-9-]{8}T[0-9:]{8}[+]0[12]:00$"))'
out_is '.verdict == "pass" and .reason == null and .parts == 1 and .channel == "sms" and (.to | test("^\\+3363998001[234]$"))'
out_is '(.text | length) > 20'
jq -es 'map(.at | fromdateiso8601? // .) | . == sort' <(jq -c '.at |= (.[0:19])' "$OUT") >/dev/null || fail 'not in time order'
jq -es 'map(select(.reminder == 2))[1] | .due[0:10] == "2027-01-01"' "$OUT" >/dev/null || fail 'due is not the day of the rule'
# What can be asked of it.
expect 0 reminder plan --until 2026-12-01
says 'total : 1 SMS'
says "Jusqu'au mardi 01/12/2026 : 2 SMS"
says_not 98001
expect 0 reminder plan --until 2027-03-31 --at 2027-03-02 --json
texts 1 2027-03-12T10:00
texts 2
expect 0 reminder plan --json
[ "$(jq -rs 'map(.at[0:10]) | max' "$OUT")" = 2026-12-15 ] || fail '31 days'
expect 0 reminder plan --referent 0639980034 --until 2027-12-31 --json
[ "$(jq -s length "$OUT")" = 66 ] || fail "of one referent: $(jq -s length "$OUT")"
expect 64 reminder plan --until 2026-11-01
expect 64 reminder plan --until hier
expect 64 reminder plan --until zorglub
expect 65 reminder plan --referent 0639980099
sqldiff --help >/dev/null 2>&1 && { [ -z "$(sqldiff "$T/before.db" "$DB")" ] || fail 'the plan wrote'; }
[ "$(sql 'SELECT count(*) FROM outbound')$(sql 'SELECT count(*) FROM firing')" = 00 ] || fail 'the plan wrote'

# Without consent: asked, asked again, then nothing; and no word of what it is about in what leaves.
expect 0 reminder add 0639980015 titre de séjour 17/03/2027 --name Denis
expect 0 reminder plan --until 2027-12-31 --json
[ "$(jq -r 'select(.reminder == 5) | .verdict + "/" + (.reason // "")' "$OUT" | paste -sd' ')" = 'pass/ pass/ hold/no-answer' ] || fail 'consent'
jq -es 'map(select(.reminder == 5 and .verdict == "pass").text) | all(test("Sonia") and (test("séjour|sejour") | not))' "$OUT" >/dev/null || fail 'not neutral'
# Two reminders of one person: one question is enough.
expect 0 reminder add 0639980015 titre de séjour 18/03/2027 --name Denis
expect 0 reminder plan --until 2026-12-05 --json
[ "$(jq -r 'select(.person == "Denis") | .verdict + "/" + (.reason // "")' "$OUT" | paste -sd' ')" = 'pass/ pass/' ] || fail 'asked once a day'
# STOP.
expect 0 contact stop 0639980013
expect 0 reminder plan --until 2026-12-31 --json
jq -es 'map(select(.reminder == 3)) | length == 5 and all(.verdict == "deny" and .reason == "stop")' "$OUT" >/dev/null || fail 'STOP'
expect 0 contact demarre 0639980013 --yes

# Caps: the month's recipients, the day's SMS; what is left for answers is not for reminders.
write_conf '[gate]' 'distinct_per_month = 3'
expect 0 reminder plan --until 2026-12-31 --json
# Awa and Denis are the two of November; their 30 days are over on the 28th of December.
[ "$(jq -r 'select(.reminder == 3) | .at[5:10] + " " + .verdict + " " + (.reason // "")' "$OUT" | paste -sd,)" = \
	'11-28 hold month-recipients,12-08 hold month-recipients,12-12 hold month-recipients,12-15 hold month-recipients,12-28 pass ' ] ||
	fail 'recipients'
write_conf '[gate]' 'texts_per_day = 2'
for i in 1 2 3; do expect 0 reminder add 063998004$i rdv 15/12/2026 14h --name P$i --accord; done
expect 0 reminder plan --until 2026-12-31 --json
[ "$(jq -rs 'map(select(.at[0:10] == "2026-12-10")) | map(.verdict) | join(" ")' "$OUT")" = 'pass hold hold' ] || fail 'day budget'
expect 0 reminder plan --until 2026-12-31
says 'retenu'
exit 0
