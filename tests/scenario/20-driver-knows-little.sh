# A modem that answers a bare ERROR to all that is not needed to receive and send works all the same.
. "$TESTS/lib.sh"
. "$TESTS/driver.sh"
start_sim s generic
for c in AT+CPIN? AT+CIMI AT+CGSN AT+CGMI AT+CGMM AT+CGMR AT+CSCA? AT+CRSM AT+CLIP AT+CSQ AT+CREG? AT+COPS? AT+CMEE AT+CNMI=?; do
	sim_ctl s "$(jq -cn --arg c "$c" '{cmd:"fault",name:"answer",command:$c,count:-1,text:"\r\nERROR\r\n"}')" >/dev/null || fail "fault $c"
done
start_driver
driver_up
sim_text s +33639980001 'bonjour'
driver_wait 5 '.event=="stored" and .text=="bonjour"'
driver_say 'send +33639980002 bonjour aussi'
driver_wait 5 '.event=="fate" and .id==1 and .fate=="sent"'
wait_until 5 journal_has s '.ev=="deleted"' || driver_fail 'not freed'
