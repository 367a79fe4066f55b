# `contact`: any form of number, French or English roles, STOP is undone only on a person's word; lists are masked.
. "$TESTS/cli.sh"

expect 0 contact
says 'Personne'
expect 0 contact add '+33 (0)6 39 98 00 05' --name 'Zoé' --role référent
expect 0 contact add 0639980005
expect 0 contact show 0639980005 --json
out_is '.phone == "+33639980005" and .name == "Zoé" and .role == "referent" and .stopped == null'
expect 0 contact name 0639980005 Zoé du marché
expect 0 contact role 0639980005 staff
expect 0 contact show 0639980005
says 'Zoé du marché'
says 'équipe'
expect 64 contact role 0639980005 chef
says 'habitant'
expect 64 contact role 0639980005 unknown
expect 65 contact role 0639980006 staff
says 'contact add'
expect 64 contact name 0639980005 "$(printf 'a\nb')"
expect 64 contact name 0639980005 ' '
expect 64 contact add 0639980007 --name "$(printf '%70s' x)"
[ "$(sql "SELECT count(*) FROM contact WHERE phone = '+33639980007'")" = 0 ] || fail 'half added'

expect 0 contact stop 0639980008
[ "$(sql "SELECT stopped_at > 0 FROM contact WHERE phone = '+33639980008'")" = 1 ] || fail 'not stopped'
expect 77 contact demarre 0639980008
says '--yes'
[ "$(sql "SELECT stopped_at > 0 FROM contact WHERE phone = '+33639980008'")" = 1 ] || fail 'STOP undone without a word'
expect 0 contact demarre 0639980008 --yes
[ "$(sql "SELECT stopped_at IS NULL FROM contact WHERE phone = '+33639980008'")" = 1 ] || fail 'STOP not undone'

expect 0 contact list --json
out_is '.phone | test("^\\+336\\*+[0-9]{2}$")'
expect 0 contact list --role équipe --json --reveal
out_is '.phone == "+33639980005"'
[ "$(sql "SELECT count(*) FROM audit WHERE action = 'contact.reveal'")" = 1 ] || fail 'not audited'
[ "$(sql "SELECT count(*) FROM audit WHERE detail LIKE '%3998000%'")" = 0 ] || fail 'a whole number in the audit trail'
