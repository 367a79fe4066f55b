# Kannel's AT driver, which is not ours, receives, deletes and sends on the simulator, with messages kept on the SIM
# (sim-buffering) and with messages handed over directly (+CMT).
. "$TESTS/lib.sh"

kannel() {	# NAME PROFILE PORT SIM-BUFFERING MODEL CNMI
	local name=$1 port=$3
	start_sim "$name" "$2"
	mkdir -p "$T/$name"
	cat >"$T/$name.conf" <<EOF
group = core
admin-port = $port
admin-interface = 127.0.0.1
admin-password = essai
smsbox-port = $((port + 1))
smsbox-interface = 127.0.0.1
log-file = $T/$name/bearerbox.log
log-level = 0
box-deny-ip = "*.*.*.*"
box-allow-ip = "127.0.0.1"

group = smsc
smsc = at
modemtype = auto
device = $T/$name.tty
speed = 115200
sim-buffering = $4
validityperiod = 167

group = modems
id = simulator
name = simulator
detect-string = $5
init-string = "AT+CNMI=$6"
message-storage = SM

group = smsbox
bearerbox-host = 127.0.0.1
bearerbox-port = $((port + 1))
sendsms-interface = 127.0.0.1
sendsms-port = $((port + 2))
log-file = $T/$name/smsbox.log
log-level = 0

group = sms-service
keyword = default
text = "recu"
max-messages = 1

group = sendsms-user
username = essai
password = essai
EOF
	sim_text "$name" +33639980001 'CARTE ecole'
	background "$name-bearerbox" bearerbox "$T/$name.conf"
	wait_until 20 bash -c "exec 9<>/dev/tcp/127.0.0.1/$((port + 1))" 2>/dev/null || fail "bearerbox: $(tail -20 "$T/$name/bearerbox.log")"
	background "$name-smsbox" smsbox "$T/$name.conf"
}

port=$((20000 + $$ % 10000))
kannel buffered sim800 $port true SIM800 2,1,0,0,0
kannel direct huawei-e173 $((port + 3)) false E173 1,2,0,1,0

# read from the SIM, deleted, answered
log() { tail -40 "$T/$1/bearerbox.log"; }
wait_until 60 journal_has buffered '.ev=="deleted" and .kind=="text"' || fail "not deleted: $(log buffered)"
wait_until 60 journal_has buffered '.ev=="accepted" and .to=="+33639980001" and .text=="recu"' || fail "no answer: $(log buffered)"

# handed over without a stop on the SIM, answered; sending by HTTP
sim_text direct +33639980002 'DEF cloud'
wait_until 60 journal_has direct '.ev=="routed" and .kind=="text"' || fail "not routed: $(log direct)"
wait_until 60 journal_has direct '.ev=="accepted" and .to=="+33639980002" and .text=="recu"' || fail "no answer: $(log direct)"
exec 9<>"/dev/tcp/127.0.0.1/$((port + 5))" || fail 'no sendsms port'
printf 'GET /cgi-bin/sendsms?username=essai&password=essai&to=%%2B33639980003&from=1234&text=bonjour HTTP/1.0\r\n\r\n' >&9
wait_until 60 journal_has direct '.ev=="accepted" and .to=="+33639980003" and .text=="bonjour"' || fail "not sent: $(timeout 2 cat <&9) $(tail -20 "$T/direct/smsbox.log")"
