#!/bin/bash
# 100,000 lines of reminders from a spreadsheet: each checked twice, none written before all are; beside sqlite3's own .import of the
# same file, which checks nothing and commits once.
. "$(dirname "$0")/lib.sh"
N=${N_LINES:-100000}

printf '%s\n' '[centre]' 'name = Centre' 'phone = +33639980000' 'latitude = 50.7236' 'longitude = 3.1610' '[database]' "path = $db" \
	'[modem nord]' "device = $T/nord.tty" >"$conf"
az=("$B/azimut" --config "$conf")

lines() {	# COUNT: two reminders for each person, five procedures, dates of the next months
	awk -v n="$1" -v year="$(($(date +%Y) + 1))" 'BEGIN {
		split("CAF;titre de séjour;France Travail;logement social;rendez-vous", p, ";")
		print "referent;phone;name;procedure;date;time;once;consent;email;channel"
		for (i = 0; i < n; i++) {
			k = i % 5 + 1
			d = k == 3 ? "" : sprintf("%02d/%02d/%d", i * 7 % 28 + 1, i * 11 % 9 + 4, year)
			printf "0639980034;063998%04d;Personne %d;%s;%s;%s;;%s;;\n", 1000 + i % 8999, i / 2, p[k], d, k == 5 ? "14h30" : "", i % 2 ? "oui" : ""
		} }'
}

timed() {	# COMMAND...: milliseconds in $MS, most memory in $KIB
	local from pid kib
	from=$(date +%s%3N); KIB=0
	"$@" >"$T/out" 2>&1 &
	pid=$!
	while kib=$(awk '/^VmHWM:/ {print $2}' "/proc/$pid/status" 2>/dev/null) && [ -n "$kib" ]; do KIB=$kib; sleep 0.05; done
	wait "$pid" || { cat "$T/out" >&2; fail "$*"; }
	MS=$(($(date +%s%3N) - from))
}

"${az[@]}" referent add 0639980034 Sonia >/dev/null || fail referent
lines $((N / 10)) >"$T/tenth.csv"
lines "$N" >"$T/all.csv"
timed "${az[@]}" reminder import "$T/tenth.csv" --dry-run; tenth=$KIB
timed "${az[@]}" reminder import "$T/all.csv" --dry-run; all=$KIB
row "memory to check $((N / 10)) lines, $N lines" "$((tenth / 1024)), $((all / 1024)) MiB"
timed "${az[@]}" reminder import "$T/all.csv"; ours=$MS
grep -q "Ajoutées $N" "$T/out" || { cat "$T/out" >&2; fail 'not all of them'; }
row "reminder import, $N lines" "$((ours / 1000)).$((ours % 1000 / 100)) s" 'at most 20 s'
timed "${az[@]}" reminder import "$T/all.csv"
grep -q "inchangées $N" "$T/out" || fail 'not the same'
row 'the same file again' "$((MS / 1000)).$((MS % 1000 / 100)) s" 'adds nothing'
timed sqlite3 "$T/peer.db" 'PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL' '.mode csv' '.separator ;' ".import $T/all.csv lines"
row 'sqlite3 .import of the file, nothing checked' "$((MS / 1000)).$((MS % 1000 / 100)) s"
row 'ours is slower by' "$((ours / (MS > 0 ? MS : 1))) x" 'two passes, people, dates, rules'

timed "${az[@]}" reminder plan --json
row "reminder plan of 31 days, $(wc -l <"$T/out") texts" "$((MS / 1000)).$((MS % 1000 / 100)) s"
[ "$ours" -le 20000 ] || { echo "the import took more than 20 s"; exit 1; }
