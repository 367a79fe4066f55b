# The gammu command, which is not ours, works on every personality: identify, network, USSD, list, send, delete.
. "$TESTS/lib.sh"

one() {	# PROFILE FOLDER WORD: FOLDER is where gammu finds its texts, WORD is in what it identifies
	local p=$1 folder=$2 out rc="$T/$1.rc"
	printf '[gammu]\ndevice=%s\nconnection=dku2at\nmodel=at\n' "$T/$p.tty" >"$rc"
	g() { timeout 60 gammu -c "$rc" "$@" 2>&1; }

	sim_text "$p" +33639980001 'CARTE école' && sim_text "$p" +33639980002 "$(printf 'long %.0s' {1..50})€"
	out=$(g identify)
	grep -q "$3" <<<"$out" && grep -q 'SIM IMSI *: 208013998000018' <<<"$out" || { echo "$p identify: $out"; return 1; }
	out=$(g networkinfo)
	grep -q 'home network' <<<"$out" && grep -q 'LAC 10F4, CID A3C2E1' <<<"$out" || { echo "$p networkinfo: $out"; return 1; }
	out=$(g getallsms)
	grep -q 'CARTE école' <<<"$out" && grep -q '3 SMS parts' <<<"$out" || { echo "$p getallsms: $out"; return 1; }
	out=$(g sendsms TEXT +33639980001 -text 'à 9 h, {ok}' -report)
	grep -q 'OK, message reference=1' <<<"$out" || { echo "$p sendsms: $out"; return 1; }
	out=$(g sendsms TEXT +33639980002 -unicode -text 'Reçu ✓')
	grep -q 'OK, message reference=2' <<<"$out" || { echo "$p sendsms: $out"; return 1; }
	[ "$(sim_get "$p" '{"cmd":"accepted"}' '[.accepted[] | .to, .alphabet, .text, .srr] | join("|")')" = \
		'+33639980001|gsm7|à 9 h, {ok}|true|+33639980002|ucs2|Reçu ✓|false' ] ||
		{ echo "$p accepted: $(sim_ctl "$p" '{"cmd":"accepted"}')"; return 1; }
	out=$(g deletesms "$folder" 1) && journal_has "$p" '.ev=="deleted"' || { echo "$p deletesms: $out"; return 1; }
	out=$(g deleteallsms "$folder") && journal_has "$p" '.ev=="deleted"' 3 || { echo "$p deleteallsms: $out"; return 1; }
	out=$(g getussd '*100#')
	grep -q 'Credit: 12,40 EUR' <<<"$out" || { echo "$p getussd: $out"; return 1; }
}

pids=()
while read -r profile folder word; do
	start_sim "$profile" "$profile"
	one "$profile" "$folder" "$word" &
	pids+=($!)
done <<'EOF'
huawei-e173 1 Huawei
huawei-e3531 3 Huawei
zte-mf190 3 ZTE
sim800 1 SIMCOM
quectel-ec25 3 Quectel
generic 1 Azimut
EOF
failed=0
for p in "${pids[@]}"; do wait "$p" || failed=1; done
[ $failed = 0 ] || fail 'a personality does not work with gammu'
