# tests/bench/lib.sh - for the benches: Azimut on a simulated modem, and figures from the modem's own journal.
. "$TESTS/lib.sh"

# jq: the waits, in ms, from each text stored in the modem to the Ctrl-Z of the answer of the same rank, sorted.
WAITS='[[.[]|select((.ev=="stored" or .ev=="routed") and .kind=="text").t_us], [.[]|select(.ev=="accepted").ctrlz_us]]
	| transpose | map(select(.[0]!=null and .[1]!=null) | (.[1]-.[0])/1000) | sort'

waits() {	# NAME [SINCE-SEQ]: the sorted waits as a JSON array
	jq -sc --argjson s "${2:-0}" "map(select(.seq>\$s)) | $WAITS" "$T/$1.journal"
}

percentile() {	# P: nearest rank, of a sorted JSON array on standard input
	jq -r --argjson p "$1" 'if length==0 then "-" else .[([(length*$p/100|ceil)-1, 0]|max)]*100|round/100 end'
}

last_seq() {	# NAME
	tail -n 1 "$T/$1.journal" | jq .seq
}

answered() {	# NAME COUNT SINCE-SEQ
	[ "$(jq -s --argjson s "$3" 'map(select(.seq>$s and .ev=="accepted")) | length' "$T/$1.journal")" -ge "$2" ]
}

# Follow the modem's events on descriptor $WATCH: waiting on it costs nothing, so it spoils no figure.
watch_sim() {	# NAME
	exec {WATCH}< <(exec "$B/azimut-modemsim" --ctl "$T/$1.ctl" --watch)
}

watch_accepted() {	# SECONDS: until the network accepts a text
	local line
	while IFS= read -r -t "$1" -u "$WATCH" line; do
		[[ $line == *'"ev":"accepted"'* ]] && return 0
	done
	return 1
}

start_daemon() {	# NAME [LINES OF [modem]...]: $DAEMON is its process id
	local name=$1 line=; shift
	{
		printf '[centre]\nname = Centre\nphone = +33639980000\nlatitude = 50.7236\nlongitude = 3.1610\n'
		printf '[database]\npath = %s\n' "$T/$name.db"
		printf '[gate]\ntexts_per_day = 0\nper_number_per_day = 0\ndistinct_per_month = 0\npassive_replies = 0\n'
		printf 'push_hours = 00:00-24:00\npush_days = lun-dim\n'
		printf '[modem nord]\ndevice = %s\n' "$T/$name.tty"
		printf '%s\n' "$@"
	} >"$T/$name.conf"
	mkfifo "$T/$name.up"
	"$B/azimut" --config "$T/$name.conf" run --ready-fd 3 3>"$T/$name.up" >"$T/$name.run" 2>&1 &
	DAEMON=$!
	PIDS+=("$DAEMON")
	read -r -t 30 line <"$T/$name.up"
	[ "$line" = READY ] || { cat "$T/$name.run" >&2; fail "azimut did not start"; }
	wait_until 10 grep -q 'state=up' "$T/$name.run"
}

family() {	# PID: it and all below it
	local child
	echo "$1"
	for child in $(pgrep -P "$1"); do family "$child"; done
}

ticks() {	# PID...: processor time used, in clock ticks
	local pid sum=0
	for pid; do sum=$((sum + $(awk '{print $14+$15}' "/proc/$pid/stat"))); done
	echo $sum
}

pss_kib() {	# PID...
	local pid
	for pid; do awk '/^Pss:/ {print $2}' "/proc/$pid/smaps_rollup"; done | awk '{s+=$1} END {print s}'
}

row() {	# WHAT FIGURE [TARGET]
	printf '%-58s %14s   %s\n' "$1" "$2" "${3:-}"
}
