# `try`: one JSON object per line read, at once, whatever the line holds; lines do not know each other, unless --dialogue;
# nothing is kept, and no lock is held while the next line is awaited.
. "$TESTS/cli.sh"
expect 0 status
dump() { sqlite3 "$DB" .dump | sha256sum; }
before=$(dump)

try() {	# OPTIONS...: standard input is tried; answers in $OUT
	"$B/azimut" --config "$T/azimut.conf" try "$@" >"$OUT" 2>"$ERR" || { cat "$ERR" >&2; fail "try $*"; }
}
shape='keys_unsorted == ["from","text","route","replies"] and (.route | keys_unsorted == ["handler","how","confidence","args"])
	and (.route.handler | test("^[a-z]+$")) and ([.route.how] | inside(["keyword","typo","intent","answer","search","fallback"]))
	and (.route.confidence >= 0 and .route.confidence <= 1) and (.route.args | type == "object")
	and ([.replies[] | (.to | startswith("+")) and ([.class] | inside(["reply","code","reminder","bulk","staff"]))
		and (.text | length > 0) and .parts >= 1 and (if .alphabet == "gsm7" then .septets >= 1 else .alphabet == "ucs2" and .septets == null and .units >= 1 end)] | all)'

printf 'DEF cloud\n\nAIDE\r\n\xff\xfe\0x\nSTOP\nCARTEecole\n%s\nzzz' "$(printf '%5000s' mot | tr ' ' a)" | try --json
[ "$(wc -l <"$OUT")" = 8 ] || fail "$(wc -l <"$OUT") answers for 8 lines"
out_is "$shape"
out_is '.from == "+33639980001"'
jq -se '.[0].route.handler == "def" and .[0].route.how == "keyword" and .[0].route.args.term == "cloud" and (.[0].replies | length) == 1
	and .[0].text == "DEF cloud" and .[1].text == "" and .[2].text == "AIDE" and .[2].route.handler == "aide"
	and .[3].text == "\ufffd\ufffd\ufffdx" and .[4].route.handler == "stop" and .[5].route.handler == "carte"' "$OUT" >/dev/null || { cat "$OUT" >&2; fail 'routes'; }

# lines are strangers: a STOP or an open question before changes nothing; no budget either
printf 'STOP\nAIDE\nAIDE\n' | try
jq -se 'map(.route.handler) == ["stop","aide","aide"] and .[1].replies == .[2].replies and (.[1].replies | length) == 1' "$OUT" >/dev/null || { cat "$OUT" >&2; fail 'lines are not fresh'; }
for _ in {1..60}; do echo 'qsdf qsdf'; done | try
[ "$(jq -s 'map(select(.replies | length > 0)) | length' "$OUT")" = 60 ] || fail 'a budget stopped a try'

# a dialogue goes on, person by person
printf 'OFFRE cours de couture\n+33639980002\tAIDE\n1\n06 39 98 00 02\tSTOP\n' | try --dialogue
jq -se 'map(.from) == ["+33639980001","+33639980002","+33639980001","+33639980002"] and .[2].route.how == "answer" and .[2].route.handler == "offre"
	and .[1].text == "AIDE"' "$OUT" >/dev/null || { cat "$OUT" >&2; fail 'dialogue'; }
out_is "$shape"
printf 'OFFRE cours de couture\n1\n' | try
jq -se '.[1].route.how != "answer"' "$OUT" >/dev/null || fail 'a question stayed open from line to line'

# who writes, and when
for from in CAF 36111 +33639980000 +33899123456; do
	expect 0 try --json --from "$from" AIDE
	out_is '.route.handler == "none" and .route.how == "fallback" and .replies == []'
done
expect 0 try --json --from 0639980077 --at '2026-11-24 10:00' DEF cloud
out_is '.from == "+33639980077" and .text == "DEF cloud"'
expect 0 try AIDE
expect 64 try --from '' AIDE
expect 64 try --at demain AIDE

# nothing was kept; nobody waits for a slow writer, nor the other way round
[ "$before" = "$(dump)" ] || fail 'something was kept'
coproc TRY { "$B/azimut" --config "$T/azimut.conf" try --dialogue; }
pid=$TRY_PID
for n in 1 2 3; do
	echo AIDE >&"${TRY[1]}"
	read -r -t 5 answer <&"${TRY[0]}" || fail 'an answer was not flushed at once'
	jq -e '.route.handler == "aide"' <<<"$answer" >/dev/null || fail "$answer"
	sql "PRAGMA busy_timeout = 0; INSERT INTO meta VALUES ('writer$n', 'x')" >/dev/null || fail 'try holds the write lock'
done
exec {TRY[1]}>&-
wait "$pid" || fail 'try did not end well'
exec 7> >(sqlite3 "$DB" >/dev/null)
echo "BEGIN IMMEDIATE; INSERT INTO meta VALUES ('locked', 'x');" >&7
locked() { ! sqlite3 -cmd '.timeout 0' "$DB" 'BEGIN IMMEDIATE; ROLLBACK' 2>/dev/null; }
wait_until 5 locked
start=$SECONDS
expect 0 try --json AIDE
[ $((SECONDS - start)) -le 3 ] || fail 'try waited for a writer'
echo 'ROLLBACK;' >&7
exec 7>&-
