# The simulator's own PDU code agrees with public corpora: real SUBMITs are accepted with the recipient and the text that
# their sources give; real DELIVERs decode to sender, time and text.
. "$TESTS/lib.sh"

start_sim m generic --sim-size 255
at_open m
at_line AT+CMEE=1 OK

# Left alone: not as long as their length octet says (first two lines); national shift tables (third line)
skip='pgm-dec08 ga14 ga41
pgm-issue51 pm-odd lg2b lg3 lg4 lg6 ga39
of-cs04 of-cs06 of-cs07 ns-es ns-tr ns-pt'

# One JSON array per row: id, PDU, number, text; the corpus writes \n \r \f \\ and hex: for 8 bit data
rows() {	# KIND
	jq -Rc --arg kind "$1" --arg skip "$skip" '
		split("\t") | select(.[1] == $kind and (.[0] as $id | $skip | split("[ \n]"; "") | index($id) | not)) |
		[.[0], .[2], .[3], (.[4] | ltrimstr("hex:") | gsub("\\\\n"; "\n") | gsub("\\\\r"; "\r") | gsub("\\\\f"; "\f") |
		 gsub("\\\\\\\\"; "\\")), .[5]]' "$TESTS/data/pdus.tsv"
}

rows SUBMIT >"$T/submit"
while read -r id pdu; do
	at_send_pdu "$pdu" $((${#pdu} / 2 - 1 - 16#${pdu:0:2})) || fail "$id: $AT_OUT"
done < <(jq -r '.[:2] | join(" ")' "$T/submit")
journal m 'select(.ev=="accepted") | [.to, .text] | @json' >"$T/submit.got"
jq -c '.[2:4]' "$T/submit" | diff - "$T/submit.got" >&2 || fail 'SUBMITs differ'
[ "$(wc -l <"$T/submit.got")" -ge 40 ] || fail 'too few SUBMITs'

rows DELIVER >"$T/deliver"
while read -r pdu; do
	sim_ctl m '{"cmd":"pdu","pdu":"'"$pdu"'"}' || fail "$pdu"
done < <(jq -r '.[1]' "$T/deliver") >"$T/deliver.answers"
jq -c '.part | [.from, .text, (.scts | todate)]' "$T/deliver.answers" >"$T/deliver.got"
jq -r '.[4]' "$T/deliver" | date -u -f - +%Y-%m-%dT%H:%M:%SZ >"$T/deliver.times" || fail 'times of the corpus'
jq -c '.[2:4]' "$T/deliver" | paste - "$T/deliver.times" | sed 's/\]\t\(.*\)$/,"\1"]/' | diff - "$T/deliver.got" >&2 || fail 'DELIVERs differ'
[ "$(wc -l <"$T/deliver.got")" -ge 120 ] || fail 'too few DELIVERs'
