# With a daemon running: `status` tells its modem, roles and budgets, `send` leaves at once, `log --follow` shows it
# arrive, `doctor` takes the daemon's word for the port that it holds, `backup` works, and a `try` disturbs nobody.
. "$TESTS/cli.sh"
start_sim nord huawei-e173
mkfifo "$T/ready"
"$B/azimut" --config "$T/azimut.conf" run --ready-fd 3 3>"$T/ready" 2>"$T/run.log" &
daemon=$!
PIDS+=($daemon)
read -r -t 30 line <"$T/ready"
[ "$line" = READY ] || { cat "$T/run.log" >&2; fail 'the daemon is not ready'; }

status_is() { az status --json && jq -e "$1" "$OUT" >/dev/null; }
wait_until 10 status_is '.modems[0].state == "up" and .modems[0].signal_percent != null' || { cat "$OUT" >&2; fail 'not up'; }
out_is 'keys_unsorted == ["modems","queues","roles","budgets"]'
out_is '.modems[0] | keys_unsorted == ["name","state","imei","operator","signal_percent","sim_used","sim_size","last_in","last_out","reason"]'
out_is '.modems[0] | .name == "nord" and (.imei | length == 15) and .sim_size > 0'
out_is '[.roles[] | select(.alive) | .name] | contains(["modem-nord","router"])'
out_is '.queues.queued == 0 and .budgets.texts_per_day == {"used":0,"limit":500} and .budgets.distinct_per_month.limit == 200'
expect 0 status
says 'il tourne'
says 'en service'

background follow "$B/azimut" --config "$T/azimut.conf" log --follow --json
expect 0 send 0639980012 'Bonjour'
id=$(cat "$OUT")
wait_until 10 journal_has nord '.ev=="accepted"' || fail 'the text did not leave'
sent() { jq -se "map(select(.id == $id and .dir == \"out\").state) | (.[-1] == \"sent\" or .[-1] == \"delivered\")" "$T/follow.log" >/dev/null; }
wait_until 10 sent || { cat "$T/follow.log" >&2; fail 'the log does not follow'; }
sim_text nord +33639980021 'AIDE'
answered() { jq -se 'map(select(.dir == "in" and .handler == "aide" and .state == "handled" and .number == "+336****21")) | length == 1' "$T/follow.log" >/dev/null; }
wait_until 10 answered || { cat "$T/follow.log" >&2; fail 'what came in is not in the log'; }
wait_until 10 status_is '.budgets.texts_per_day.used == 2 and .budgets.distinct_per_month.used == 2 and .modems[0].last_in != null and .modems[0].last_out != null' ||
	{ cat "$OUT" >&2; fail 'budgets'; }
stop "$LAST_PID"

expect 0 doctor --json
out_is '.ok and (.checks[] | select(.check == "modem nord") | .text | startswith("En service"))'
expect 0 backup "$T/copy.db"
expect 0 try --json AIDE

stop "$daemon"
expect 0 status --json
out_is '.modems[0].state == "absent" and (.modems[0].reason | contains("ne tourne pas")) and ([.roles[].alive] | any | not)'
