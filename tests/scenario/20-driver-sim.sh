# PIN: given once when allowed, never when it is wrong or too few tries are left; no SIM, PUK: locked, with what to do.
. "$TESTS/lib.sh"
. "$TESTS/driver.sh"
again() { driver_say quit; wait "$DRV"; PIDS=($(printf '%s\n' "${PIDS[@]}" | grep -vx "$DRV")); }
pins() { journal_count s '.ev=="pin"'; }

start_sim s "${PROFILE:-huawei-e173}" --pin 4321
start_driver --command-ms 3000
driver_wait 5 '.event=="state" and .state=="locked"'
[[ $(driver_get '.event=="state"' .reason) == *'code PIN'*'« pin »'* ]] || driver_fail reason
[ "$(pins)" = 0 ] || driver_fail "a PIN was tried out of nothing"
again
start_driver --command-ms 3000 --pin 4321 --refuse-pin
driver_wait 5 '.event=="state" and .state=="locked"'
[ "$(pins)" = 0 ] || driver_fail "a PIN was tried although its owner refused"
again
start_driver --command-ms 3000 --pin 12
driver_wait 5 '.event=="state" and .state=="locked"'
[ "$(pins)" = 0 ] || driver_fail "a PIN of two digits was tried"
again
start_driver --command-ms 3000 --pin 1111
driver_wait 5 '.event=="state" and .state=="locked"'
[[ $(driver_get '.event=="state"' .reason) == *refusé* ]] || driver_fail reason
[ "$(pins)" = 1 ] || driver_fail "tried $(pins) times"
again
start_driver --command-ms 3000 --pin 4321
driver_up
[ "$(pins)" = 2 ] || driver_fail "tried $(pins) times"
# Unplugged and back: a PIN that was right is given again.
sim_ctl s '{"cmd":"unplug","ms":100}' >/dev/null
driver_wait 5 '.event=="state" and .state=="up"' 2
again

# One try left: not ours to spend.  None left: PUK.
start_sim p "${PROFILE:-huawei-e173}" --pin 4321
for n in 1 2; do at_open p; at 'AT+CPIN="0000"'; at_close; done
for row in 'AT^CPIN?|^CPIN: SIM PIN,1,10,1,10,3' 'AT+ZPINPUK=?|+ZPINPUK: 1,10' 'AT+SPIC|+SPIC: 1,10,3,10' \
	'AT+QPINC|+QPINC: "SC",1,10' 'AT+CPINR|+CPINR: SIM PIN,1,3'; do	# each family's way to tell
	sim_ctl p "$(jq -cn --arg c "${row%%|*}" --arg t "${row#*|}" \
		'{cmd:"fault",name:"answer",command:$c,text:("\r\n"+$t+"\r\n\r\nOK\r\n")}')" >/dev/null || fail fault
done
start_driver --device "$T/p.tty" --command-ms 3000 --pin 4321
driver_wait 5 '.event=="state" and .state=="locked"'
[[ $(driver_get '.event=="state"' .reason) == *'un essai'* ]] || driver_fail "$(driver_get '.event=="state"' .reason)"
again
at_open p; at 'AT+CPIN="0000"'; at_close
start_driver --device "$T/p.tty" --command-ms 3000 --pin 4321
driver_wait 5 '.event=="state" and .state=="locked"'
[[ $(driver_get '.event=="state"' .reason) == *PUK* ]] || driver_fail reason
again

# No SIM.
start_sim n "${PROFILE:-huawei-e173}"
sim_ctl n '{"cmd":"sim","present":false}' >/dev/null
start_driver --device "$T/n.tty" --command-ms 3000
driver_wait 8 '.event=="state" and .state=="locked"'
[[ $(driver_get '.event=="state"' .reason) == *'pas de carte SIM'* ]] || driver_fail reason
