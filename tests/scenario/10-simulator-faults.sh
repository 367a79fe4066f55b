# The simulated modem's faults: each is provoked and seen from outside, with a raw AT client.
. "$TESTS/lib.sh"

fault() { sim_ctl m "{\"cmd\":\"fault\",$1}" >/dev/null || fail "fault $1"; }
ms() { echo $(($(date +%s%N) / 1000000)); }

start_sim m huawei-e173 --chatter-ms 0
at_open m
at_line AT+CMEE=1 OK
at_line AT+CMGF=0 OK
at_line AT+CNMI=2,1,0,2,0 OK

# hang: deaf for a while at one command, then that command and what was typed meanwhile
fault '"name":"hang","command":"at+csq","ms":500'
at_line AT OK
t=$(ms); at_send 'AT+CSQ\rAT+CGSN\r'
at_answer || fail "$AT_OUT"; [ $(($(ms) - t)) -ge 500 ] || fail 'it did not hang'
grep -q '^+CSQ: 20,99' <<<"$AT_OUT" || fail "$AT_OUT"
at_answer || fail "$AT_OUT"
fault '"name":"hang","command":"AT+CSQ"'
at AT+CSQ 1; [ $? = 2 ] || fail 'it should hang for ever'
sim_ctl m '{"cmd":"clear-faults"}' >/dev/null
at_answer || fail 'clear-faults did not wake it'

# answers lost, cut, replaced
fault '"name":"silent","command":"AT+CSQ"';   at AT+CSQ 1; [ $? = 2 ] && [ "$AT_OUT" = AT+CSQ ] || fail "silent: $AT_OUT"
fault '"name":"lost-ok","command":"AT+CSQ"';  at AT+CSQ 1; [ $? = 2 ] || fail 'OK came'; grep -q CSQ: <<<"$AT_OUT" || fail 'no line'
fault '"name":"garbage","command":"AT+CSQ","bytes":40'; at AT+CSQ 1; [ $? = 2 ] || fail 'garbage has an OK'
[ ${#AT_OUT} -ge 20 ] || fail 'no garbage'
fault '"name":"error","command":"AT+CSQ"';    at_refused AT+CSQ ERROR
fault '"name":"cme","command":"AT+CPIN?","code":14'; at_refused AT+CPIN? '\+CME ERROR: 14'
fault '"name":"cms","command":"AT+CMGL","code":321,"count":2'
at_refused AT+CMGL=4 '\+CMS ERROR: 321'; at_refused AT+CMGL=4 '\+CMS ERROR: 321'; at_line AT+CMGL=4 OK
fault '"name":"answer","command":"AT+CPMS=?","text":"\r\n+CPMS: (),(),()\r\n\r\nOK\r\n","after":1'
at_line AT+CPMS=? '\+CPMS: \("ME".*'; at_line AT+CPMS=? '\+CPMS: \(\),\(\),\(\)'; at_line AT+CPMS=? '\+CPMS: \("ME".*'

# one byte at a time: nine bytes at 20 a second
fault '"name":"slow","bytes":20'
t=$(ms); at AT || fail slow; [ $(($(ms) - t)) -ge 350 ] || fail 'not slow'
sim_ctl m '{"cmd":"clear-faults"}' >/dev/null

# echo cannot be had
fault '"name":"echo-off"'
at_line ATE1 OK; at AT || fail "$AT_OUT"; [ "$AT_OUT" = $'OK\n' ] || fail "echo is on: $AT_OUT"
sim_ctl m '{"cmd":"clear-faults"}' >/dev/null
at_line ATE1 OK

# +CMTI missing, duplicated
fault '"name":"cmti-missing"'; fault '"name":"cmti-duplicate"'
sim_text m +33639980001 un; sim_text m +33639980002 deux
at_wait 5 '\+CMTI: .*' && [ "$AT_LINE" = '+CMTI: "SM",1' ] || fail "missing: $AT_LINE"
at_wait 5 '\+CMTI: "SM",1' || fail 'not duplicated'

# an unsolicited line inside a listing
fault '"name":"urc-in-list","text":"+CMTI: \"SM\",9"'
at AT+CMGL=4 || fail "$AT_OUT"
[ "$(grep -c '^+CM' <<<"$AT_OUT")" = 3 ] && [ "$(grep '^+CM' <<<"$AT_OUT" | sed -n 2p)" = '+CMTI: "SM",9' ] || fail "in list: $AT_OUT"
at_line AT+CMGD=0,4 OK

# parts lost, parts swapped
long=$(printf 'abcdefghi %.0s' {1..40})
fault '"name":"part-lost","part":2'; fault '"name":"parts-swapped","part":1'
sim_text m +33639980001 "$long"; sim_text m +33639980002 "$long"
at AT+CMGL=4 || fail "$AT_OUT"
[ "$(grep -oE '^07.{12}F0440B913336990800F.{19}A0050003..03..' <<<"$AT_OUT" | sed 's/.*03\(..\)$/\1/' | tr '\n' ' ')" = '01 02 01 ' ] ||
	fail "parts: $AT_OUT"
[ "$(grep -c '^+CMGL' <<<"$AT_OUT")" = 5 ] || fail "parts: $AT_OUT"
at_line AT+CMGD=0,4 OK

# full SIM, as a fault; then room
fault '"name":"full-sim","count":-1'
[ "$(sim_get m '{"cmd":"text","from":"+33639980001","text":"attend"}' '.parts[0].fate')" = refused ] || fail 'not refused'
sim_ctl m '{"cmd":"clear-faults"}' >/dev/null
wait_until 5 journal_has m '.ev=="stored" and .slot==0' 3

# network gone: texts wait; registration is told when asked for
at_line AT+CREG=1 OK
sim_ctl m '{"cmd":"registration","state":"searching"}' >/dev/null
at_wait 5 '\+CREG: 2' || fail 'no +CREG'
at_line AT+CREG? '\+CREG: 1,2'; at_line AT+CSQ '\+CSQ: 99,99'; at_line AT+COPS? '\+COPS: 0'
[ "$(sim_get m '{"cmd":"text","from":"+33639980001","text":"plus tard"}' '.parts[0].fate')" = queued ] || fail 'not queued'
sim_ctl m '{"cmd":"registration","state":"home"}' >/dev/null
at_wait 5 '\+CMTI: "SM",1' || fail 'not delivered'

# malformed PDUs are stored as they come, even what is not hexadecimal
sim_ctl m '{"cmd":"pdu","pdu":"00"}' >/dev/null
sim_ctl m '{"cmd":"pdu","pdu":"0BD0=96p33","length":164}' >/dev/null
at_line AT+CMGR=3 '0BD0=96p33'; at_line AT+CMGR=3 '\+CMGR: 1,,164'

# pulled out, also after an exact number of bytes; back under another name; the SIM keeps its texts
sim_ctl m '{"cmd":"unplug"}' >/dev/null
[ ! -e "$T/m.tty" ] || fail 'the link is still there'
at AT 1; [ $? = 2 ] || fail 'an unplugged modem answers'
at_close
[ "$(sim_get m '{"cmd":"text","from":"+33639980001","text":"pendant ce temps"}' '.parts[0].fate')" = queued ] || fail 'not queued'
sim_ctl m "{\"cmd\":\"plug\",\"link\":\"$T/other.tty\"}" >/dev/null
wait_until 5 journal_has m '.ev=="stored" and .slot==4'
sim_up m
ln -s other.tty "$T/m.tty"; at_open m; at_line AT OK
at_line AT+CNMI? '\+CNMI: 0,0,0,0,0'
fault '"name":"unplug-after","bytes":7,"ms":0,"link":"'"$T/m.tty"'"'
at AT 1; [ $? = 2 ] || fail 'answered'
journal_has m '.ev=="unplugged" and .why=="fault"' || fail 'not unplugged'
moved=$(journal m 'select(.ev=="unplugged").moved' | tail -1)
at_close
sim_up m
[ "$(readlink "$T/m.tty")" != other.tty ] || fail 'not back under the name asked'
at_open m; at_line AT OK

# restart by AT+CFUN=1,1: this stick leaves the bus and comes back with its defaults
at_line AT+CNMI=2,1,0,2,0 OK
at_line AT+CFUN=1,1 OK
wait_until 5 journal_has m '.ev=="unplugged" and .why=="reboot"'
sim_up m
at_close; at_open m
at_line AT+CNMI? '\+CNMI: 0,0,0,0,0'
fault '"name":"reboot","command":"AT+CSQ"'; at AT+CSQ 1; [ $? = 2 ] || fail 'answered'
wait_until 5 journal_has m '.ev=="unplugged" and .why=="reboot"' 2
sim_up m

# no SIM
at_close; at_open m; at_line AT+CMEE=1 OK
sim_ctl m '{"cmd":"sim","present":false}' >/dev/null
at_refused AT+CPIN? '\+CME ERROR: 10'; at_refused AT+CMGL=4 '\+CMS ERROR: 310'

# a client that does not read does not stop the modem
exec {AT_FD}>&-
sim_ctl m '{"cmd":"sim","present":true}' >/dev/null
at_open m
timeout 2 bash -c 'while printf "AT+CPMS=?\r" >&"$1"; do :; done' - "$AT_FD"
[ "$(sim_get m '{"cmd":"state"}' .plugged)" = true ] || fail 'stuck'
[ "$(awk '/^VmRSS/ {print $2}' "/proc/$LAST_PID/status")" -lt 20000 ] || fail 'it hoards what is not read'
at_close

# the end: link and socket go
sim_ctl m '{"cmd":"quit"}' >/dev/null
wait_until 5 test ! -e "$T/m.ctl"
[ ! -e "$T/m.tty" ] || fail 'the link stays'
