# Every command explains itself; a slip of the keyboard gets the nearest word, and status 64.
. "$TESTS/cli.sh"
rm "$T/azimut.conf"		# help needs nothing

expect 0 --help
commands=$(awk '/^  [a-z]/ { print $1 }' "$OUT")
[ "$(wc -w <<<"$commands")" -ge 10 ] || fail "few commands: $commands"
for c in $commands; do
	expect 0 "$c" --help
	grep -q "^Usage : azimut .*$c" "$OUT" || fail "$c --help has no usage"
	[ ! -s "$ERR" ] || fail "$c --help complains"
	for s in $(awk '/^Actions/ { on = 1 } on && /^  [a-z]/ { print $1 }' "$OUT"); do
		expect 0 "$c" "$s" --help
		grep -q "^Usage : azimut .*$c $s" "$OUT" || fail "$c $s --help has no usage"
	done
done
expect 0 --version
says 'azimut 0'
expect 0 help log
says '--follow'

expect 64
says 'commande'
expect 64 sttaus
says 'status'
expect 64 zorglub
says "n'existe pas"
expect 64 log --folow
says 'follow'
expect 64 log --json=oui
says 'sans valeur'
expect 64 log --since
says 'valeur'
expect 64 contact sohw
says 'show'
expect 64 contact show
says 'manque'
expect 64 status de trop
says 'de trop'
expect 64 --zorglub status
expect 64 --config
expect 64 role
expect 64 role zorglub

# an output that is full is an error
write_conf
for c in 'status' 'status --json' 'try AIDE' 'doctor'; do
	"$B/azimut" --config "$T/azimut.conf" $c >/dev/full 2>"$ERR"
	rc=$?
	[ $rc = 74 ] || [ "$c $rc" = 'doctor 1' ] || fail "$c into a full disk: $rc"
	says "n'a pas pu être écrite"
done
