# Sending: the prompt, Ctrl-Z, ESC, references that wrap, the order of journal and answer, air time, status reports,
# the last reference on the SIM, and every way in which the result of a text can go wrong.
. "$TESTS/lib.sh"

fault() { sim_ctl m "{\"cmd\":\"fault\",$1}" >/dev/null || fail "fault $1"; }
accepted() { sim_get m '{"cmd":"state"}' .accepted; }
last_mr() { at AT+CRSM=176,28483,0,0,2 || fail "CRSM: $AT_OUT"; sed -n 's/+CRSM: 144,0,"\(..\)FF"/\1/p' <<<"$AT_OUT"; }
send() { at_send_pdu "$PDU_HELLO" $PDU_LEN "$@"; }

start_sim m huawei-e173 --seed 253
at_open m
at_line AT+CMEE=1 OK
at_line AT+CMGF=0 OK
at_line AT+CNMI=2,1,0,2,0 OK

# references 254, 255, 0, 1; the SIM remembers the last; two texts typed in one go are two texts
for mr in 254 255 0 1; do
	send || fail "send: $AT_OUT"
	grep -qx "+CMGS: $mr" <<<"$AT_OUT" || fail "expected reference $mr: $AT_OUT"
	[ "$(last_mr)" = "$(printf %02X $mr)" ] || fail "EF-SMSS after $mr"
done
at_send "AT+CMGS=$PDU_LEN\r${PDU_HELLO}\032AT+CMGS=$PDU_LEN\r${PDU_HELLO}\032"
at_answer && at_answer || fail "two texts typed ahead: $AT_OUT"
[ "$(accepted)" = 6 ] || fail 'six texts should be accepted'
[ "$(journal m 'select(.ev=="accepted") | .to + " " + .text' | sort -u)" = '+33639980001 hello' ] || fail 'decoded text'
[ "$(sim_get m '{"cmd":"accepted","since":0}' '[.accepted[] | select(.prompt_us <= .ctrlz_us and .ctrlz_us <= .t_us and .t_us <= .cmgs_us)] | length')" = 6 ] ||
	fail 'instants out of order'

# what is no PDU of that length is refused; ESC sends nothing; AT text at the prompt is part of the text
at_send_pdu "$PDU_HELLO" 17 && fail 'a wrong length was accepted'
grep -qx '+CMS ERROR: 304' <<<"$AT_OUT" || fail "wrong length: $AT_OUT"
at_send "AT+CMGS=$PDU_LEN\r"; at_wait_prompt || fail 'no prompt'
at_send 'AT+CSQ\r\033'; at_answer || fail "ESC: $AT_OUT"
journal_has m '.ev=="cancelled"' || fail 'no cancelled'
at_send_pdu "AT\\r$PDU_HELLO" $PDU_LEN && fail 'AT text was sent'
[ "$(accepted)" = 6 ] || fail 'something was accepted that should not'

# air time: the answer waits, the journal has it before the answer
sim_ctl m '{"cmd":"air","ms":400}' >/dev/null
send || fail "$AT_OUT"
[ "$(sim_get m '{"cmd":"accepted"}' '.accepted[-1] | .t_us - .ctrlz_us >= 400000')" = true ] || fail 'air time'
sim_ctl m '{"cmd":"air","ms":0}' >/dev/null

# reports: stored (CNMI ds=2), with the reference and the recipient of their text; routed (ds=1)
sim_ctl m '{"cmd":"reports","mode":"delivered","delay_ms":50}' >/dev/null
at_send_pdu "$PDU_SRR" $PDU_LEN || fail "$AT_OUT"
at_wait 5 '\+CDSI: "SR",0' || fail 'no +CDSI'
at_line 'AT+CPMS="SR"' '\+CPMS: 1,[0-9]+,0,50,0,50'
at_line AT+CMGR=0 '07913386094000F006050B913336990800F1[0-9]{28}00'
at_line AT+CMGD=0 OK
at_line 'AT+CPMS="SM"' '\+CPMS: 0,50,0,50,0,50'
sim_ctl m '{"cmd":"reports","mode":"failed","delay_ms":0}' >/dev/null
at_line AT+CNMI=2,1,0,1,0 OK
at_send_pdu "$PDU_SRR" $PDU_LEN || fail "$AT_OUT"
at_wait 5 '\+CDS: 25' && at_wait 5 '07913386094000F006060B913336990800F1[0-9]{28}46' || fail 'no +CDS'
sim_ctl m '{"cmd":"reports","mode":"none"}' >/dev/null

# the result goes wrong
n=$(accepted)
fault '"name":"cms","code":38,"after":1'
send || fail 'the first of two was refused'
send && fail 'the second of two was sent'
grep -qx '+CMS ERROR: 38' <<<"$AT_OUT" || fail "CMS 38: $AT_OUT"
fault '"name":"error","command":"ctrl-z"';  send && fail 'ERROR';  grep -qx ERROR <<<"$AT_OUT" || fail "ERROR: $AT_OUT"
[ "$(accepted)" = $((n + 1)) ] || fail 'a refused text was accepted'
fault '"name":"no-reference"';  send || fail "no reference: $AT_OUT";  grep -q CMGS <<<"$AT_OUT" && fail 'reference given'
fault '"name":"lost-ok","command":"ctrl-z"';  send 1;  [ $? = 2 ] || fail 'OK was given'
grep -q '^+CMGS: ' <<<"$AT_OUT" || fail "lost OK: $AT_OUT"
fault '"name":"silent","command":"ctrl-z"';  send 1;  [ $? = 2 ] || fail 'an answer was given'
[ "$(accepted)" = $((n + 4)) ] || fail 'three texts were accepted'
fault '"name":"answer","command":"ctrl-z","text":"\r\n+CMGS: 42,\"0791\"\r\n\r\nOK\r\n"';  send || fail "$AT_OUT"
grep -qx '+CMGS: 42,"0791"' <<<"$AT_OUT" || fail "answer: $AT_OUT"
fault '"name":"late-cmgs","ms":700'
t=$(date +%s%N);  send || fail "late: $AT_OUT";  [ $((($(date +%s%N) - t) / 1000000)) -ge 700 ] || fail 'not late'
fault '"name":"cms","command":"prompt","code":304';  at AT+CMGS=18 && fail 'prompt';  grep -q 304 <<<"$AT_OUT" || fail "$AT_OUT"
fault '"name":"drop-input","ms":300'
at_send "AT+CMGS=$PDU_LEN\r$PDU_HELLO\032"; at_wait_prompt || fail 'no late prompt'
at_send '\033'; at_answer || fail "ESC: $AT_OUT"

# unregistered: refused without being on air; EF-SMSS can be absent
sim_ctl m '{"cmd":"registration","state":"none"}' >/dev/null
send && fail 'sent without a network'
grep -qx '+CMS ERROR: 331' <<<"$AT_OUT" || fail "$AT_OUT"
sim_ctl m '{"cmd":"registration","state":"home"}' >/dev/null
sim_ctl m '{"cmd":"sim","smss":false}' >/dev/null
at_line AT+CRSM=176,28483,0,0,2 '\+CRSM: 106,130,""'

# pulled out at Ctrl-Z: the network has it or not, as asked
n=$(accepted)
fault '"name":"unplug","command":"ctrl-z","accepted":true,"ms":50'
send 2 && fail 'answered after the plug was pulled'
at_close
sim_up m
[ "$(accepted)" = $((n + 1)) ] || fail 'it should be accepted'

# hung for ever at Ctrl-Z, until the plug is pulled
at_open m; at_line AT+CMGF=0 OK
fault '"name":"hang","command":"ctrl-z","accepted":false'
send 1; [ $? = 2 ] || fail 'a hung modem answered'
at AT 1; [ $? = 2 ] || fail "a hung modem answered AT: $AT_OUT"
at_close
sim_ctl m '{"cmd":"unplug","ms":0}' >/dev/null
sim_up m
at_open m; at_line AT OK
