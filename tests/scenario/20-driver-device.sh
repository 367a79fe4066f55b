# Finding the dongle: by a path, by its IMEI among several; a port that is taken, missing, silent, or no port at all; and
# a clean stop.
. "$TESTS/lib.sh"
. "$TESTS/driver.sh"
again() { driver_say quit; wait "$DRV"; PIDS=($(printf '%s\n' "${PIDS[@]}" | grep -vx "$DRV")); }
start_sim s huawei-e173
start_sim z zte-mf190
mkdir -p "$T/dev/serial/by-id"
ln -s "$T/z.tty" "$T/dev/serial/by-id/usb-ZTE-if00"
ln -s "$T/s.tty" "$T/dev/serial/by-id/usb-HUAWEI-if00"
export AZIMUT_DEV=$T/dev
imei=$(at_open s; at 'AT+CGSN'; grep -Eo '[0-9]{15}' <<<"$AT_OUT")

# Another dongle of the same family answers first; the port moves meanwhile.
start_driver --imei "$imei" --command-ms 2000
driver_up
[ "$(driver_get '.event=="info"' .imei)" = "$imei" ] || driver_fail "the wrong dongle"
sim_ctl s '{"cmd":"unplug"}' >/dev/null
driver_wait 3 '.event=="state" and .state=="absent"'
mv "$T/dev/serial/by-id/usb-HUAWEI-if00" "$T/dev/ttyUSB7"
sim_ctl s '{"cmd":"plug"}' >/dev/null
driver_wait 6 '.event=="state" and .state=="up"' 2
# Stopped with a text in flight: it ends first.
sim_ctl s '{"cmd":"air","ms":600}' >/dev/null
driver_say 'send +33639980002 le dernier'
driver_wait 3 '.event=="handing"'
driver_say stop
wait "$DRV"
driver_has '.event=="fate" and .fate=="sent"' || driver_fail "the text in flight was left"
sim_ctl s '{"cmd":"air","ms":0}' >/dev/null

start_driver --imei 490154203237518 --command-ms 2000
driver_wait 5 '.event=="state" and .state=="absent"'
[[ $(driver_get '.event=="state"' .reason) == *IMEI* ]] || driver_fail reason
again

# Taken by another program; not a port; nothing there; silent for ever, then not.
start_driver
driver_up
mkfifo "$T/other.in"
"$B/tests/modemctl" --device "$T/s.tty" <"$T/other.in" >"$T/other.out" 2>/dev/null &
OTHER=$!; PIDS+=("$OTHER")
exec 9>"$T/other.in"
wait_until 5 grep -q '"broken".*pris par un autre programme' "$T/other.out" || fail "$(cat "$T/other.out")"
exec 9>&-
wait "$OTHER"
again
: >"$T/file"
start_driver --device "$T/file"
driver_wait 5 '.event=="state" and .state=="broken"'
again
start_driver --device "$T/nowhere"
driver_wait 5 '.event=="state" and .state=="absent"'
again
sim_ctl s '{"cmd":"fault","name":"hang"}' >/dev/null
start_driver --command-ms 1000
driver_wait 5 '.event=="state" and .state=="broken"'
sim_ctl s '{"cmd":"clear-faults"}' >/dev/null
driver_up 8
