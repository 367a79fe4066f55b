# `reminder import`, `export`: all refusals by line before anything is written; twice is once; what comes out goes in again; hostile files.
. "$TESTS/cli.sh"
export AZIMUT_NOW=$(date -d '2026-11-24T12:00:00+01:00' +%s)

reminders() {
	sql 'SELECT count(*) FROM reminder'
}

import_lines() {	# STATUS [OPTIONS] <<LINES: with the usual header
	local want=$1; shift
	{ echo 'referent;phone;name;procedure;date;time;once;consent;email;channel'; cat; } >"$T/f.csv"
	expect "$want" reminder import "$T/f.csv" "$@"
}

import_lines 65 <<<';0639980012;Awa;CAF;15/03/2027;;;;;'
says 'azimut referent add'
expect 0 referent add 0639980034 Sonia
expect 0 referent add 0639980035 Karim

# As people write: any separator, order and words; dates and numbers in their forms; the zero that a spreadsheet ate.
cat >"$T/tab.csv" <<'END'
Prénom	Téléphone	Démarche	Échéance	Heure	Référent	Accord	Une fois	Remarque
Awa	06 39 98 00 12	CAF	15/03/2027		0639980034	oui		rien
Bruno	639980013	titre de séjour	17 mars 2027		06.39.98.00.35			
Chloé	'+33639980014	rendez-vous	2027-02-17	14h30	'+33639980034		oui	
Awa	0033639980012	France Travail			0639980034			
END
expect 0 reminder import "$T/tab.csv"
says 'Ajoutées 4, mises à jour 0, inchangées 0, refusées 0'
says 'colonnes non reprises : Remarque'
"$B/azimut" --config "$T/azimut.conf" reminder import - <"$T/tab.csv" >/dev/null 2>&1 || fail "from standard input"
expect 0 reminder list --json --reveal
[ "$(jq -r '[.to[-4:], .person, .procedure, .date, .time, .once, .consent, .referent_name] | map(. // "-") | join(" ")' "$OUT" | sort)" = "$(sort <<'END'
0012 Awa caf 2027-03-15 - - attested Sonia
0013 Bruno titre-de-sejour 2027-03-17 - - none Karim
0014 Chloé rdv 2027-02-17 14:30 true none Sonia
0012 Awa france-travail - - - attested Sonia
END
)" ] || { cat "$OUT" >&2; fail 'not as written'; }

# Twice is once; what is new about a person is kept.
expect 0 reminder import "$T/tab.csv"
says 'Ajoutées 0, mises à jour 0, inchangées 4, refusées 0'
import_lines 0 <<'END'
0639980034;0639980012;awa;CAF;15/03/2027;;;;awa@exemple.fr;both
0639980034;0639980012;AWA;déclaration trimestrielle;2027-03-15;;;;;
END
says 'Ajoutées 0, mises à jour 1, inchangées 1'
[ "$(reminders)" = 4 ] || fail 'doubled'

# Every refusal is told, with its line, and nothing is written.
import_lines 65 <<'END'
0639980034;0639980020;Denis;CAF;15/03/2027;;;;;
0639980099;0639980020;Denis;CAF;15/03/2027;;;;;
;0639980020;Denis;CAF;15/03/2027;;;;;
0639980034;0899123456;Denis;CAF;15/03/2027;;;;;
0639980034;0320000000;Denis;CAF;15/03/2027;;;;;
0639980034;36111;Denis;CAF;15/03/2027;;;;;
0639980034;+4915112345678;Denis;CAF;15/03/2027;;;;;
0639980034;0639980000;Denis;CAF;15/03/2027;;;;;
0639980034;;Denis;CAF;15/03/2027;;;;;
0639980034;0639980020;Denis;zorglub;15/03/2027;;;;;
0639980034;0639980020;Denis;CAF;;;;;;
0639980034;0639980020;Denis;CAF;31/04/2027;;;;;
0639980034;0639980020;Denis;CAF;le 5 ou le 6;;;;;
0639980034;0639980020;Denis;rdv;20/11/2026;;;;;
0639980034;0639980020;Denis;rdv;20/12/2026;25h;;;;
0639980034;0639980020;Denis;CAF;15/03/2027;;peut-être;;;
0639980034;0639980020;Denis;CAF;15/03/2027;;;bof;;
0639980034;0639980020;Denis;CAF;15/03/2027;;;;denis;
0639980034;0639980020;Denis;CAF;15/03/2027;;;;;pigeon
0639980034;0639980020;Denis;CAF;15/03/2027;;;;;mail
0639980034;0639980020;Denis;CAF;15/03/2027;;;;"a@b.fr
Bcc: c@d.fr";
END
for i in $(seq 3 22); do grep -q "^refusé : ligne $i : " "$ERR" || { cat "$ERR" >&2; fail "line $i was not refused"; }; done
! grep -q 'ligne 2 :' "$ERR" || fail 'line 2 was refused'
says 'Lignes lues : 21, refusées : 20. Rien'
says '--partial'
[ "$(reminders)" = 4 ] || fail 'something was written'
[ "$(sql "SELECT count(*) FROM contact WHERE phone = '+33639980020'")" = 0 ] || fail 'somebody was written'
expect 65 reminder import "$T/f.csv" --dry-run --partial
[ "$(reminders)" = 4 ] || fail 'a dry run wrote'
expect 0 reminder import "$T/f.csv" --partial
says 'Ajoutées 1, mises à jour 0, inchangées 0, refusées 20'

# Who said no, or STOP, is not asked again by a file; a landline may get e-mails.
sql "UPDATE person SET consent = 'no' WHERE name = 'Bruno'"
expect 0 contact stop 0639980021
import_lines 65 <<'END'
0639980035;0639980013;Bruno;CAF;15/03/2027;;;oui;;
0639980034;0639980021;Emma;CAF;15/03/2027;;;;;
0639980034;0320000001;Fatou;CAF;15/03/2027;;;oui;fatou@exemple.fr;mail
END
says 'ligne 2 : Bruno a refusé'
says 'ligne 3 : +33639980021 a demandé STOP'
says "ligne 4 : +33320000001 : numéro fixe: ne reçoit pas de SMS, et l'envoi d'e-mails n'est pas configuré"
says 'refusées : 3'
cp "$T/azimut.conf" "$T/plain.conf"
printf '[mail]\nfrom = centre@exemple.fr\nurl = smtps://localhost\n' >>"$T/azimut.conf"
import_lines 0 --dry-run <<<'0639980034;0320000001;Fatou;CAF;15/03/2027;;;oui;fatou@exemple.fr;mail'
cp "$T/plain.conf" "$T/azimut.conf"
# A name on one line and none on another: which person is meant?
import_lines 65 <<'END'
0639980034;0639980022;;CAF;15/03/2027;;;;;
0639980034;0639980022;Gaël;CAF;16/03/2027;;;;;
0639980034;0639980023;;CAF;15/03/2027;;;;;
END
says 'ligne 3 : +33639980022 a une ligne avec prénom'
says 'refusées : 1'

# Hostile files.
import_lines 0 <<'END'
0639980034;0639980030;=HYPERLINK("http://x");CAF;15/03/2027;;;;;
0639980034;0639980031;"@SUM(A1)";CAF;15/03/2027;;;;;
END
printf 'phone;name;procedure;date;referent\n0639980032;A\033[31mwa\302\205\342\200\256;CAF;15/03/2027;0639980034\n' >"$T/h1.csv"
expect 0 reminder import "$T/h1.csv"
[ "$(sql "SELECT name FROM person WHERE contact_id = (SELECT id FROM contact WHERE phone = '+33639980032')" | LC_ALL=C grep -c '[[:cntrl:]]')" = 0 ] || fail 'control characters'
printf 'phone;name;procedure;date;referent\n0639980033;\351t\351;CAF;15/03/2027;0639980034\n' >"$T/h2.csv"
expect 65 reminder import "$T/h2.csv"
says 'CSV UTF-8'
printf 'phone;name;procedure;date;referent\n0639980033;"Awa;CAF;15/03/2027;0639980034\n0639980034;Zoé;CAF;15/03/2027;0639980034\n' >"$T/h3.csv"
expect 66 reminder import "$T/h3.csv"
says 'guillemet'
printf 'phone;name;procedure;date;referent\n0639980033;%s;CAF;15/03/2027;0639980034\n' "$(head -c 5000 </dev/zero | tr '\0' a)" >"$T/h4.csv"
expect 65 reminder import "$T/h4.csv"
says 'prénom trop long'
printf '%s\n' 'nom;prenom' 'a;b' >"$T/h5.csv"
expect 66 reminder import "$T/h5.csv"
says 'il manque « phone »'
: >"$T/h6.csv"
expect 66 reminder import "$T/h6.csv"
printf 'phone;procedure\n' >"$T/h7.csv"
expect 65 reminder import "$T/h7.csv"
head -c 300000 /dev/urandom >"$T/h8.csv"
az reminder import "$T/h8.csv"; rc=$?
[ $rc = 65 ] || [ $rc = 66 ] || fail "noise: status $rc"
printf 'phone;procedure;date;referent;name\n0639980033;CAF;15/03/2027;0639980034;a;b;c\n' >"$T/h9.csv"
expect 65 reminder import "$T/h9.csv"
says 'colonnes au lieu de'
expect 66 reminder import "$T"
expect 66 reminder import "$T/nowhere.csv"
expect 64 reminder import
[ "$(reminders)" = 8 ] || fail "after hostile files: $(reminders)"

# What comes out goes in again: here nothing changes, elsewhere it is the same. A spreadsheet obeys none of it.
sql "UPDATE reminder SET state = 'cancelled' WHERE id = 2"
expect 0 reminder export
cp "$OUT" "$T/export.csv"
[ "$(head -1 "$T/export.csv" | tr -d '\r')" = referent,phone,name,procedure,date,time,once,consent,email,channel ] || fail 'columns'
[ "$(wc -l <"$T/export.csv")" = 8 ] || fail 'only active ones'
! grep -qE '(^|,)"[=+@-]' "$T/export.csv" || fail 'a formula'
expect 0 reminder import "$T/export.csv"
says 'Ajoutées 0, mises à jour 0, inchangées 7, refusées 0'
expect 0 reminder export --referent 0639980035
[ "$(wc -l <"$OUT")" = 1 ] || fail 'of one referent'
mv "$DB" "$T/first.db"; rm -f "$DB"-*
expect 0 referent add 0639980034 Sonia
expect 0 reminder import "$T/export.csv"
says 'Ajoutées 7'
expect 0 reminder export
cmp <(sort "$OUT") <(sort "$T/export.csv") || fail 'not the same'
[ "$(sql "SELECT count(*) FROM audit WHERE action = 'reminder.export'")" = 1 ] || fail 'an export is not noted'

# Many lines: the first file of a centre.
{ echo 'referent,phone,name,procedure,date'
  for i in $(seq 1000 2999); do echo "0639980034,063998$i,P$((i % 7)),caf,15/03/2027"; done; } >"$T/many.csv"
expect 0 reminder import "$T/many.csv"
says 'Ajoutées 2000'
expect 0 reminder import "$T/many.csv"
says 'inchangées 2000'
exit 0
