# The program itself: its options, its control socket, its journal over a restart, and how it ends.
. "$TESTS/lib.sh"
sim=$B/azimut-modemsim

# options
"$sim" --help | grep -q '^Usage' || fail 'no help'
[ "$("$sim" --list-profiles | awk '{print $1}' | tr '\n' ' ')" = 'huawei-e173 huawei-e3531 zte-mf190 sim800 quectel-ec25 generic ' ] || fail 'profiles'
"$sim" --profile rien --link "$T/l" --control "$T/c" --journal "$T/j" 2>/dev/null; [ $? = 64 ] || fail 'unknown profile'
"$sim" --profile generic 2>/dev/null; [ $? = 64 ] || fail 'missing options'
"$sim" --profile generic --link "$T/l" --control "$T/c" --journal "$T/none/j" 2>/dev/null; [ $? = 73 ] || fail 'no folder for the journal'
"$sim" --ctl "$T/nobody" '{"cmd":"state"}' 2>/dev/null && fail 'talked to nobody'

# orders: several in one write, wrong ones, two clients
start_sim m generic --imei 350000000000014 --imsi 208013998000026 --number +33639980010
answers=$(printf '%s\n' '{"cmd":"state"}' 'pas du JSON' '{"cmd":"rien"}' '{}' '{"cmd":"text"}' '{"cmd":"fault","name":"rien"}' \
	'{"cmd":"plant","memory":"SM","slot":99,"pdu":"00"}' '{"cmd":"text","from":"+33639980001","text":"é","alphabet":"gsm7"}' \
	'{"cmd":"text","from":"+33639980001","text":"ê","alphabet":"gsm7"}' | socat -t 2 - "UNIX-CONNECT:$T/m.ctl")
[ "$(jq -s 'map(.ok) | map(if . then 1 else 0 end) | map(tostring) | add' <<<"$answers")" = '"100000010"' ] || fail "answers: $answers"
at_open m
at_line AT+CGSN 350000000000014; at_line AT+CIMI 208013998000026; at_line AT+CNUM '\+CNUM: "","\+33639980010",145'

# who watches gets each line of the journal, as it is written
background watch "$sim" --ctl "$T/m.ctl" --watch
wait_until 5 grep -q '"ok":true' "$T/watch.log"
seq=$(sim_get m '{"cmd":"state"}' .seq)
sim_text m +33639980001 un; at_line AT+CMGR=1 OK; at_line AT+CMGD=1 OK
wait_until 5 grep -q '"ev":"deleted"' "$T/watch.log"
diff <(grep '"ev"' "$T/watch.log") <(journal m "select(.seq > $seq) | @json" | sed 's/ //g') >&2 || fail 'watched lines are not the journal'

# idle, it sleeps: no wake-up in a second with the port open
turns() { awk '/^voluntary_ctxt/ {print $2}' "/proc/$(pgrep -P $$ -f -- "--link $T/m.tty")/status"; }
before=$(turns); IFS= read -r -t 1 line <&"$AT_FD"
[ $(($(turns) - before)) -le 1 ] || fail "$(($(turns) - before)) wake-ups while idle"

# accepted, since
at_send_pdu "$PDU_HELLO" $PDU_LEN || fail "$AT_OUT"
seq=$(sim_get m '{"cmd":"accepted"}' '.accepted[0].seq')
at_send_pdu "$PDU_HELLO" $PDU_LEN || fail "$AT_OUT"
[ "$(sim_get m "{\"cmd\":\"accepted\",\"since\":$seq}" '.accepted | length')" = 1 ] || fail since

# a burst, and one spread over time; their numbers count up; each instant is later than the one before
sim_ctl m '{"cmd":"burst","count":5,"text":"n{n}","from_base":"+33639980200"}' >/dev/null
sim_ctl m '{"cmd":"burst","count":3,"text":"x","from_base":"+33639980300","interval_ms":20}' >/dev/null
wait_until 5 journal_has m '.ev=="stored"' 10
at_line AT+CMGF=1 OK; at_line 'AT+CMGL="ALL"' '\+CMGL: [0-9]+,"REC UNREAD","\+33639980204",,.*'; grep -qx n4 <<<"$AT_OUT" || fail "$AT_OUT"
jq -se '. == (sort_by(.seq)) and . == (sort_by(.t_us)) and (map(.seq) == [range(1; length + 1)])' "$T/m.journal" >/dev/null || fail 'order of the journal'

# killed and started again on the same paths: the journal goes on; SIGTERM takes link and socket away
at_close
kill -KILL "$(pgrep -P $$ -f -- "--link $T/m.tty")"
seq=$(tail -1 "$T/m.journal" | jq .seq)
start_sim m generic
[ "$(journal m "select(.seq > $seq) | .ev" | head -1)" = plugged ] || fail 'the journal does not go on'
kill -TERM "$LAST_PID"; wait "$LAST_PID" || fail 'exit status'
[ ! -e "$T/m.tty" ] && [ ! -L "$T/m.tty" ] && [ ! -e "$T/m.ctl" ] || fail 'something stays'
