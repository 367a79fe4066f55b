# azimut mail: the list, its states and masks, a decision, a test without configuration; the daemon without [mail] has no courier;
# a backup restored sends nothing again.
. "$TESTS/cli.sh"
. "$TESTS/mail.sh"
cli_conf() { printf '%s\n' '[centre]' 'name = Centre social Exemple' '[database]' "path = $DB" "$@" >"$T/azimut.conf"; }
cli_conf
expect 78 mail test awa@exemple.fr
says 'pas configuré'
expect 1 doctor --mail
says "Le courriel n'est pas configuré"
expect 0 doctor --help
says '--mail'
expect 0 mail list
says 'Aucun courriel.'
start_azimut
[ -z "$(role_pids courier)" ] || fail 'a courier without [mail]'
stop_azimut

start_smtpd
cli_conf '[mail]' "url = smtp://localhost:$PORT" 'from = centre@exemple.fr' 'tls = none'
expect 64 mail test awa
says "n'est pas une adresse"
script 'rcpt 550 5.1.1 inconnue ici'
expect 67 mail test nobody@exemple.fr
says "l'adresse du destinataire est refusée (550 5.1.1 inconnue ici)"
script 'rcpt 450 4.2.0 plus tard'
expect 75 mail test awa@exemple.fr
says 'plus tard'
script 'kept cut'
expect 75 mail test awa@exemple.fr
says 'On ne sait pas'
expect 0 mail test awa@exemple.fr
says 'SANS chiffrement'
sql "SELECT count(*) FROM audit WHERE action = 'mail.test'" | grep -qx 4 || fail 'the tests are not noted'

# Rows as they are shown.
post a awa@exemple.fr $'Sujet \e[31mrouge' 'x' >/dev/null
post b bea@exemple.fr 'Deux' 'x' >/dev/null
post c 'pas une adresse' 'Trois' 'x' >/dev/null
sql "UPDATE mail SET state = 'held', reason = 'done cut' WHERE cause = 'b'"
sql "UPDATE mail SET state = 'failed', reason = 'recipient 550 non' WHERE cause = 'c'"
expect 0 mail list
says 'a****@exemple.fr'
says 'en attente'
says 'retenu'
says 'peut-être arrivé'
says "l'adresse du destinataire est refusée (550 non)"
says '\u{1b}[31mrouge'
says_not 'awa@'
expect 0 mail list --state held --json
out_is '.id == 2 and .state == "held" and .reason == "done cut" and .to == "b****@exemple.fr" and .ics == false'
expect 0 mail list --state 'échec' --json --reveal
out_is '.to == "pas une adresse"'
sql "SELECT count(*) FROM audit WHERE action = 'mail.reveal'" | grep -qx 1 || fail 'the look is not noted'
expect 64 mail list --state perdu
expect 0 mail clear 2
expect 65 mail clear 2
expect 65 mail retry 99
expect 0 mail retry 3

# What was queued when a copy was made waits for a person in it.
expect 0 backup "$T/copy.db"
[ "$(sqlite3 "$T/copy.db" "SELECT group_concat(state || ' ' || coalesce(reason, ''), ',') FROM mail")" = \
	'held restored,cleared done cut,held restored' ] || fail "$(sqlite3 "$T/copy.db" 'SELECT state, reason FROM mail')"

# The daemon takes what waits; what cannot be sent fails before the server hears of it.
before=$(events '.event == "command"')
start_azimut
expect_state a failed
[ "$(reason_of a)" = bad-subject ] || fail "reason: $(reason_of a)"
expect_state c failed
[ "$(reason_of c)" = bad-address ] || fail "reason: $(reason_of c)"
[ "$(events '.event == "command"')" = "$before" ] || fail 'the server heard of them'
az status --json; out_is '.roles | map(.name) | index("courier") != null'
stop_azimut
