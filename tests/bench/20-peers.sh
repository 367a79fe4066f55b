#!/bin/bash
# The same question to other programs on the same simulated dongle, each tuned to be as fast as its documentation allows:
# from a text stored in the modem to the Ctrl-Z of its answer.  PEERS_DEFAULT=1 adds their default settings (17-24 s each).
. "$(dirname "$0")/lib.sh"
N=${N_PEERS:-5}

ask() {	# NAME COUNT: as many texts, each after the answer to the one before; the sorted waits
	local i
	watch_sim "$1"
	for i in $(seq "$2"); do
		sim_ctl "$1" "{\"cmd\":\"text\",\"from\":\"+3363998$((1000 + i))\",\"text\":\"AIDE\"}" >/dev/null
		watch_accepted 60 || { echo '[]'; return; }
	done
	exec {WATCH}<&-
	waits "$1"
}

azimut() {
	start_sim azimut huawei-e173; sim_up azimut
	start_daemon azimut 'status_reports = no'
}

gammu_smsd() {	# NAME LOOPSLEEP RECEIVEFREQUENCY STATUSFREQUENCY
	local d=$T/$1.d
	mkdir -p "$d"/{inbox,outbox,sent,error}
	printf '#!/bin/sh\nexec gammu-smsd-inject --config %s TEXT "$SMS_1_NUMBER" -text recu\n' "$d/smsd.conf" >"$d/answer"
	chmod +x "$d/answer"
	cat >"$d/smsd.conf" <<-EOF
		[gammu]
		device = $T/$1.tty
		connection = dku2at
		model = at
		[smsd]
		service = files
		logfile = $d/log
		inboxpath = $d/inbox/
		outboxpath = $d/outbox/
		sentsmspath = $d/sent/
		errorsmspath = $d/error/
		runonreceive = $d/answer
		loopsleep = $2
		receivefrequency = $3
		statusfrequency = $4
		checksecurity = 0
		checksignal = 0
		checkbattery = 0
		checknetwork = 0
	EOF
	start_sim "$1" huawei-e173; sim_up "$1"
	background "$1.smsd" gammu-smsd --config "$d/smsd.conf"
}

smstools() {	# NAME DELAYTIME
	local d=$T/$1.d
	mkdir -p "$d"/{incoming,outgoing,checked,sent,failed,report,stat,saved,phonecalls}
	cat >"$d/answer" <<-EOF
		#!/bin/sh
		[ "\$1" = RECEIVED ] || exit 0
		to=\$(sed -n 's/^From: //p' "\$2")
		printf 'To: %s\n\nrecu' "\$to" >$d/out.\$\$ && mv $d/out.\$\$ $d/outgoing/a.\$\$
	EOF
	chmod +x "$d/answer"
	cat >"$d/smsd.conf" <<-EOF
		devices = GSM1
		outgoing = $d/outgoing
		checked = $d/checked
		incoming = $d/incoming
		report = $d/report
		sent = $d/sent
		failed = $d/failed
		saved = $d/saved
		phonecalls = $d/phonecalls
		stats = $d/stat
		pidfile = $d/pid
		infofile = $d/running
		logfile = $d/log
		loglevel = 4
		delaytime = $2
		errorsleeptime = 1
		receive_before_send = no
		eventhandler = $d/answer
		[GSM1]
		device = $T/$1.tty
		incoming = yes
		memory_start = 0
	EOF
	start_sim "$1" huawei-e173; sim_up "$1"
	background "$1.smsd" smsd -t -c "$d/smsd.conf"
}

kannel() {	# NAME
	local d=$T/$1.d port=$((20000 + $$ % 10000))
	mkdir -p "$d"
	cat >"$d/conf" <<-EOF
		group = core
		admin-port = $port
		admin-interface = 127.0.0.1
		admin-password = essai
		smsbox-port = $((port + 1))
		smsbox-interface = 127.0.0.1
		log-file = $d/bearerbox.log
		log-level = 3
		box-deny-ip = "*.*.*.*"
		box-allow-ip = "127.0.0.1"

		group = smsc
		smsc = at
		modemtype = auto
		device = $T/$1.tty
		speed = 115200
		sim-buffering = false
		validityperiod = 167

		group = modems
		id = simulator
		name = simulator
		detect-string = E173
		init-string = "AT+CNMI=1,2,0,1,0"

		group = smsbox
		bearerbox-host = 127.0.0.1
		bearerbox-port = $((port + 1))
		log-file = $d/smsbox.log
		log-level = 3

		group = sms-service
		keyword = default
		text = "recu"
		max-messages = 1
	EOF
	start_sim "$1" huawei-e173; sim_up "$1"
	background "$1.bearerbox" bearerbox "$d/conf"
	wait_until 20 bash -c "exec 9<>/dev/tcp/127.0.0.1/$((port + 1))" 2>/dev/null || return 1
	background "$1.smsbox" smsbox "$d/conf"
	wait_until 60 sim_ctl_is "$1" '{"cmd":"state"}' '.cnmi[1]==2'
}

compare() {	# LABEL NAME COUNT
	local w p
	w=$(ask "$2" "$3")
	p=$(percentile 50 <<<"$w")
	[ "$2" = azimut ] && OURS=$p
	row "$1: p50 ms, and times ours" "$p" "x $(echo "scale=1; ${p/-/0}/$OURS" | bc)"
	for pid in "${PIDS[@]}"; do stop "$pid"; done
}

azimut && compare azimut azimut "${N_OURS:-40}"
gammu_smsd g1 0 0 0 && compare 'gammu-smsd, spinning (loopsleep 0)' g1 "$N"
gammu_smsd g2 1 1 0 && compare 'gammu-smsd, tuned' g2 "$N"
smstools s1 1 && compare 'smstools, tuned' s1 "$N"
kannel k1 && compare 'Kannel, texts handed over directly' k1 "$N"
if [ -n "${PEERS_DEFAULT:-}" ]; then
	gammu_smsd g3 1 15 15 && compare 'gammu-smsd, as installed' g3 2
	smstools s2 10 && compare 'smstools, as installed' s2 2
fi
exit 0
