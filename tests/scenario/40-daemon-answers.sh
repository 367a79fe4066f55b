# A first text is answered; STOP is confirmed once, then silence until DEMARRE; a text in five parts that come in disorder,
# among another's, is one text and has one answer.
. "$TESTS/lib.sh"
start_sim nord "${PROFILE:-huawei-e173}"
write_conf nord
start_azimut
me=+33639980012
said() { journal nord "select(.ev==\"accepted\" and .to==\"$me\").text" | grep -qi -- "$1"; }

sim_text nord $me AIDE
wait_until 5 replied nord $me || fail 'AIDE is not answered'
said 'CARTE' || fail 'AIDE does not name the keywords'
sim_text nord $me STOP
wait_until 5 replied nord $me 2 || fail 'STOP is not confirmed'
sim_text nord $me 'merci et bonne journée'
sim_text nord $me 'stop svp'
wait_until 5 sql_is 4 "SELECT count(*) FROM inbound WHERE sender = '$me' AND kind = 'text' AND state IN ('handled','ignored')" ||
	fail 'not all were routed'
wait_until 5 quiet nord
[ "$(replies_to nord $me)" = 2 ] || fail "after STOP: $(replies_to nord $me) answers"
sim_text nord $me DEMARRE
wait_until 5 replied nord $me 3 || fail 'DEMARRE is not answered'

me=+33639980013 other=+33639980014
long=$(printf 'bonjour je cherche un lieu pour apprendre à lire le soir avec ma voisine numéro %d, ' {1..8})
sim_ctl nord '{"cmd":"fault","name":"parts-swapped","part":1}' >/dev/null
sim_ctl nord '{"cmd":"fault","name":"parts-swapped","part":2}' >/dev/null
sim_text nord $me "$long"
sim_text nord $other "$long"
wait_until 5 replied nord $me || fail 'the long text is not answered'
wait_until 5 replied nord $other || fail 'the other long text is not answered'
wait_until 5 quiet nord || fail 'no rest'
sql_is "$long" "SELECT text FROM inbound WHERE sender = '$me' AND state = 'handled' AND kind = 'text'" || fail 'the long text is not what was sent'
[ "$(sql "SELECT parts FROM inbound WHERE sender = '$me' AND state = 'handled' AND kind = 'text'")" -ge 4 ] || fail 'it had few parts'

# Fifteen parts, as some phones allow: ten are read and answered once, the others set aside with a reason.
me=+33639980015
sim_text nord $me "$(printf "$long%.0s" 1 2 3)"
wait_until 5 replied nord $me || fail 'the endless text is not answered'
wait_until 5 quiet nord || fail 'no rest'
[ "$(replies_to nord $me)" = 1 ] || fail "the endless text has $(replies_to nord $me) answers"
[ "$(sql "SELECT count(*) FROM inbound WHERE sender = '$me' AND reason = 'too-many-parts'")" -ge 2 ] || fail 'all parts were taken'
sql_is 0 "SELECT count(*) FROM inbound WHERE state = 'waiting'" || fail 'parts are waited for that never make a text'
stop_azimut || fail "ended with $?"
judge -- nord
