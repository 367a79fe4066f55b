# FLOOD (300) texts from one number: all are kept, few are answered, each of the others with a reason; meanwhile others are
# answered as on any day.
. "$TESTS/lib.sh"
flood=${FLOOD:-300}
start_sim nord "${PROFILE:-huawei-e173}"
CONF_GATE='distinct_per_month = 0\ntexts_per_day = 0\n'
write_conf nord
start_azimut
for ((n = 0; n < flood; n++)); do printf '{"cmd":"text","from":"+33639980012","text":"AIDE %d"}\n' $n; done >"$T/orders"
background flood bash -c "while read -r o; do echo \"\$o\"; sleep 0.01; done <$T/orders | socat -t 60 - UNIX-CONNECT:$T/nord.ctl"
flooding=$LAST_PID slowest=0 others=0
while kill -0 "$flooding" 2>/dev/null && [ $others -lt 500 ]; do
	others=$((others + 1))
	printf -v from '+33639981%03d' $others
	t0=$(date +%s%N)
	sim_text nord "$from" AIDE
	wait_until 3 replied nord "$from" || fail "$from waits behind the flood"
	t1=$((($(date +%s%N) - t0) / 1000000))
	[ $t1 -le $slowest ] || slowest=$t1
done
[ $others -ge 5 ] || fail 'the flood was over at once'
wait_until $((30 + flood / 20)) sql_is "$flood" "SELECT count(*) FROM inbound WHERE sender = '+33639980012' AND kind = 'text'" || fail 'some texts are not here'
wait_until 20 quiet nord || fail 'no rest'
[ "$(replies_to nord +33639980012)" -le 30 ] || fail "$(replies_to nord +33639980012) answers to one number"
echo "slowest of $others answers to others: $slowest ms; answers to the flood: $(replies_to nord +33639980012)"
stop_azimut || fail "ended with $?"
judge -- nord
