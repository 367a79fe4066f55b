# The page that hangs in the hall shows what really comes back: its examples, texted in the demo, give each line it prints.
. "$TESTS/lib.sh"
page=$TOP/docs/habitants.md

sed -n 's/^> \*\*Vous : \(.*\)\*\*$/\1/p' "$page" >"$T/asked"
sed -n '/^> \*\*Vous/d; s/<br>$//; s/^> //p' "$page" >"$T/shown"
[ "$(wc -l <"$T/asked")" -ge 6 ] && [ "$(wc -l <"$T/shown")" -ge 10 ] || fail "the page's examples were not found"
TMPDIR=$T "$B/azimut" demo <"$T/asked" >"$T/said" 2>"$T/err" || { cat "$T/err" >&2; fail "azimut demo"; }
while IFS= read -r line; do
	grep -qF -- "$line" "$T/said" || { cat "$T/said" >&2; fail "the page says: $line"; }
done <"$T/shown"
