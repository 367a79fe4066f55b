# A slot is emptied only of what was committed: not after another message took it, and an unclear deletion is not
# repeated blindly.  A full SIM is emptied before texts leave.
. "$TESTS/lib.sh"
. "$TESTS/driver.sh"
start_sim s "${PROFILE:-huawei-e173}"
start_driver --command-ms 800 --rescan-s 1
driver_up
pdu() { printf '07913306091093F0040B913336990800F100006211421181%02d000DC2B75BFDAECB4185F19B5D06' "$1"; }

# A text is on its way out, which goes before the deletion; meanwhile the slot gets another message.
sim_ctl s '{"cmd":"air","ms":700}' >/dev/null
driver_say 'send +33639980002 en route'
wait_until 3 journal_has s '.ev=="submitted"' || driver_fail "not submitted"
sim_ctl s "{\"cmd\":\"pdu\",\"pdu\":\"$(pdu 1)\"}" >/dev/null
sim_ctl s '{"cmd":"air","ms":1200}' >/dev/null
driver_say 'send +33639980002 un autre'
driver_wait 5 '.event=="stored"'
driver_wait 5 '.event=="handing" and .id==2'
sim_ctl s "{\"cmd\":\"plant\",\"memory\":\"SM\",\"slot\":0,\"pdu\":\"$(pdu 2)\"}" >/dev/null || fail plant
sim_ctl s '{"cmd":"air","ms":0}' >/dev/null
driver_wait 8 ".event==\"stored\" and .pdu==\"$(pdu 2)\""
grep -q 'holds another message' "$T/drv.err" || driver_fail "the change was not noticed"
wait_until 5 journal_has s '.ev=="deleted"' || driver_fail "the second was not freed"
[ "$(journal_count s '.ev=="deleted"')" = 1 ] || driver_fail "more than one deletion"

# AT+CMGD that does its work and says nothing; then one that is refused.
sim_ctl s '{"cmd":"fault","name":"silent","command":"AT+CMGD"}' >/dev/null
sim_text s +33639980001 'muet'
driver_wait 3 '.event=="stored" and .text=="muet"'
wait_until 3 journal_has s '.ev=="deleted"' 2 || driver_fail "not deleted"
sim_text s +33639980001 'dans la meme place'
driver_wait 6 '.event=="stored" and .text=="dans la meme place"'
wait_until 5 journal_has s '.ev=="deleted"' 3 || driver_fail "not deleted"
sim_ctl s '{"cmd":"fault","name":"cms","command":"AT+CMGD","code":500}' >/dev/null
sim_text s +33639980001 'refus'
wait_until 6 journal_has s '.ev=="deleted"' 4 || driver_fail "not deleted after a refusal"

# A SIM half full is emptied although texts wait to leave.
start_sim f "${PROFILE:-huawei-e173}" --sim-size 10
driver_say quit; wait "$DRV"
start_driver --device "$T/f.tty"
driver_up
sim_ctl f '{"cmd":"air","ms":400}' >/dev/null
for i in 1 2 3 4 5 6; do driver_say "send +33639980002 file $i"; done
sim_ctl f '{"cmd":"burst","count":14,"text":"plein {n}"}' >/dev/null
wait_until 8 journal_has f '.ev=="deleted"' 14 || fail "the SIM stayed full: $(journal_count f '.ev=="deleted"') deleted"
driver_wait 8 '.event=="fate" and .fate=="sent"' 6
[ "$(journal f 'select(.ev=="deleted" or .ev=="accepted").ev' | head -n 12 | grep -c deleted)" -ge 8 ] ||
	driver_fail "deletions waited for the sends"
