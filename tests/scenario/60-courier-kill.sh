# The courier, and the program that speaks to the server for it, killed at any moment: each message arrives, twice only where one
# was in hand, always under the same Message-ID; at most one more per kill.  One that ends so three times is held.
. "$TESTS/lib.sh"
. "$TESTS/mail.sh"
export AZIMUT_LIMIT_BACKOFF=20
start_smtpd
mail_conf "url = smtp://localhost:$PORT" 'tls = none'
start_azimut
ids() { jq -rs 'map(select(.event == "taken") | .id) | .[]' "$D/journal"; }
hand() { pgrep -f "azimut-courier --config $conf"; }
role_there() { [ -n "$(role_pids courier)" ]; }
kill_role() { kill -KILL "$(role_pids courier)"; }
kill_hand() { kill -KILL "$(hand)"; }
kill_all() {
	kill -KILL "$AZIMUT" $(role_pids)
	start_azimut
}

# In hand, between the end of the message and the server's answer: the moment that cannot be decided.
in_hand() {	# CAUSE N: the N-th message taken is this one, and its answer does not come
	wait_until 5 taken_is "$2" || fail "$1: taken $(taken), not $2"
	state_is "$1" sending || fail "$1 was not marked before it was handed over: $(state_of "$1")"
}
n=0
for whom in role hand all; do
	wait_until 5 hand_gone
	script 'kept slow 20'
	post "$whom" awa@exemple.fr "$whom" 'Bonjour' >/dev/null
	in_hand "$whom" $((n += 1))
	"kill_$whom"
	expect_state "$whom" sent
	taken_is $((n += 1)) || fail "$whom: taken $(taken), not $n"
	[ "$(ids | tail -n 2 | uniq | wc -l)" = 1 ] || fail "$whom: another Message-ID"
done

script 'kept slow 20' 'kept slow 20' 'kept slow 20'
post thrice awa@exemple.fr 'Trois fois' 'Bonjour' >/dev/null
for i in 1 2 3; do
	in_hand thrice $((n += 1))
	kill_hand
done
expect_state thrice held
[ "$(reason_of thrice)" = 'done cut' ] || fail "reason: $(reason_of thrice)"
taken_is $n || fail "thrice: taken $(taken)"

# At random instants, under load.
kills=0
for i in {1..60}; do
	post "load-$i" "p$i@exemple.fr" "Numéro $i" "Texte $i" >/dev/null
	[ $((i % 3)) = 0 ] || continue
	wait_until 5 role_there
	sleep "0.0$((RANDOM % 4))$((RANDOM % 10))"		# the instant is what is random: nothing waits for it
	{ { [ $((i % 2)) = 0 ] && kill_hand; } || kill_role; } 2>/dev/null && kills=$((kills + 1))
done
settled() { sql_is 0 "SELECT count(*) FROM mail WHERE cause LIKE 'load-%' AND state IN ('queued','sending')"; }
sent() { sql_is 60 "SELECT count(*) FROM mail WHERE cause LIKE 'load-%' AND state = 'sent'"; }
wait_until 30 settled || fail "left: $(sql "SELECT cause, state, reason, doubts FROM mail WHERE state <> 'sent'")"
for id in $(sql "SELECT id FROM mail WHERE cause LIKE 'load-%' AND state = 'held'"); do	# in hand at three kills: staff decide
	"$B/azimut" --config "$conf" mail retry "$id" >/dev/null || fail "retry $id"
done
wait_until 10 sent || fail "left: $(sql "SELECT cause, state, reason, doubts FROM mail WHERE state <> 'sent'")"
extra=$(($(taken) - n - 60))
[ "$(ids | tail -n +$((n + 1)) | sort -u | wc -l)" = 60 ] || fail 'a message is missing, or has two Message-IDs'
[ $extra -le $kills ] || fail "$extra duplicates for $kills kills"
[ $kills -ge 15 ] || fail "only $kills kills hit"
[ "$(sql 'SELECT count(DISTINCT message_id) = count(*) FROM mail')" = 1 ] || fail 'a Message-ID was used twice'
echo "$kills kills, $extra duplicates"
stop_azimut || fail "end: $?"
