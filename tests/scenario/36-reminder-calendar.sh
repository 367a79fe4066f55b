# `reminder calendar`: an RFC 5545 feed of a referent's dates to come, neutral before consent; what is done is left out; stable.
. "$TESTS/cli.sh"
export AZIMUT_NOW=$(date -d '2026-11-24T12:00:00+01:00' +%s)

events() {	# the feed unfolded, one line per event: its properties joined by |
	tr -d '\r' <"$1" | awk '/^ / { sub(/^ /, ""); line = line $0; next } { if (line != "") print line; line = $0 } END { print line }' |
	awk '/^BEGIN:VEVENT/ { e = ""; on = 1; next } /^END:VEVENT/ { print e; on = 0 } on { e = e $0 "|" }'
}

event() {	# UID-BEGINNING: that event
	events "$T/f.ics" | grep -F "UID:$1" || fail "no event $1"
}

has() {	# UID-BEGINNING PROPERTY
	event "$1" | tr '|' '\n' | grep -qxF -- "$2" || { event "$1" >&2; fail "$1 has no $2"; }
}

expect 65 reminder calendar
expect 0 referent add 0639980034 'Sonia; dite "So", du CCAS'
expect 0 referent add 0639980035 Karim
expect 65 reminder calendar --referent 0639980099
expect 65 reminder calendar
says '2 référents'
expect 0 reminder calendar --referent 0639980034
grep -q '^BEGIN:VCALENDAR' "$OUT" || fail 'an empty feed is a feed'

R='--referent 0639980034'
expect 0 reminder add 0639980012 caf 15/03/2027 --name Awa --accord $R
expect 0 reminder add 0639980013 titre de séjour 17/03/2027 --name Bruno $R
expect 0 reminder add 0639980014 rdv 17/02/2027 14h30 --name Chloé --accord $R
expect 0 reminder add 0639980015 logement social 31/01/2027 9h --name Denis --accord $R
expect 0 reminder add 0639980016 caf 30/11/2026 --name Emma --accord $R
expect 0 reminder add 0639980017 caf 30/11/2026 --name Fatou --accord --once $R
expect 0 reminder add 0639980018 caf 15/12/2026 --name Karim --accord --referent 0639980035
expect 0 reminder add 0639980019 caf 15/12/2026 --name Annulé --accord $R
expect 0 reminder cancel 8
expect 0 reminder done 5
says 'La prochaine fois : dimanche 28/02/2027'
expect 0 reminder calendar $R "$T/f.ics"
says '6 dates à venir'
[ "$(stat -c %a "$T/f.ics")" = 600 ] || fail 'readable by others'
[ ! -e "$T/f.ics.part" ] || fail 'a part is left'
expect 0 reminder calendar $R
cmp "$OUT" "$T/f.ics" || fail 'two feeds of the same'

# The form: lines end with CR LF, none is longer than 75 bytes.
[ "$(wc -l <"$T/f.ics")" = "$(grep -c $'\r$' "$T/f.ics")" ] || fail 'line ends'
[ "$(tr -d '\r' <"$T/f.ics" | LC_ALL=C awk '{ if (length($0) > m) m = length($0) } END { print m }')" -le 75 ] || fail 'long lines'
grep -q '^X-WR-CALNAME:Rappels de Sonia; dite "So"\|^X-WR-CALNAME:Rappels de Sonia\\; dite' "$T/f.ics" || fail 'its name'
[ "$(events "$T/f.ics" | wc -l)" = 6 ] || fail 'six events'
[ "$(events "$T/f.ics" | grep -o 'UID:[^|]*' | sort -u | wc -l)" = 6 ] || fail 'UIDs'

# What each says.
has rappel-1@ 'DTSTART;VALUE=DATE:20270315'
has rappel-1@ 'RRULE:FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=15'
has rappel-1@ 'SUMMARY:Awa : déclaration trimestrielle CAF'
has rappel-1@ 'TRIGGER:-PT15H'
has rappel-2- 'DTSTART;VALUE=DATE:20270116'		# the last day to ask, 60 days before it expires
has rappel-2- 'SUMMARY:Bruno : papiers à renouveler'
event rappel-2- | grep -q 'séjour' && fail 'told before consent'
has rappel-3- 'DTSTART:20270217T133000Z'
has rappel-4@ 'DTSTART:20270131T090000'			# on the wall clock, summer and winter
has rappel-5@ 'DTSTART;VALUE=DATE:20261130'
has rappel-5@ 'EXDATE;VALUE=DATE:20261130'
has rappel-6- 'DTSTART;VALUE=DATE:20261130'
event rappel-6- | grep -q RRULE && fail 'once is not a series'

# Later, the same dates have the same UIDs; what is over is gone.
expect 0 reminder calendar $R "$T/later.ics" --at 2027-02-20
events "$T/later.ics" | grep -o 'UID:[^|]*' >"$T/later"
! grep -qvxFf <(events "$T/f.ics" | grep -o 'UID:[^|]*') "$T/later" || fail 'new UIDs'
! grep -q 'rappel-[236]-' "$T/later" || fail 'what is over is still there'
expect 73 reminder calendar $R /nowhere/f.ics
exit 0
