# Two modems: each answers what it received; while one is unplugged or deaf, the other's texts are answered as before.
. "$TESTS/lib.sh"
export AZIMUT_LIMIT_COMMAND=1500
start_sim nord "${PROFILE:-huawei-e173}"
start_sim sud "${PROFILE:-huawei-e173}" --imsi 208013998000029 --imei 353443040000029 --number +33639980001
write_conf nord sud
start_azimut
answered() {	# NAME NUMBER
	sim_text "$1" "$2" AIDE
	wait_until 2 replied "$1" "$2" || fail "$1 does not answer $2${3:+ while the other $3}"
}
answered nord +33639980012
answered sud +33639980013
[ "$(replies_to nord +33639980013)$(replies_to sud +33639980012)" = 00 ] || fail 'an answer left by the other modem'
sim_ctl nord '{"cmd":"unplug"}' >/dev/null
for n in 20 21 22; do answered sud +336399800$n 'is unplugged'; done
sim_ctl nord '{"cmd":"plug"}' >/dev/null
wait_until 10 sql_is up "SELECT state FROM modem WHERE name = 'nord'"
answered nord +33639980023
sim_ctl nord '{"cmd":"fault","name":"hang"}' >/dev/null
sim_text nord +33639980024 AIDE
for n in 25 26 27; do answered sud +336399800$n 'is deaf'; done
sim_ctl nord '{"cmd":"clear-faults"}' >/dev/null
wait_until 10 replied nord +33639980024 || fail 'the one that was deaf does not answer'
kill -KILL "$(role_pids 'modem nord')"
answered sud +33639980028 'has lost its role'
answered nord +33639980029
wait_until 5 quiet nord sud || fail 'no rest'
stop_azimut || fail "ended with $?"
judge -- nord sud
