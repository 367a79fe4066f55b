# smstools' smsd, which is not ours, receives, deletes and sends on the simulator.
. "$TESTS/lib.sh"

mkdir -p "$T"/{incoming,outgoing,checked,sent,failed,report,stat,saved,phonecalls}
start_sim m zte-mf190
cat >"$T/smsd.conf" <<EOF
devices = GSM1
outgoing = $T/outgoing
checked = $T/checked
incoming = $T/incoming
report = $T/report
sent = $T/sent
failed = $T/failed
saved = $T/saved
phonecalls = $T/phonecalls
stats = $T/stat
pidfile = $T/smsd.pid
infofile = $T/smsd.running
logfile = $T/smstools.log
loglevel = 5
delaytime = 1
errorsleeptime = 1
blocktime = 10
receive_before_send = no
autosplit = 3
[GSM1]
device = $T/m.tty
incoming = yes
init = AT+CPMS="ME","ME","ME"
memory_start = 0
EOF
sim_text m +33639980001 'CARTE ecole'
background smsd smsd -t -c "$T/smsd.conf"
received() { grep -rqF -- "$1" "$T/incoming"; }
wait_until 40 received 'CARTE ecole' || fail "not received: $(cat "$T/smstools.log")"
sim_text m +33639980002 'DEF cloud'
wait_until 40 received 'DEF cloud' || fail 'not received while running'
wait_until 40 journal_has m '.ev=="deleted" and .kind=="text"' 2 || fail 'not deleted'
printf 'To: 33639980003\n\nbonjour' >"$T/out.tmp" && mv "$T/out.tmp" "$T/outgoing/one"
wait_until 40 journal_has m '.ev=="accepted" and .to=="+33639980003" and .text=="bonjour"' || fail "not sent: $(cat "$T/smstools.log")"
