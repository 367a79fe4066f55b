# A dongle pulled out during a burst comes back under another name, found by its IMEI: every text is answered; answers
# that were on the air when it was pulled out leave at most twice.
. "$TESTS/lib.sh"
mkdir "$T/dev"
export AZIMUT_DEV=$T/dev
start_sim nord "${PROFILE:-huawei-e173}" --imei 353213050000018 --air-ms 10
sim_ctl nord "{\"cmd\":\"unplug\",\"ms\":0,\"link\":\"$T/dev/ttyUSB0\"}" >/dev/null || fail unplug
CONF_MODEM_nord='imei = 353213050000018\n'
write_conf nord
sed -i '/^device/d' "$conf"
start_azimut
wait_until 10 sql_is up "SELECT state FROM modem WHERE name = 'nord'" || fail 'not found by its IMEI'
sim_ctl nord '{"cmd":"burst","count":40,"text":"AIDE"}' >/dev/null || fail burst
wait_until 10 journal_has nord '.ev=="accepted"' 5
sim_ctl nord "{\"cmd\":\"unplug\",\"ms\":200,\"link\":\"$T/dev/ttyUSB3\"}" >/dev/null || fail unplug
wait_until 10 sql_is up "SELECT state FROM modem WHERE name = 'nord'" || fail 'not found again'
wait_until 20 journal_has nord '.ev=="accepted"' 40 || fail 'not all were answered'
wait_until 10 quiet nord || fail 'no rest'
sql_is 40 "SELECT count(*) FROM outbound WHERE state IN ('sent','delivered')" || fail "$(sql 'SELECT state, reason, count(*) FROM outbound GROUP BY 1, 2')"
[ "$(journal_count nord '.ev=="accepted"')" -le 41 ] || fail 'more than one left twice'
stop_azimut || fail "ended with $?"
judge -- nord
