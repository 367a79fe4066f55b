#!/bin/bash
# How long an answer takes, alone, in a burst, behind a mailing; what it costs when nothing happens.  One run, one machine:
# the peers' figures beside ours are in 20-peers.sh.
. "$(dirname "$0")/lib.sh"
N=${N_ANSWERS:-100}

one_by_one() {	# NAME COUNT
	local i
	watch_sim "$1"
	for i in $(seq "$2"); do
		sim_ctl "$1" "{\"cmd\":\"text\",\"from\":\"+3363998$((1000 + i))\",\"text\":\"AIDE\"}" >/dev/null
		watch_accepted 10 || fail "no answer"
	done
	exec {WATCH}<&-
}

burst() {	# NAME COUNT
	local seq; seq=$(last_seq "$1")
	sim_ctl "$1" "{\"cmd\":\"burst\",\"count\":$2,\"text\":\"AIDE {n}\",\"from_base\":\"+33639984000\"}" >/dev/null
	wait_until 60 answered "$1" "$2" "$seq" || fail "burst not answered"
	jq -s --argjson s "$seq" 'map(select(.seq>$s)) | ([.[]|select(.ev=="accepted").ctrlz_us]) as $a
		| ([.[]|select(.ev=="stored" and .kind=="text").t_us][0]) as $b | ($a|length)/(($a[-1]-$b)/1e6) | round' "$T/$1.journal"
}

for profile in huawei-e173 quectel-ec25; do
	"$B/azimut-modemsim" --list-profiles | grep -q "$profile" || continue
	start_sim a "$profile" --sim-size 255
	sim_up a
	start_daemon a 'status_reports = no'
	one_by_one a "$N"
	w=$(waits a)
	row "$profile: text stored -> Ctrl-Z, p50 ms" "$(percentile 50 <<<"$w")" 'wanted <= 8'
	row "$profile: text stored -> Ctrl-Z, p99 ms" "$(percentile 99 <<<"$w")" 'wanted <= 40'
	row "$profile: burst of 200, answers per second" "$(burst a 200)" 'wanted >= 200'
	pids=$(family "$DAEMON")
	row "$profile: memory of all roles after it, PSS in MiB" "$(($(pss_kib $pids) / 1024))" 'wanted < 30'
	t0=$(ticks $pids) s0=$(date +%s%N)
	read -r -t 20 <> <(:) || true			# nothing happens for twenty seconds: that is the measure
	t1=$(ticks $pids) s1=$(date +%s%N)
	row "$profile: processor when idle, %" "$(echo "scale=3; 100*($t1-$t0)/$(getconf CLK_TCK)/(($s1-$s0)/1000000000)" | bc)" 'wanted < 0.1'
	stop "$DAEMON"; stop "${PIDS[0]}"
	rm -f "$T"/a.*
done

# Two seconds of air for each part: the modem's own limit is one part each two seconds.
start_sim air huawei-e173 --sim-size 255 --air-ms 2000
sim_up air
start_daemon air 'status_reports = no'
burst air 10 >/dev/null
row 'air time 2 s: share of the modem'\''s own limit, %' "$(jq -s '[.[]|select(.ev=="accepted")]
	| ((length-1)*2000 / ((.[-1].ctrlz_us-.[0].ctrlz_us)/1000) * 1000 | round/10)' "$T/air.journal")" 'wanted >= 98'

# A thousand texts of a mailing wait; an answer passes before them.
start_sim bulk huawei-e173 --air-ms 200
sim_up bulk
start_daemon bulk 'status_reports = no'
sqlite3 "$T/bulk.db" "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n WHERE i<1000)
	INSERT INTO outbound (cause, phone, class, priority, body, alphabet, parts, septets, state, created_at, due_at, touched_at)
	SELECT 'bench:'||i, '+3363998'||(5000+i), 'bulk', 4, 'Repas du quartier samedi', 'gsm7', 1, 24, 'queued',
	strftime('%s'), strftime('%s'), strftime('%s') FROM n"
wait_until 20 answered bulk 3 0
for i in 1 2 3 4 5 6 7 8 9 10; do
	sim_text bulk "+336399810$(printf %02d "$i")" AIDE
	wait_until 10 journal_has bulk ".ev==\"accepted\" and .to==\"+336399810$(printf %02d "$i")\""
done
row 'behind 1,000 bulk texts, air 200 ms: longest wait, ms' "$(jq -s '([.[]|select(.ev=="stored" and .kind=="text").t_us]) as $s
	| ([.[]|select(.ev=="accepted" and (.to|startswith("+336399810"))).ctrlz_us]) as $a
	| [range(0;$a|length)|($a[.]-$s[.])/1000]|max|round' "$T/bulk.journal")" 'wanted <= one part: 200, and the answer'\''s own few'
