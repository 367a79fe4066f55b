# What the AT commands beside texts do: PIN and PUK, calls, USSD, text mode, acknowledgement, stored texts, settings.
. "$TESTS/lib.sh"

# ---- PIN: three tries, then the PUK; nothing about texts before it
start_sim p sim800 --pin 1234
at_open p
at_line AT+CMEE=1 OK
at_line AT+CPIN? '\+CPIN: SIM PIN'
at_refused AT+CPMS? '\+CME ERROR: 11'
[ "$(sim_get p '{"cmd":"text","from":"+33639980001","text":"avant le code"}' '.parts[0].fate')" = queued ] || fail 'received without PIN'
at_refused 'AT+CPIN="0000"' '\+CME ERROR: 16'
at_line 'AT+CPIN="1234"' OK
at_wait 5 '\+CMTI: "SM",1' || fail 'not received after the PIN'
at_line AT+CPIN? '\+CPIN: READY'
at_refused 'AT+CPIN="1234"' '\+CME ERROR: 3'
at_line AT+CFUN=1,1 OK
sim_up p
at_wait 5 RDY || fail 'no RDY'
at_line AT+CMEE=1 OK
for _ in 1 2; do at_refused 'AT+CPIN="9999"' '\+CME ERROR: 16'; done
at_refused 'AT+CPIN="9999"' '\+CME ERROR: 12'
at_line AT+CPIN? '\+CPIN: SIM PUK'
at_refused 'AT+CPIN="1234"' '\+CME ERROR: 16'
at_line 'AT+CPIN="12345678","4321"' OK
at_line AT+CPMS? '\+CPMS: "SM",1,30,"SM",1,30,"SM",1,30'
at_close

start_sim m huawei-e173 --chatter-ms 0
at_open m
at_line AT+CMEE=1 OK

# ---- echo, joined commands, verbose errors, A/, no answer to what is no command
at_line ATE0 OK
at_line 'AT+CMGF=0;+CNMI=2,1,0,2,0;+CSQ' '\+CSQ: 20,99'
[ "$(grep -c OK <<<"$AT_OUT")" = 1 ] || fail "one OK per line: $AT_OUT"
at_line at+csq '\+CSQ: 20,99'
at_send 'A/\r'; at_answer && grep -q CSQ <<<"$AT_OUT" || fail "A/: $AT_OUT"
at_line AT+CMEE=2 OK; sim_ctl m '{"cmd":"sim","present":false}' >/dev/null
at_refused AT+CIMI '\+CME ERROR: SIM not inserted'
sim_ctl m '{"cmd":"sim","present":true}' >/dev/null
at_line AT+CMEE=1 OK
at_send '\033\rbonjour\r'; at_line AT OK
at AT+NIMPORTE 1; grep -qx 'COMMAND NOT SUPPORT' <<<"$AT_OUT" || fail "unknown command: $AT_OUT"
at_refused AT+CNMI=7,1 '\+CMS ERROR: 303'
at_line AT+CNMI? '\+CNMI: 2,1,0,2,0'
at_line ATE1 OK

# ---- calls
at_line AT+CLIP=1 OK; at_line AT+CRC=1 OK
sim_ctl m '{"cmd":"call","from":"+33639980001","every_ms":100}' >/dev/null
at_wait 5 '\+CRING: VOICE' && at_wait 5 '\+CLIP: "\+33639980001",145,,,,0' && at_wait 5 '\+CRING: VOICE' || fail 'no ring'
at_line AT+CLCC '\+CLCC: 1,1,4,0,0,"\+33639980001",145'
at_line ATH OK
journal_has m '.ev=="hangup" and .who=="local"' || fail 'not hung up'
at_line AT+CRC=0 OK
sim_ctl m '{"cmd":"call","from":"0639980002","rings":1,"every_ms":100}' >/dev/null
at_wait 5 RING && at_wait 5 '\+CLIP: "0639980002",129.*' && at_wait 5 'NO CARRIER' || fail 'caller hangs up'
sim_ctl m '{"cmd":"call","from":"+33639980003"}' >/dev/null
at_wait 5 RING && at_line AT+CHUP OK
journal_has m '.ev=="hangup" and .from=="+33639980003"' || fail 'CHUP'

# ---- USSD: packed septets in hexadecimal on this dongle; a menu that waits; what nobody knows
at_line AT+CUSD=1,"AA180C3602",15 OK
at_wait 5 '\+CUSD: 0,"[0-9A-F]+",15' || fail 'USSD'
journal_has m '.ev=="ussd" and .code=="*100#"' || fail 'USSD code'
sim_ctl m '{"cmd":"ussd","code":"*123#","answer":"1 Solde","status":1}' >/dev/null
at_line 'AT+CUSD=1,"*123#",15' OK; at_wait 5 '\+CUSD: 1,"31D0F4CD269701",15' || fail "menu: $AT_LINE"
at_line 'AT+CUSD=1,"*999#",15' OK; at_wait 5 '\+CUSD: 4' || fail 'unknown code'

# ---- own texts kept and sent; memory full
at_send "AT+CMGW=$PDU_LEN\r"; at_wait_prompt; at_send "$PDU_HELLO\032"; at_answer || fail "$AT_OUT"
grep -qx '+CMGW: 0' <<<"$AT_OUT" || fail "CMGW: $AT_OUT"
at_line AT+CMGL=2 '\+CMGL: 0,2,,18'
at_line AT+CMSS=0 '\+CMGS: 1'
at_line AT+CMGL=3 '\+CMGL: 0,3,,18'
at_line AT+CMGD=0 OK

# ---- text mode
at_line AT+CMGF=1 OK; at_line 'AT+CSCS="IRA"' OK
sim_ctl m '{"cmd":"text","from":"+33639980001","text":"bonjour","scts":1768469400}' >/dev/null
sim_ctl m '{"cmd":"text","from":"InfoTel","text":"été ✓","scts":1768469400}' >/dev/null
at_line AT+CMGR=0 '\+CMGR: "REC UNREAD","\+33639980001",,"26/01/15,[0-9:]{8}\+[0-9]{2}"'
grep -qx bonjour <<<"$AT_OUT" || fail "$AT_OUT"
at_line 'AT+CMGL="ALL"' '\+CMGL: 1,"REC UNREAD","InfoTel",,".*"'
grep -qx 00E9007400E900202713 <<<"$AT_OUT" || fail "UCS-2 text: $AT_OUT"
at_send 'AT+CMGS="+33639980005"\r'; at_wait_prompt; at_send 'premiere ligne\rdeuxieme\032'; at_answer || fail "$AT_OUT"
journal_has m '.ev=="accepted" and .to=="+33639980005" and .text=="premiere ligne\ndeuxieme"' || fail 'text mode send'
at_line AT+CMGF=0 OK; at_line AT+CMGD=0,4 OK

# ---- handed over directly, acknowledged (AT+CSMS=1) or not
at_line AT+CNMI=2,2,0,1,0 OK
sim_text m +33639980001 direct
at_wait 5 '\+CMT: ,25' && at_wait 5 '07913386094000F0040B913336990800F1.*' || fail 'no +CMT'
at_line AT+CSMS=1 '\+CSMS: 1,1,1'
sim_text m +33639980001 un; sim_text m +33639980001 deux
at_wait 5 '\+CMT: ,2.' || fail 'no +CMT'
[ "$(sim_get m '{"cmd":"state"}' .waiting)" = 1 ] || fail 'the second should wait for the acknowledgement'
at_line AT+CNMA OK
at_wait 5 '\+CMT: ,2.' || fail 'no second +CMT'
at_line AT+CNMA=0 OK
at_refused AT+CNMA '\+CMS ERROR: 340'
at_line AT+CSMS=0 '\+CSMS: 1,1,1'; at_line AT+CNMI=2,1,0,2,0 OK

# ---- kinds of texts: class 2 goes to the SIM, type 0 is not kept, a replace type replaces
at_line 'AT+CPMS="ME","ME","ME"' '\+CPMS: 0,255,0,255,0,255'
fate() { sim_get m "{\"cmd\":\"text\",\"from\":\"+33639980001\",\"text\":\"$1\",$2}" '.parts[0] | .fate + " " + (.memory // "-") + " " + (.slot // -1 | tostring)'; }
[ "$(fate a '"class":2')" = 'stored SM 0' ] || fail 'class 2'
[ "$(fate b '"class":1')" = 'stored ME 0' ] || fail 'class 1'
[ "$(fate c '"pid":64')" = 'ignored - -1' ] || fail 'type 0'
[ "$(fate d '"pid":65')" = 'stored ME 1' ] || fail 'replace type, first'
[ "$(fate e '"pid":65')" = 'stored ME 1' ] || fail 'replace type, second'
journal_has m '.ev=="replaced" and .slot==1' || fail 'not replaced'
at_line 'AT+CPMS="MT"' '\+CPMS: 3,305,2,255,2,255'
at_line AT+CMGR=255 '\+CMGR: 0,,.*'

# ---- signal, operator, registration with area and cell
sim_ctl m '{"cmd":"signal","rssi":7}' >/dev/null; at_line AT+CSQ '\+CSQ: 7,99'
sim_ctl m '{"cmd":"operator","name":"SFR","code":"20810"}' >/dev/null
at_line 'AT+COPS=3,2;+COPS?' '\+COPS: 0,2,"20810",2'; at_line 'AT+COPS=3,0;+COPS?' '\+COPS: 0,0,"SFR",2'
at_line 'AT+CREG=2;+CREG?' '\+CREG: 2,1, 10F4, A3C2E1'
at_line AT+CFUN=4 OK; at_line AT+CREG? '\+CREG: 2,0'; at_line AT+CFUN=1 OK
