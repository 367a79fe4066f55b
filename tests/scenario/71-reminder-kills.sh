# The clock role is killed at its first write, its second, and so on while a reminder fires; then clock role, router and supervisor at
# random instants while many are due: each reminder leaves once.  The network's journal is the judge.
. "$TESTS/lib.sh"
. "$TESTS/remind.sh"
clock_at '2027-02-26 15:00:00'
start_sim nord huawei-e173
write_conf nord
az referent add $REFERENT Nadia
person() { printf '+33639981%03d' "$1"; }
STEPS=${STEPS:-14} MANY=${MANY:-40}
for ((i = 1; i <= STEPS + MANY; i++)); do remind "$(person $i)" CAF 15/03/2027 --name "P$i" --accord; done
"$B/azimut" --config "$conf" status >/dev/null
sqlite3 "$db" "UPDATE reminder SET due = due + (id - 1) * 2 WHERE id <= $STEPS; UPDATE reminder SET due = due + 120 WHERE id > $STEPS"

alive() { [ "$(cat "/proc/$1/comm" 2>/dev/null)" ] && ! grep -q '^State:[[:space:]]*Z' "/proc/$1/status" 2>/dev/null; }
traced() { grep -q '^TracerPid:[[:space:]]*[1-9]' "/proc/$1/status" 2>/dev/null; }
role() { ROLE=$(role_pids clock); [ "$(wc -w <<<"$ROLE")" = 1 ]; }
fired() { ! alive "$pid" || replied nord "$1"; }

# The K-th call after a reminder fell due, of each kind.
clock_at '2027-03-01 09:59:00'
start_azimut
wait_until 5 sql_is 1 "SELECT count(*) FROM meta WHERE key = 'clock:seen'" || fail 'no clock'
died=0
for ((i = 1; i <= STEPS; i++)); do
	call=$([ $((i % 3)) = 0 ] && echo fdatasync || echo write,pwrite64)
	k=$(((i + 1) / 2))
	[ $call = fdatasync ] && k=$(((i + 5) / 6))
	wait_until 10 role || fail 'no clock role'
	pid=$ROLE
	strace -qq -o /dev/null -e trace=$call -e inject=$call:signal=KILL:when=$k -p "$pid" 2>/dev/null &
	tracer=$!
	wait_until 5 traced "$pid" || fail 'strace does not attach'
	clock_at "2027-03-01 $(date -d "10:00 $(((i - 1) * 2)) min" +%H:%M):01"
	wait_until 10 fired "$(person $i)" || fail "step $i: hangs"
	alive "$pid" && kill "$tracer" || died=$((died + 1))
	wait "$tracer" 2>/dev/null
	wait_until 20 replied nord "$(person $i)" || { tail -n 20 "$T/azimut.log" >&2; fail "$call $k: never left"; }
done
[ $died -ge 5 ] || fail "only $died kills struck"

# Many at once.
clock_at '2027-03-01 12:00:00'
kills=0
all_left() { sql_is $((STEPS + MANY)) "SELECT count(*) FROM outbound WHERE class = 'reminder' AND state IN ('sent','delivered')"; }
for ((n = 0; n < 60; n++)); do
	all_left && break
	sleep "0.$((RANDOM % 4))$((RANDOM % 10))"		# the instant is what is random: nothing waits for it
	case $((n % 4)) in
	0 | 2) kill -KILL $(role_pids clock) 2>/dev/null && kills=$((kills + 1)) ;;
	1) kill -KILL $(role_pids router) 2>/dev/null ;;
	3)
		kill -KILL "$AZIMUT" && wait "$AZIMUT" 2>/dev/null
		kills=$((kills + 1))
		start_azimut ;;
	esac
done
wait_until 60 all_left || fail "left: $(sql "SELECT state, count(*) FROM outbound GROUP BY state")"
wait_until 10 quiet nord || fail 'no rest'
for ((i = 1; i <= STEPS + MANY; i++)); do
	[ "$(replies_to nord "$(person $i)")" = 1 ] || fail "reminder $i left $(replies_to nord "$(person $i)") times"
done
sql_is 0 "SELECT count(*) FROM firing WHERE fate = 'missed'" || fail 'missed'
sql_is $((STEPS + MANY)) 'SELECT count(*) FROM firing' || fail 'firings'
echo "$died kills at a write, $kills at random: $((STEPS + MANY)) reminders left once each"
stop_azimut || fail "ended with $?"
judge -- nord || fail 'the judge'
