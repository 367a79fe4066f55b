# Three hundred reminders due at the same hour: each leaves once, spread out, oldest first; who writes meanwhile is answered at once.
# A cap holds what is over it: held, told to staff and to the referent in one text, and the rest goes on.
. "$TESTS/lib.sh"
. "$TESTS/remind.sh"
export AZIMUT_LIMIT_REMIND=40		# one text each 40 ms instead of 5 s
clock_at '2027-02-26 15:00:00'
start_sim nord huawei-e173 --sim-size 255
CONF_GATE='texts_per_day = 0\nper_number_per_day = 0\ndistinct_per_month = 0\n'
write_conf nord
az referent add $REFERENT Nadia
remind $AWA CAF 15/03/2027 --name Awa --accord
N=${N:-300}
# 299 more of them: the same rows, other people.
sqlite3 "$db" "
WITH RECURSIVE n(i) AS (SELECT 2 UNION ALL SELECT i + 1 FROM n WHERE i < $N)
INSERT INTO contact (phone, role, language, first_at, told) SELECT printf('+33639982%03d', i), 'resident', 'fr', 0, 0 FROM n;
INSERT INTO person (referent_id, contact_id, name, folded, consent, created_at)
	SELECT (SELECT referent_id FROM person), id, 'P' || id, 'p' || id, 'yes', 0 FROM contact WHERE phone LIKE '+33639982%';
INSERT INTO reminder (person_id, procedure, given, occurrence, step, due, created_by, created_at, touched_at)
	SELECT p.id, r.procedure, r.given, r.occurrence, r.step, r.due, 'cli', 0, 0 FROM person AS p, reminder AS r WHERE p.id > 1" || fail 'rows'
sql_is "$N" 'SELECT count(*) FROM reminder WHERE due IS NOT NULL' || fail 'not as many'
clock_at '2027-03-01 10:00:01'
start_azimut
started=$(date +%s%N)
left() { [ "$(sql "SELECT count(*) FROM firing WHERE outbound_id IS NOT NULL")" -ge "$1" ]; }
wait_until 20 left 20 || fail 'they do not leave'
for i in 1 2 3; do
	asked=$(date +%s%N)
	sim_text nord +3363998003$i "AIDE"
	wait_until 10 replied nord +3363998003$i || fail "nobody answers while they leave"
	ms=$((($(date +%s%N) - asked) / 1000000))
	left "$N" && fail 'they left all at once'
	[ $ms -lt 3000 ] || fail "an answer waited $ms ms"
	echo "an answer during the rush: $ms ms"
done
wait_until 120 left "$N" || fail 'not all'
spread=$((($(date +%s%N) - started) / 1000000))
[ $spread -ge $((N * 30)) ] || fail "all within $spread ms"
wait_until 120 quiet nord || fail 'no rest'
[ "$(jq -s 'map(select(.ev == "accepted" and (.text | startswith("P")))) | (map(.to) | unique | length), length' "$T/nord.journal" | paste -sd' ')" = "$((N - 1)) $((N - 1))" ] ||
	fail 'not once each'
[ "$(replies_to nord $AWA)" = 1 ] || fail 'Awa'
echo "$N reminders in $spread ms"
stop_azimut || fail "ended with $?"

# The second texts, with room for 100: nine tenths of the day for reminders.
sed -i 's/^texts_per_day = 0/texts_per_day = 100/' "$conf"
clock_at '2027-03-12 10:00:01'
start_azimut
left2() { sql_is "$N" 'SELECT count(*) FROM firing WHERE due = (SELECT max(due) FROM firing)'; }
wait_until 120 left2 || fail 'the second texts'
held() { sql "SELECT count(*) FROM outbound WHERE class = 'reminder' AND state = 'held'"; }
none_waits() { sql_is 0 "SELECT count(*) FROM outbound WHERE state IN ('queued','sending')"; }
wait_until 120 none_waits || fail 'no rest'
[ "$(held)" -ge $((N - 100)) ] || fail "held: $(held)"
sql_is 0 "SELECT count(*) FROM outbound WHERE class = 'reminder' AND state NOT IN ('held','sent','delivered')" || fail 'dropped'
alert_open reminder gate || fail 'staff do not know'
n=$(sql "SELECT count(*) FROM outbound WHERE phone = '$REFERENT' AND body LIKE '%attend%'")
[ "$n" -ge 1 ] && [ "$n" -le 3 ] || fail "$n texts to the referent"
clock_at '2027-03-12 10:20:01'		# the rest in one text, a quarter of an hour later
expect_says nord $REFERENT 'Rappels à suivre, en attente : '
echo "held: $(held), texts to the referent: $(sql "SELECT count(*) FROM outbound WHERE phone = '$REFERENT'")"
stop_azimut || fail "ended with $?"
