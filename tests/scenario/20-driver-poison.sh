# Every PDU of the corpus that is broken, and those that killed libgammu, among good texts in the SIM: the good ones get
# through, the bad ones are handed up raw and removed, whether listed (AT+CMGL) or announced (AT+CMGR).
. "$TESTS/lib.sh"
. "$TESTS/driver.sh"
start_sim s "${PROFILE:-huawei-e173}" --sim-size 200
good() {	# N: the same text, at another second
	printf '07913306091093F0040B913336990800F100006211421181%02d000DC2B75BFDAECB4185F19B5D06' "$1"
}
awk -F '\t' 'NR>1 && ($2=="INVALID" || $9 ~ /SIG|crash|dies|killed/) && $3!="" {print $1 "\t" $3}' "$TESTS/data/pdus.tsv" >"$T/bad"
printf 'one\t00\nffs\t%s\nnohex\t0BD04259303784=96p331p71160016D02B5AEC86BBDD6E37D80DFF\nsmscgone\tFE\n' \
	"$(printf 'FF%.0s' {1..176})" >>"$T/bad"
n=$(wc -l <"$T/bad")
[ "$n" -ge 20 ] || fail "only $n bad PDUs"

# The first one first in the list, then good and bad by turns.
i=0
while IFS=$'\t' read -r id pdu; do
	sim_ctl s "$(jq -cn --arg p "$pdu" '{cmd:"plant",memory:"SM",pdu:$p}')" >/dev/null || fail "plant $id"
	i=$((i + 1))
	sim_ctl s "{\"cmd\":\"plant\",\"memory\":\"SM\",\"pdu\":\"$(good $i)\"}" >/dev/null || fail plant
done <"$T/bad"
start_driver --command-ms 3000
driver_up
driver_wait 20 '.event=="stored" and .verdict=="agreed" and .text=="Bonjour école"' "$n"
wait_until 20 journal_has s '.ev=="deleted"' $((2 * n)) || driver_fail "not all removed"
jq -r 'select(.event=="stored").pdu' "$T/drv.out" | sort -u >"$T/got"
cut -f2 "$T/bad" | sort -u | comm -23 - "$T/got" >"$T/lost"
[ ! -s "$T/lost" ] || driver_fail "not handed up raw: $(cat "$T/lost")"

# The same one by one, announced; a good one after each.
while IFS=$'\t' read -r id pdu; do
	i=$((i + 1))
	sim_ctl s "$(jq -cn --arg p "$pdu" '{cmd:"pdu",pdu:$p}')" >/dev/null || fail "pdu $id"
done <"$T/bad"
sim_text s +33639980001 'et la suite'
driver_wait 20 '.event=="stored" and .text=="et la suite"'
wait_until 20 journal_has s '.ev=="deleted"' $((3 * n + 1)) || driver_fail "not all removed"
[ "$(sim_get s '{"cmd":"storage"}' '[.. | .used? // empty] | add')" = 0 ] || driver_fail "slots left"
