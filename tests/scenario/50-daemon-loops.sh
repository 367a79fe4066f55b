# Robots: one that sends our own words back, one that says something else each time, and another Azimut face to face.  Each
# gets five answers at most, over a restart too, and the reason is written down.
. "$TESTS/lib.sh"
start_sim nord "${PROFILE:-huawei-e173}"
start_sim sud "${PROFILE:-huawei-e173}" --imsi 208013998000029 --number +33639980001
CONF_GATE=' '
write_conf nord
start_azimut

# Whatever the network took for NUMBER comes back from it: as it is, or as words of its own.
robot() {	# NUMBER FORMAT TURNS
	local turn words
	sim_text nord "$1" 'bonsoir a tous'
	for ((turn = 1; turn <= $3; turn++)); do
		wait_until 2 replied nord "$1" $turn 2>/dev/null || return 0
		words=$(journal nord "select(.ev==\"accepted\" and .to==\"$1\").text | @json" | sed -n ${turn}p | jq -r .)
		sim_text nord "$1" "$(printf "$2" "$turn" "$words")"
	done
}
robot +33639980012 '%.0s%s' 4
[ "$(replies_to nord +33639980012)" -le 5 ] || fail 'the echo'
stop_azimut || fail "ended with $?"
start_azimut
robot +33639980012 '%.0s%s' 12
robot +33639980013 'Je suis absent, votre message %d a bien ete recu%.0s' 12
for n in 12 13; do
	[ "$(replies_to nord +336399800$n)" -le 5 ] || fail "+336399800$n had $(replies_to nord +336399800$n) answers"
	[ "$(replies_to nord +336399800$n)" -ge 1 ] || fail "+336399800$n had none"
done
wait_until 5 quiet nord
stop_azimut || fail "ended with $?"
judge -- nord

# Face to face: what one's network takes for the other is what the other receives.
conf_a=$conf db_a=$db
conf=$T/b.conf db=$T/b.db
write_conf sud
sed -i 's/^phone = .*/phone = +33639980001/' "$conf"
start_azimut
b=$AZIMUT conf=$conf_a db=$db_a
rm -f "$db"*
write_conf nord
start_azimut
sim_text sud +33639980000 'bonsoir'
a_of=0 b_of=0 idle=0
while [ $idle -lt 60 ] && [ $((a_of + b_of)) -lt 40 ]; do
	idle=$((idle + 1))
	while words=$(journal sud 'select(.ev=="accepted" and .to=="+33639980000").text | @json' | sed -n $((b_of + 1))p) && [ -n "$words" ]; do
		b_of=$((b_of + 1)) idle=0
		sim_text nord +33639980001 "$(jq -r . <<<"$words")"
	done
	while words=$(journal nord 'select(.ev=="accepted" and .to=="+33639980001").text | @json' | sed -n $((a_of + 1))p) && [ -n "$words" ]; do
		a_of=$((a_of + 1)) idle=0
		sim_text sud +33639980000 "$(jq -r . <<<"$words")"
	done
	sleep 0.02
done
[ $a_of -le 5 ] && [ $b_of -le 5 ] && [ $b_of -ge 1 ] || fail "face to face: $a_of and $b_of answers"
conf=$T/b.conf; kill "$b"; wait "$b" || fail "the other ended with $?"
conf=$conf_a
stop_azimut || fail "ended with $?"
