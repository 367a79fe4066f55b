# Real, reference and malformed PDUs of tests/data/pdus.tsv between two good texts: each is kept, those that cannot be
# believed set aside with a reason, and both good texts are answered.
. "$TESTS/lib.sh"
start_sim nord "${PROFILE:-huawei-e173}"
write_conf nord
start_azimut
sim_text nord +33639980012 AIDE
tail -n +2 "$TESTS/data/pdus.tsv" | cut -f3 | grep -v '^$' | jq -cR '{cmd:"pdu",pdu:.}' >"$T/orders"
socat -t 10 - "UNIX-CONNECT:$T/nord.ctl" <"$T/orders" >"$T/answers" || fail socat
sim_text nord +33639980013 AIDE
wait_until 60 replied nord +33639980013 || fail 'the good text behind them is not answered'
replied nord +33639980012 || fail 'the good text before them is not answered'
wait_until 30 quiet nord || fail "no rest: $(sim_get nord '{"cmd":"storage"}' -c .)"
[ "$(wc -l <"$T/orders")" -gt 200 ] || fail 'few PDUs'
[ "$(sql "SELECT count(*) FROM inbound WHERE state = 'quarantined' AND reason IS NOT NULL")" -ge 10 ] ||
	fail "few are set aside: $(sql "SELECT state, reason, count(*) FROM inbound GROUP BY 1, 2")"
sql_is 1 "SELECT count(*) FROM alert WHERE kind = 'quarantine'" || fail 'staff are not told'
stop_azimut || fail "ended with $?"
judge -- nord
