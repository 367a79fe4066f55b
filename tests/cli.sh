# tests/cli.sh - for scenarios of the command line: a configuration and a database of their own.  Source it instead of lib.sh.
. "$TESTS/lib.sh"
DB=$T/azimut.db
OUT=$T/out ERR=$T/err

write_conf() {	# [LINES...]: the smallest file, then these
	printf '%s\n' '[centre]' 'name = Centre social Exemple' 'phone = +33639980000' 'latitude = 50.7236' 'longitude = 3.1610' \
		'[database]' "path = $DB" '[modem nord]' "device = $T/nord.tty" "$@" >"$T/azimut.conf"
}

az() {	# ARGUMENTS...: runs azimut; what it said is in $OUT and $ERR
	"$B/azimut" --config "$T/azimut.conf" "$@" >"$OUT" 2>"$ERR" </dev/null
}

expect() {	# STATUS ARGUMENTS...: runs azimut, which must end so
	local want=$1 rc; shift
	az "$@"; rc=$?
	[ $rc = "$want" ] || { cat "$OUT" "$ERR" >&2; fail "azimut $* : status $rc, not $want"; }
}

says() {	# WORDS: the last command said so, on either output
	grep -qF -- "$1" "$OUT" "$ERR" || { cat "$OUT" "$ERR" >&2; fail "« $1 » was not said"; }
}

says_not() {
	! grep -qF -- "$1" "$OUT" "$ERR" || { cat "$OUT" "$ERR" >&2; fail "« $1 » was said"; }
}

out_is() {	# JQ-CONDITION: holds for each JSON line of the last output
	[ -s "$OUT" ] && jq -e "$1" "$OUT" >"$T/jq" 2>&1 && ! grep -qvx true "$T/jq" ||
		{ cat "$OUT" >&2; fail "the output is not: $1"; }
}

sql() {	# SQL: on the database, as sqlite3 prints it
	sqlite3 -cmd '.timeout 5000' "$DB" "$1"
}

write_conf
