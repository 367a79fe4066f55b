# A wrong PIN is tried once, whatever dies or is started again, until the configuration names another.  PUK and no SIM are
# said.
. "$TESTS/lib.sh"
export AZIMUT_LIMIT_BACKOFF=50
locked() { sql_is locked 'SELECT state FROM modem' && [[ $(sql 'SELECT reason FROM modem') == *"$1"* ]]; }
tries() { journal_count nord '.ev=="pin"'; }
role_is_new() { local pid; pid=$(role_pids 'modem nord') && [ -n "$pid" ] && [ "$pid" != "$1" ] && sql "SELECT 1 FROM meta WHERE key = 'role:modem-nord' AND value LIKE '$pid %'" | grep -q 1; }

start_sim nord "${PROFILE:-huawei-e173}" --pin 4321
CONF_MODEM_nord='pin = 1111\n'
write_conf nord
start_azimut
wait_until 5 locked refus || fail "$(sql 'SELECT * FROM modem')"
[ "$(tries)" = 1 ] || fail "tried $(tries) times"
for n in 1 2 3; do
	old=$(role_pids 'modem nord')
	kill -KILL "$old"
	wait_until 5 role_is_new "$old" || fail 'the role is not started again'
	wait_until 5 locked refus || fail "$(sql 'SELECT * FROM modem')"
	[ "$(tries)" = 1 ] || fail "tried $(tries) times after $n kills"
done
stop_azimut || fail "ended with $?"
start_azimut
wait_until 5 locked 'déjà été refusé' || fail "$(sql 'SELECT * FROM modem')"
[ "$(tries)" = 1 ] || fail 'it was tried again by another start'
stop_azimut || fail "ended with $?"
CONF_MODEM_nord='pin = 4321\n'	# a person corrects it
write_conf nord
start_azimut
wait_until 5 sql_is up 'SELECT state FROM modem' || fail "$(sql 'SELECT * FROM modem')"
[ "$(tries)" = 2 ] || fail "tried $(tries) times"
stop_azimut || fail "ended with $?"

# Killed before anybody saw what became of it: once more, in all.
rm -f "$db"*
start_sim gone "${PROFILE:-huawei-e173}" --pin 4321
sim_ctl gone '{"cmd":"fault","name":"hang","command":"AT+CPIN="}' >/dev/null
CONF_MODEM_gone='pin = 1111\n'
write_conf gone
AZIMUT_LIMIT_COMMAND=20000 "$B/azimut" --config "$conf" run 2>>"$T/azimut.log" &
PIDS+=($!)
wait_until 5 journal_has gone '.ev=="fault"' || fail 'the PIN is not given'
kill -KILL $! $(role_pids)
wait $! 2>/dev/null
sim_ctl gone '{"cmd":"clear-faults"}' >/dev/null
for n in 1 2 3; do
	start_azimut
	wait_until 5 locked 'code PIN' || fail "$(sql 'SELECT * FROM modem')"
	stop_azimut || fail "ended with $?"
done
[ "$(journal_count gone '.ev=="pin"')" = 2 ] || fail "tried $(journal_count gone '.ev=="pin"') times in all"

# The right one is given again to a dongle that was pulled out, and by another life of the role.
rm -f "$db"*
start_sim ouest "${PROFILE:-huawei-e173}" --pin 4321
CONF_MODEM_ouest='pin = 4321\n'
write_conf ouest
up() { sql_is up 'SELECT state FROM modem'; }
start_azimut
wait_until 5 up || fail "$(sql 'SELECT * FROM modem')"
sim_ctl ouest '{"cmd":"unplug","ms":300}' >/dev/null
wait_until 5 sql_is absent 'SELECT state FROM modem'
wait_until 5 up || fail "$(sql 'SELECT * FROM modem')"
kill -KILL "$(role_pids 'modem ouest')"
sim_ctl ouest '{"cmd":"unplug","ms":300}' >/dev/null
answered() { replied ouest +33639980012; }
wait_until 5 journal_has ouest '.ev=="pin"' 3 || fail 'not given again'
sim_text ouest +33639980012 AIDE
wait_until 5 answered || fail "$(sql 'SELECT * FROM modem')"
stop_azimut || fail "ended with $?"

rm -f "$db"*
start_sim sud "${PROFILE:-huawei-e173}" --pin 4321
for n in 1 2 3; do at_open sud; at 'AT+CPIN="0000"'; at_close; done
write_conf sud
start_azimut
wait_until 5 locked PUK || fail "$(sql 'SELECT * FROM modem')"
stop_azimut || fail "ended with $?"

rm -f "$db"*
start_sim est "${PROFILE:-huawei-e173}"
sim_ctl est '{"cmd":"sim","present":false}' >/dev/null
write_conf est
start_azimut
wait_until 8 locked 'pas de carte SIM' || fail "$(sql 'SELECT * FROM modem')"
stop_azimut || fail "ended with $?"
