# gammu-smsd, which is not ours, receives, deletes and sends on the simulator.
. "$TESTS/lib.sh"

mkdir -p "$T"/{inbox,outbox,sent,error}
start_sim m huawei-e173
cat >"$T/smsd.conf" <<EOF
[gammu]
device = $T/m.tty
connection = dku2at
model = at
[smsd]
service = files
logfile = $T/smsd.log
inboxpath = $T/inbox/
outboxpath = $T/outbox/
sentsmspath = $T/sent/
errorsmspath = $T/error/
receivefrequency = 1
loopsleep = 1
commtimeout = 3
statusfrequency = 0
checksecurity = 0
checksignal = 0
checkbattery = 0
checknetwork = 0
EOF
sim_text m +33639980001 'déjà là'
background gammu-smsd gammu-smsd --config "$T/smsd.conf"
received() { grep -rqF -- "$1" "$T/inbox"; }
wait_until 30 received 'déjà là' || fail "not received: $(cat "$T/smsd.log")"
sim_text m +33639980002 'CARTE école'
wait_until 30 received 'CARTE école' || fail 'not received while running'
wait_until 30 journal_has m '.ev=="deleted" and .kind=="text"' 2 || fail 'not deleted'
gammu-smsd-inject --config "$T/smsd.conf" TEXT +33639980003 -text 'bonjour' >/dev/null || fail inject
wait_until 30 journal_has m '.ev=="accepted" and .to=="+33639980003" and .text=="bonjour"' || fail "not sent: $(cat "$T/smsd.log")"
