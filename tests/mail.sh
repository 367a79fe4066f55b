# tests/mail.sh - for scenarios of the courier: a mail server on the loopback ($T/smtpd), a daemon with no modem that uses it.
# Source tests/lib.sh first.  Debian's python3: aiosmtpd is its package.
export AZIMUT_LIMIT_MAIL_PAUSE=1	# a second of waiting between attempts is 1 ms
export AZIMUT_LIMIT_MAIL_IDLE=200
PY=/usr/bin/python3
D=$T/smtpd
mkdir -p "$D"

start_smtpd() {	# OPTIONS of tests/smtpd.py serve
	rm -f "$D/port"
	background smtpd "$PY" "$TESTS/smtpd.py" serve "$D" "$@"
	SMTPD=$LAST_PID
	wait_until 10 test -s "$D/port" || { cat "$T/smtpd.log" >&2; fail "no mail server"; }
	PORT=$(cat "$D/port")
}

make_ca() {	# $T/ca.pem signs $T/cert.pem (localhost)
	{
		openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -keyout "$T/ca.key" -out "$T/ca.pem" \
			-days 2 -subj '/CN=Azimut test CA' -addext 'basicConstraints=critical,CA:TRUE' &&
		openssl req -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -keyout "$T/key.pem" -out "$T/csr.pem" \
			-subj '/CN=localhost' &&
		printf 'subjectAltName=DNS:localhost\nbasicConstraints=CA:FALSE\n' >"$T/ext" &&
		openssl x509 -req -in "$T/csr.pem" -CA "$T/ca.pem" -CAkey "$T/ca.key" -CAcreateserial -days 2 -extfile "$T/ext" \
			-out "$T/cert.pem"
	} >"$T/openssl.log" 2>&1 || { cat "$T/openssl.log" >&2; fail "no certificate"; }
}

mail_conf() {	# LINES of [mail] besides from
	write_conf
	printf '[mail]\nfrom = centre@exemple.fr\n' >>"$conf"
	printf '%s\n' "$@" >>"$conf"
}

script() { printf '%s\n' "$@" >"$D/script"; }		# orders for the server, one a line
script_done() { ! [ -s "$D/script" ]; }

hand_gone() { ! pgrep -f "azimut-courier --config $conf" >/dev/null; }	# idle, it ended
post() { "$B/tests/mailpost" "$db" "$@"; }		# [--ics FILE] CAUSE TO SUBJECT TEXT
state_of() { sql "SELECT state FROM mail WHERE cause = '$1'"; }
state_is() { [ "$(state_of "$1")" = "$2" ]; }
reason_of() { sql "SELECT reason FROM mail WHERE cause = '$1'"; }
taken() { jq -s 'map(select(.event == "taken")) | length' "$D/journal"; }
taken_is() { [ "$(taken)" = "$1" ]; }
events() { jq -s "map(select($1)) | length" "$D/journal"; }	# JQ-CONDITION: how many
letter() { "$PY" "$TESTS/smtpd.py" read "$D/$(printf %03d "$1").eml"; }	# N: JSON
letter_is() { letter "$1" | jq -e "$2" >/dev/null || { letter "$1" >&2; fail "letter $1 is not $2"; }; }

expect_state() {	# CAUSE STATE
	wait_until 10 state_is "$1" "$2" || {
		tail -n 30 "$T/azimut.log" >&2; cat "$D/journal" >&2
		fail "$1 is $(state_of "$1") ($(reason_of "$1")), not $2"
	}
}

log_is_clean() {	# WORDS...: none of them, nor a sanitizer's report, is in the daemon's log
	local word
	for word in Sanitizer "$@"; do
		! grep -qF -- "$word" "$T/azimut.log" || { grep -F -m 20 -A 20 -- "$word" "$T/azimut.log" >&2; fail "« $word » is in the log"; }
	done
}
