# What leaves is what was asked, byte for byte; the fate told is what the network knows, whatever the modem answers or
# does not; nothing is sent twice; a late +CMGS is attributed.
. "$TESTS/lib.sh"
. "$TESTS/driver.sh"
start_sim s "${PROFILE:-huawei-e173}"
start_driver --submit-ms 1200 --command-ms 1500 --probe-s 1 --reports
driver_up

n=0
# send and wait for the fate: TEXT FATE CODE, after the faults given as JSON
try() {	# TEXT FATE [CODE] [FAULT...]
	local text=$1 fate=$2 code=${3:-0}; shift 3
	for f; do sim_ctl s "$f" >/dev/null || fail "$f"; done
	n=$((n + 1))
	driver_say "send +33639980002 $text"
	driver_wait 8 ".event==\"fate\" and .id==$n"
	local got
	got=$(driver_get ".event==\"fate\" and .id==$n" '"\(.fate) \(.code)"')
	[ "$got" = "$fate $code" ] || driver_fail "$text: $got, expected $fate $code"
}
accepted() { journal s 'select(.ev=="accepted").text' | grep -Fxc -- "$1"; }

try 'Réponse : à bientôt' sent 0
[ "$(accepted 'Réponse : à bientôt')" = 1 ] || driver_fail "not accepted as written"
try 'ça coûte 3 € [~]' sent 0
try 'UCS-2 ~ œuvre 😀' sent 0
[ "$(accepted 'UCS-2 ~ œuvre 😀')" = 1 ] || driver_fail "not accepted as written"
[ "$(driver_get '.event=="fate" and .id==3' .mr)" = 3 ] || driver_fail "reference"
long=$(printf 'Ceci est un long texte. %.0s' {1..20})
try "$long" sent 0
driver_wait 5 '.event=="fate" and .id==4' 4
[ "$(journal s 'select(.ev=="accepted" and .parts==4).ref' | sort -u | wc -l)" = 1 ] || driver_fail "concat reference"
driver_wait 5 '.event=="stored" and .kind=="report" and .status==0' 6	# the SIM of the E173 brings reports too

# Refused for good by the network, or by the modem before the prompt.
try 'refus 38' refused 38 '{"cmd":"fault","name":"cms","code":38}'
try 'refus 304' refused 304 '{"cmd":"fault","name":"cms","code":304,"command":"AT+CMGS"}'
try 'refus cme' refused 10003 '{"cmd":"fault","name":"cme","code":3,"command":"AT+CMGS"}'
# Ambiguous.
try 'cms 500' unknown 500 '{"cmd":"fault","name":"cms","code":500}'
try 'cms 332' unknown 332 '{"cmd":"fault","name":"cms","code":332}'
try 'erreur nue' unknown -1 '{"cmd":"fault","name":"error","command":"ctrl-z"}'
# Accepted, whatever is said.
try 'sans reference' sent 0 '{"cmd":"fault","name":"no-reference"}'
[ "$(driver_get ".event==\"fate\" and .id==$n" .mr)" = -1 ] || driver_fail "reference out of nowhere"
try 'avec horodatage' sent 0 '{"cmd":"fault","name":"no-reference","text":"+CMGS: 42,\"07913306092031F0\""}'
[ "$(driver_get ".event==\"fate\" and .id==$n" .mr)" = 42 ] || driver_fail "reference with a time stamp"
try 'ok perdu' sent 0 '{"cmd":"fault","name":"lost-ok","command":"ctrl-z"}'
# Silence: before the prompt nothing left; after Ctrl-Z nobody knows, and a late +CMGS is attributed.
try 'muet avant' not-sent 0 '{"cmd":"fault","name":"silent","command":"AT+CMGS"}'
try 'muet apres' unknown 0 '{"cmd":"fault","name":"silent","command":"ctrl-z"}'
try 'tard' unknown 0 '{"cmd":"fault","name":"late-cmgs","ms":1600}'
driver_wait 5 ".event==\"fate\" and .id==$n and .fate==\"sent\""
try 'apres tout' sent 0
# The modem at the prompt when it hangs: ESC, not a text.
try 'pendu' not-sent 0 '{"cmd":"fault","name":"hang","command":"AT+CMGS","ms":3000}'
try 'encore' sent 0
for t in 'refus 38' 'refus 304' 'muet avant' pendu; do [ "$(accepted "$t")" = 0 ] || driver_fail "$t was sent"; done
for t in 'sans reference' 'ok perdu' 'muet apres' tard 'apres tout' encore; do
	[ "$(accepted "$t")" = 1 ] || driver_fail "$t accepted $(accepted "$t") times"
done
! journal_has s '.ev=="malformed"' || driver_fail "garbage reached the network"
driver_wait 5 '.event=="info" and .proven'
