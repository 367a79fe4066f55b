# A modem that is not there at start, or whose port another program holds, is said so; it works as soon as it can.
. "$TESTS/lib.sh"
write_conf nord
start_azimut
sql_is absent "SELECT state FROM modem WHERE name = 'nord'" || fail "$(sql 'SELECT * FROM modem')"
[[ $(sql 'SELECT reason FROM modem') == *branch* ]] || fail "$(sql 'SELECT reason FROM modem')"
start_sim nord "${PROFILE:-huawei-e173}"
wait_until 10 sql_is up 'SELECT state FROM modem' || fail 'not up once plugged in'
sim_text nord +33639980012 AIDE
wait_until 5 replied nord +33639980012 || fail 'not answered'
stop_azimut || fail "ended with $?"

mkfifo "$T/hold"
background holder bash -c 'exec 8<>"$0"; flock -n 8 && echo held; read -r <"$1"' "$T/nord.tty" "$T/hold"
wait_until 5 grep -qs held "$T/holder.log" || fail flock
holder=$LAST_PID
start_azimut
sql_is broken 'SELECT state FROM modem' || fail "$(sql 'SELECT * FROM modem')"
[[ $(sql 'SELECT reason FROM modem') == *'autre programme'* ]] || fail "$(sql 'SELECT reason FROM modem')"
stop "$holder"
wait_until 10 sql_is up 'SELECT state FROM modem' || fail 'not up once the port was free'
sim_text nord +33639980012 AIDE
wait_until 5 replied nord +33639980012 2 || fail 'not answered'
wait_until 5 quiet nord
stop_azimut || fail "ended with $?"
judge -- nord
