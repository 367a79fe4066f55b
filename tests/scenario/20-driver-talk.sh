# Calls are hung up and told once, USSD is understood, and a modem that chatters all the time disturbs nothing.
. "$TESTS/lib.sh"
. "$TESTS/driver.sh"
start_sim s "${PROFILE:-huawei-e173}"
start_driver --command-ms 3000
driver_up

sim_ctl s '{"cmd":"call","from":"+33639980007"}' >/dev/null
driver_wait 5 '.event=="ring" and .number=="+33639980007"'
wait_until 3 journal_has s '.ev=="hangup"' || driver_fail "not hung up"
sim_ctl s '{"cmd":"call","from":""}' >/dev/null
driver_wait 6 '.event=="ring" and .number==""'
sim_ctl s '{"cmd":"call","from":"+33639980008","rings":1,"every_ms":200}' >/dev/null
driver_wait 5 '.event=="ring" and .number=="+33639980008"'
[ "$(driver_count '.event=="ring"')" = 3 ] || driver_fail "told $(driver_count '.event=="ring"') times"

driver_say 'ussd *100#'
driver_wait 5 '.event=="ussd" and (.text|length)>3'
# In UCS-2, as text, and as packed septets.
ussd_answer() {	# +CUSD LINE, EXPECTED
	sim_ctl s '{"cmd":"fault","name":"answer","command":"AT+CUSD=","text":"\r\nOK\r\n"}' >/dev/null
	driver_say 'ussd #123#'
	wait_until 3 journal_has s '.ev=="fault" and (.command|startswith("AT+CUSD"))' $((++asked)) || driver_fail "not asked"
	sim_ctl s "$(jq -cn --arg t "$1" '{cmd:"urc",text:$t}')" >/dev/null
	driver_wait 5 ".event==\"ussd\" and .text==\"$2\""
}
asked=0
ussd_answer '+CUSD: 0,"0043007200E90064006900740020003A00200035002020AC",72' 'Crédit : 5 €'
ussd_answer '+CUSD: 0,"Solde 12,40 EUR",15' 'Solde 12,40 EUR'
ussd_answer '+CUSD: 0,"D3379B5C06E94035960C062A56A5",15' 'Solde : 5,20 EUR'
ussd_answer '+CUSD: 2' ''
driver_say 'ussd bonjour'
driver_wait 5 '.event=="ussd refused"'

# Unsolicited lines, known and unknown to libgammu, amid texts both ways.
for i in 1 2 3 4 5 6 7 8 9 10; do
	for l in '^RSSI:18' '+QIND: \"csq\",20,99' '+CIEV: 2,3' '+CREG: 1' '^SMMEMFULL: \"SM\"'; do sim_ctl s "{\"cmd\":\"urc\",\"text\":\"$l\"}" >/dev/null; done &
	sim_text s +33639980001 "bruit $i"
	driver_say "send +33639980002 bruit $i"
	wait $!
done
driver_wait 10 '.event=="fate" and .fate=="sent"' 10
for i in 1 10; do driver_wait 5 ".event==\"stored\" and .text==\"bruit $i\""; done
driver_accepted 10
sim_ctl s '{"cmd":"fault","name":"urc-in-list","text":"+QIND: \"act\",\"LTE\"","count":-1}' >/dev/null
sim_ctl s '{"cmd":"burst","count":10,"text":"liste {n}"}' >/dev/null
for i in 0 9; do driver_wait 5 ".event==\"stored\" and .verdict==\"agreed\" and .text==\"liste $i\""; done
! grep -q 'worker died' "$T/drv.err" || driver_fail "the worker died"
