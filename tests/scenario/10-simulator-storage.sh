# Texts come in, are listed, read and deleted as 27.005 says; a full memory refuses the network, which comes again in
# order when there is room; the journal tells all of it.
. "$TESTS/lib.sh"

start_sim m huawei-e173 --sim-size 3
at_open m
at_line AT OK
at_line AT+CMGF=0 OK
at_line AT+CNMI=2,1,0,2,0 OK
at_line 'AT+CPMS="SM","SM","SM"' '\+CPMS: 0,3,0,3,0,3'

# one text: announced, listed unread, read, deleted
sim_text m +33639980001 'CARTE école'
at_wait 5 '\+CMTI: "SM",0' || fail 'no +CMTI'
at_line AT+CMGL=0 '\+CMGL: 0,0,,[0-9]+'
at_line AT+CMGR=0 '\+CMGR: 1,,[0-9]+'
pdu=$(sim_get m '{"cmd":"storage"}' '.SM.slots[0].pdu')
grep -qx "$pdu" <<<"$AT_OUT" || fail "the PDU is not shown as stored: $AT_OUT"
hash=$(sim_get m '{"cmd":"storage"}' '.SM.slots[0].hash')
[ "$hash" = "$(xxd -r -p <<<"${pdu:16}" | sha256sum | cut -d' ' -f1)" ] || fail 'hash is not SHA-256 of the TPDU'
at_line AT+CMGD=0 OK
journal_has m ".ev==\"deleted\" and .slot==0 and .hash==\"$hash\"" || fail 'deletion is not in the journal'
at_refused AT+CMGR=0 '\+CMS ERROR: 321'
at_refused AT+CMGR=3 '\+CMS ERROR: 321'

# a text too many: the modem says so, the network keeps it and the following, in order
for n in 1 2 3 4 5; do sim_text m +3363998000$n "texte $n"; done
at_wait 5 '\^SMMEMFULL: "SM"' || fail 'no ^SMMEMFULL'
[ "$(sim_get m '{"cmd":"state"}' .waiting)" = 2 ] || fail 'two texts should wait in the network'
journal_has m '.ev=="refused"' || fail 'no refusal in the journal'
at_line AT+CMGD=1 OK
wait_until 5 journal_has m '.ev=="stored"' 5
[ "$(sim_get m '{"cmd":"state"}' .waiting)" = 1 ] || fail 'one text should still wait'
at_line AT+CMGD=0,4 OK
wait_until 5 journal_has m '.ev=="stored"' 6
[ "$(journal m 'select(.ev=="stored").slot' | tr '\n' ' ')" = '0 0 1 2 1 0 ' ] || fail 'redelivered out of order'
at_line AT+CPMS? '\+CPMS: "SM",1,3,"SM",1,3,"SM",1,3'

# delete flags: 1 read, 2 read and sent, 3 also unsent, 4 all
sim_ctl m '{"cmd":"plant","memory":"SM","slot":1,"pdu":"'$PDU_HELLO'","status":2}' >/dev/null
sim_ctl m '{"cmd":"plant","memory":"SM","slot":2,"pdu":"'$PDU_HELLO'","status":3}' >/dev/null
at_line AT+CMGD=0,1 OK;  [ "$(sim_get m '{"cmd":"storage"}' .SM.used)" = 3 ] || fail 'flag 1 took an unread text'
at_line AT+CMGR=0 OK
at_line AT+CMGD=0,1 OK;  [ "$(sim_get m '{"cmd":"storage"}' .SM.used)" = 2 ] || fail 'flag 1'
at_line AT+CMGD=0,2 OK;  [ "$(sim_get m '{"cmd":"storage"}' .SM.used)" = 1 ] || fail 'flag 2'
at_line AT+CMGD=0,3 OK;  [ "$(sim_get m '{"cmd":"storage"}' .SM.used)" = 0 ] || fail 'flag 3'

# the three memories are apart: reading from ME while texts go to SM
at_line 'AT+CPMS="ME"' '\+CPMS: 0,255,0,3,0,3'
sim_text m +33639980001 'va dans la SIM'
at_wait 5 '\+CMTI: "SM",0' || fail 'no +CMTI for SM'
at_refused AT+CMGR=0 '\+CMS ERROR: 321'
at_line 'AT+CPMS="SM"' '\+CPMS: 1,3,1,3,1,3'
at_refused 'AT+CPMS="XX"' '\+CMS ERROR: 302'
