# `referent`: any form of number, idempotent, renames; who can never be texted is refused; removing kills codes, and says what is left.
. "$TESTS/cli.sh"

expect 0 referent
says 'Aucun référent'
for form in '06 39 98 00 34' 0639980034 +33639980034 0033639980034 33639980034 '+33 (0)6 39 98 00 34' '06.39.98.00.34'; do
	expect 0 referent add "$form" Sonia
done
expect 0 referent list --json --reveal
out_is '.phone == "+33639980034" and .name == "Sonia" and .reminders == 0 and .persons == 0'
[ "$(sql "SELECT count(*) FROM contact WHERE role = 'referent'")" = 1 ] || fail 'one number, several referents'
expect 0 referent add 0639980034 Sonia du CCAS
says 'Aucun SMS'
expect 0 referent list --json
out_is '.name == "Sonia du CCAS" and (.phone | test("^\\+336\\*+34$"))'
expect 0 referent add 0639980034		# keeps the name
expect 0 referent list
says 'Sonia du CCAS'
[ "$(sql "SELECT count(*) FROM outbound")" = 0 ] || fail 'something was sent'
[ "$(sql "SELECT count(*) FROM audit WHERE detail LIKE '%39980034%'")" = 0 ] || fail 'a whole number in the audit trail'

# Who can never be texted; what is no number.
for number in 0892123456 3949 36075 0320000000 0800123456 +32475123456 0639980000 '+262692123456'; do
	expect 65 referent add "$number" X
	says "besoin d'un numéro"
done
expect 64 referent add toto
expect 64 referent add 06399800
expect 64 referent add 0639980035 "$(printf 'a\033[2Jb')"
expect 64 referent add 0639980035 "$(printf 'Sam\u202eira')"
expect 64 referent add 0639980035 "$(printf '%70s' x)"
expect 64 referent add
[ "$(sql "SELECT count(*) FROM contact WHERE role = 'referent'")" = 1 ] || fail 'half added'

# Staff stay staff.
expect 0 contact add 0639980036 --role équipe
expect 0 referent add 0639980036 Karim
says "fait partie de l'équipe"
[ "$(sql "SELECT role FROM contact WHERE phone = '+33639980036'")" = staff ] || fail 'staff lost their role'

# Removing: asked first, pending codes die, reminders are counted, and handed over now or later.
expect 0 referent add 0639980037 Paul
expect 0 reminder add 0639980012 caf 15/03/2027 --name Awa --referent 0639980034 --accord --at 2026-11-24
expect 0 reminder add 0639980013 caf 15/03/2027 --name Zoé --referent 0639980034 --at 2026-11-24
sql "INSERT INTO act (contact_id, handler, data, code_hash, state, created_at, expires_at)
     SELECT id, 'rappel', '{}', x'00', 'pending', 1, 9999999999 FROM contact WHERE phone = '+33639980034'"
expect 77 referent remove 0639980034
says '--yes'
[ "$(sql "SELECT role FROM contact WHERE phone = '+33639980034'")" = referent ] || fail 'removed without a word'
expect 65 referent remove 0639980012 --yes
expect 65 referent remove 0639980034 --to 0639980012 --yes
expect 65 referent remove 0639980034 --to 0639980034 --yes
expect 0 referent remove 0639980034 --yes
says 'Codes en attente annulés : 1'
says 'Rappels actifs sans référent : 2'
[ "$(sql "SELECT role FROM contact WHERE phone = '+33639980034'")" = resident ] || fail 'still a referent'
[ "$(sql "SELECT state FROM act")" = cancelled ] || fail 'a code is alive'
[ "$(sql "SELECT count(*) FROM reminder WHERE state = 'active'")" = 2 ] || fail 'reminders were lost'
expect 0 referent remove 0639980034 --to 0639980037 --yes
says 'Rappels confiés : 2'
expect 0 reminder list --referent 0639980037 --json
[ "$(jq -s 'map(.person) | sort | join(" ")' "$OUT")" = '"Awa Zoé"' ] || fail 'not handed over'
out_is '.consent == (if .person == "Awa" then "attested" else "none" end)'
expect 65 referent remove 0639980034 --yes
expect 0 referent list --json
out_is '.name == "Paul" and .reminders == 2 and .persons == 2'
exit 0
