# Two modems: an answer leaves by the modem that its person wrote to; when that one is pulled out and does not come back,
# by the other.
. "$TESTS/lib.sh"
start_sim nord huawei-e173
start_sim sud huawei-e173
write_conf nord sud
export AZIMUT_LIMIT_STRANDED=2000 AZIMUT_LIMIT_TIDY=500
start_azimut
modem_is() {	# NAME STATE
	sql_is "$2" "SELECT state FROM modem WHERE name = '$1'"
}
wait_until 10 modem_is nord up && wait_until 10 modem_is sud up || fail 'not up'

sim_text nord +33639980001 'MENU'
wait_until 10 replied nord +33639980001 || fail 'not answered by the modem it wrote to'

# no network for the answer, then no modem
sim_ctl nord '{"cmd":"fault","name":"cms","code":331,"command":"AT+CMGS"}' >/dev/null
sim_text nord +33639980002 'MENU'
refused() { grep -q 'fate=refused' "$T/azimut.log"; }
wait_until 10 refused || fail 'not refused'
sim_ctl nord '{"cmd":"unplug"}' >/dev/null
wait_until 10 modem_is nord absent || fail 'still there'
wait_until 30 replied sud +33639980002 || fail "not answered: $(sql 'SELECT id, state, reason, modem FROM outbound')"
wait_until 10 sql_is 0 "SELECT count(*) FROM outbound WHERE state IN ('queued','sending','unknown')" || fail 'something waits'
sim_ctl nord '{"cmd":"plug"}' >/dev/null
wait_until 20 quiet nord sud || fail 'not quiet'
[ "$(replies_to nord +33639980002)" = 0 ] && [ "$(replies_to sud +33639980002)" = 1 ] || fail 'answered twice'
judge -- nord sud || fail judge
stop_azimut
