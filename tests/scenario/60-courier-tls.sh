# Encrypted or not at all: STARTTLS and smtps with the centre's own authority, a name that does not match, an authority that is
# not known, a server that does not encrypt; the right and the wrong password.  The password is nowhere but in its file.
. "$TESTS/lib.sh"
. "$TESTS/mail.sh"
make_ca
secret='s3cret d’Awa'
printf '%s\n' "$secret" >"$T/password"
chmod 600 "$T/password"
az() { "$B/azimut" --config "$conf" "$@" >"$T/out" 2>&1 </dev/null; }
says() { grep -qF -- "$1" "$T/out" || { cat "$T/out" >&2; fail "« $1 » was not said"; }; }
ends() {	# STATUS ARGUMENTS...
	local want=$1 rc; shift
	az "$@"; rc=$?
	[ $rc = "$want" ] || { cat "$T/out" >&2; fail "$*: status $rc, not $want"; }
}
login=('user = centre' "password_file = $T/password")
verbs() { jq -s "map(select(.event == \"command\") | .verb) | join(\" \")" "$D/journal"; }

# ---- STARTTLS
start_smtpd --tls starttls --cert "$T/cert.pem" --key "$T/key.pem" --user "centre:$secret"
mail_conf "url = smtp://localhost:$PORT" "ca_file = $T/ca.pem" "${login[@]}"
ends 0 mail test awa@exemple.fr
says 'connexion chiffrée'
[ "$(events '.event == "taken" and .tls and .auth')" = 1 ] || fail 'not encrypted, or nobody logged in'
letter_is 1 '.subject == "Essai du courriel" and .unsubscribe == "None" and (.text | contains("Centre social Exemple"))'
ends 1 doctor --mail			# it has no modem
says 'le mot de passe est accepté'
taken_is 1 || fail 'doctor sent something'

before=$(events '.verb == "mail"')
mail_conf "url = smtp://localhost:$PORT" "${login[@]}"			# an authority that this machine does not know
ends 69 mail test awa@exemple.fr
says 'chiffrée'
mail_conf "url = smtp://127.0.0.1:$PORT" "ca_file = $T/ca.pem" "${login[@]}"	# not the name in the certificate
ends 69 mail test awa@exemple.fr
says 'chiffrée'
ends 1 doctor --mail
says 'certificat'
mail_conf "url = smtp://localhost:$PORT" "ca_file = $T/none.pem" "${login[@]}"
ends 69 mail test awa@exemple.fr
says 'chiffrée'
mail_conf "url = smtps://localhost:$PORT" "ca_file = $T/ca.pem" "${login[@]}"	# the port speaks STARTTLS
ends 69 mail test awa@exemple.fr
[ "$(events '.verb == "mail"')" = "$before" ] || fail 'a message was begun without encryption'

# ---- passwords: the daemon, whose file is mended while it runs
mail_conf "url = smtp://localhost:$PORT" "ca_file = $T/ca.pem" 'user = centre' "password_file = $T/other"
ends 69 mail test awa@exemple.fr
says 'password_file'
echo faux >"$T/other"
ends 69 mail test awa@exemple.fr
says "mot de passe (535"
ends 1 doctor --mail
says '« user »'
says 'peuvent lire le mot de passe'
start_azimut
post a awa@exemple.fr 'Rappel' 'Bonjour' >/dev/null
wait_until 5 sql_is 1 "SELECT attempts >= 2 FROM mail WHERE cause = 'a'" || fail 'no second attempt'
[[ $(reason_of a) == 'login 535 '* ]] || fail "reason: $(reason_of a)"
sql_is 1 "SELECT count(*) FROM alert WHERE kind = 'mail' AND key = 'server' AND seen_at IS NULL" || fail 'staff are not told'
cp "$T/password" "$T/other"
expect_state a sent
role=$(role_pids courier) hand=$(pgrep -f "azimut-courier --config $conf")
for pid in $role $hand; do
	tr '\0' '\n' <"/proc/$pid/cmdline" | grep -qF "$secret" && fail 'the password is in an argument'
	tr '\0' '\n' <"/proc/$pid/environ" | grep -qF "$secret" && fail 'the password is in the environment'
done
stop_azimut || fail "end: $?"
grep -qF -e "$secret" -e "$(printf '\0centre\0%s' "$secret" | base64)" "$T/azimut.log" "$T/out" && fail 'the password is in the log'
sqlite3 "$db" .dump | grep -qF "$secret" && fail 'the password is in the database'
stop "$SMTPD"

# ---- smtps
start_smtpd --tls smtps --cert "$T/cert.pem" --key "$T/key.pem"
mail_conf "url = smtps://localhost:$PORT" "ca_file = $T/ca.pem"
ends 0 mail test awa@exemple.fr
mail_conf "url = smtps://localhost:$PORT"
ends 69 mail test awa@exemple.fr
stop "$SMTPD"

# ---- no encryption where it is required: neither the password nor an address is told
: >"$D/journal"
start_smtpd --user "centre:$secret"
mail_conf "url = smtp://localhost:$PORT" "${login[@]}"
ends 69 mail test awa@exemple.fr
says 'chiffrée'
[ "$(events '.verb == "auth" or .verb == "mail" or .event == "auth"')" = 0 ] || fail "it went on in clear: $(verbs)"
exit 0
