# Odd answers of real modems (data/at_quirks.tsv) can be played: the gammu command does on the simulator what it was seen
# doing elsewhere.
. "$TESTS/lib.sh"

start_sim m generic
sim_text m +33639980001 salut
printf '[gammu]\ndevice=%s\nconnection=dku2at\nmodel=at\n' "$T/m.tty" >"$T/rc"

as_expected() {	# WANT RC OUTPUT
	local n
	case $1 in
	SIGABRT) [ "$2" = 134 ] ;;
	'ok ('*' SMS)') n=${1#ok (}; [ "$2" = 0 ] && grep -q "^${n%)} parts" <<<"$3" ;;
	'ok (reference '*) n=${1#ok (reference }; [ "$2" = 0 ] && grep -q "message reference=${n%)}" <<<"$3" ;;
	'ok (state: '*) n=${1#ok (state: }; [ "$2" = 0 ] && grep -q "Network state *: ${n%)}" <<<"$3" ;;
	ok) [ "$2" = 0 ] ;;
	*'callback error '*) n=${1#*callback }; n=${n%)}; grep -qF "${n/reference /message reference=}" <<<"$3" ;;
	*) [ "$2" != 0 ] ;;
	esac
}

# Left alone: rows that take long or were not played (no seconds), and manu-space, which depends on how gammu is configured
n=0 bad=0
while IFS=$'\x1f' read -r id cmd want; do
	sim_ctl m '{"cmd":"clear-faults"}' >/dev/null
	sim_ctl m '{"cmd":"sim","last_mr":41}' >/dev/null
	sim_quirk m "$id"
	case $cmd in
	sendsms) set -- sendsms TEXT +33639980001 -text ok ;;
	getsms) set -- getsms 1 1 ;;
	*) set -- "$cmd" ;;
	esac
	out=$(timeout 20 gammu -c "$T/rc" "$@" 2>&1 </dev/null)
	as_expected "$want" $? "$out" || { echo "$id: $out, not $want"; bad=$((bad + 1)); }
	n=$((n + 1))
done < <(awk -F'\t' -v OFS=$'\x1f' '$6 != "" && $6 < 5 && $1 != "manu-space" {print $1, $2, $5}' "$TESTS/data/at_quirks.tsv")
[ $n -ge 50 ] || fail "only $n rows"
[ $bad = 0 ] || fail "$bad of $n rows differ"
