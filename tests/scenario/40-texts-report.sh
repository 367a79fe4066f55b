# The reading report looks at every French text, sees what is rare or long, never fails, and calls nothing « FALC ».
fail() { echo "FAIL: $*"; exit 1; }
report=$("$B/tests/texts" "$TOP/tests/data/mots_frequents_fr.txt") || fail "a report, not a gate"
for id in aide.menu carte.rien urgence.sante info.fin; do
	grep -q "^$id " <<<"$report" || fail "$id is not looked at"
done
grep -q "carte.rien .*sigle CAF" <<<"$report" || fail "an acronym is not seen"
grep -q "à relire par des habitants" <<<"$report" || fail "it must say that people have to read"
grep -q "^ *ar .* en deux" <<<"$report" || fail "what Arabic costs is not said"
# with no frequent word at all, every text has rare ones
none=$("$B/tests/texts" /dev/null) || fail "an empty list"
rare() { sed -n 's/^\([0-9]*\) mots hors des .*/\1/p'; }
[ "$(rare <<<"$none")" -gt $((10 * $(rare <<<"$report"))) ] || fail "the list of words changes nothing"
# worst first
awk 'NR > 1 && NF == 0 { exit } NR > 1 { h = 2 * ($4 > 12 ? $4 - 12 : 0) + 2 * $5 + 3 * $6 + $7 + 2 * $8; if (NR > 2 && h > last) exit 1; last = h }' \
    <<<"$report" || fail "not worst first"
"$B/tests/texts" /nonexistent >/dev/null 2>&1 && fail "no list of words is an error"
exit 0
