#!/bin/bash
# tests/torture.sh N SEED: N random kills under load, among modem faults, then the judge.  SEED 0: drawn, and printed.
# Four runs share the kills, with and without what settles a doubt: the last reference on the SIM (EF-SMSS), and status
# reports.  RUNS="smss both" takes some of them; NO_FAULTS=1 leaves modem faults out; KEEP=1 keeps the folder of a run
# that failed, KEEP=always of any.
. "$(dirname "$0")/lib.sh"
kills=${1:-100} seed=${2:-0}
[ "$seed" -ne 0 ] || seed=$((RANDOM * 32768 + RANDOM + 1))
echo "torture: N=$kills SEED=$seed"

# Hangs are found in seconds, and a role that dies young is started again soon: it is to be killed again.
export AZIMUT_LIMIT_COMMAND=1500 AZIMUT_LIMIT_SUBMIT=2500 AZIMUT_LIMIT_BACKOFF=100

profiles=($("$B/azimut-modemsim" --list-profiles | awk '{print $1}'))

one() {	# NAME KILLS SEED SMSS(true,false) REPORTS(yes,no) JUDGE-OPTIONS...
	local name=$1 n=$2 s=$3 smss=$4 reports=$5 rc=0 profile; shift 5
	local airs=(0 2 10 30)
	db=$T/$name.db conf=$T/$name.conf
	profile=${PROFILE:-${profiles[$((s % ${#profiles[@]}))]}}
	# Where reports are only announced, one that comes while the role is dead is lost: it settles nothing.
	[[ $name == reports && $profile =~ sim800|generic ]] && set --
	start_sim "$name" "$profile" --air-ms "${airs[$((s % 4))]}" --seed $((s % 256))
	local sim=$LAST_PID
	sim_ctl "$name" "{\"cmd\":\"sim\",\"smss\":$smss}" >/dev/null || fail "$name: sim"
	[ "$reports" = yes ] || sim_ctl "$name" '{"cmd":"reports","mode":"none"}' >/dev/null
	eval "CONF_MODEM_$name='status_reports = $reports\n'"
	CONF_UNKNOWN_WAIT=3 write_conf "$name"
	"$B/azimut" --config "$conf" status >/dev/null 2>&1	# the database, for the watcher
	background "$name-watch" "$B/tests/judge" --watch "$T/$name.ctl" "$db"
	local watcher=$LAST_PID
	wait_until 5 grep -qs watching "$T/$name-watch.log"
	"$B/tests/torture" --conf "$conf" --control "$T/$name.ctl" --database "$db" --kills "$n" --seed "$s" \
		--log "$T/$name.azimut.log" ${NO_FAULTS:+--no-faults} "$B/azimut" >"$T/$name.kills" || rc=1
	stop "$sim"			# and with it the watcher
	wait "$watcher" || rc=1
	judge --kills "$T/$name.kills" "$@" -- "$name" | sed "s/^/$name $profile: /"
	[ "${PIPESTATUS[0]}" = 0 ] || rc=1
	sed "s/^/$name: /" "$T/$name-watch.log" | grep -v watching$
	# Nothing dies but by our hand, and no sanitizer has anything to say.
	if grep -E 'ended (signal=([^9]|9.)|status=[^0])|Sanitizer|runtime error:' "$T/$name.azimut.log" >"$T/$name.deaths"; then
		head "$T/$name.deaths"
		rc=1
	fi
	[ $rc = 0 ] || { echo "$name: FAILED (SEED=$seed)"; failed=1; }
}

failed=0 runs=(${RUNS:-none smss reports both}) i=0
strict=${NO_FAULTS:+--no-extras}	# modem faults may leave a doubt that nothing settles
for run in "${runs[@]}"; do
	n=$(((kills + i) / ${#runs[@]})) s=$((seed + i))
	i=$((i + 1))
	case $run in
	none)	 one none    $n $s false no ;;
	smss)	 one smss    $n $s true  no  $strict ;;
	reports) one reports $n $s false yes $strict ;;
	both)	 one both    $n $s true  yes $strict ;;
	*)	 fail "no run $run" ;;
	esac
done
exit $failed
