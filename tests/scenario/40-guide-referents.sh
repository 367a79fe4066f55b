# The page that referents are given shows what really comes back: its examples, texted by a referent, give each line it prints.
. "$TESTS/lib.sh"
page=$TOP/docs/referents.md

{
	echo '+ referent +33639980020 Nadia'
	echo '> +33639980020 LISTE'	# who we are is told with the first answer
	sed -n 's/^> \*\*Vous : [0-9]\{3\} [0-9]\{3\}\*\*$/> {code}/p; t
	    s/^> \*\*Vous : \(.*\)\*\*$/> +33639980020 \1/p; t
	    s/: [0-9]\{3\} [0-9]\{3\}\. NON.*$/:/; s/^> \(..*\)$/< \1/p' "$page"
} >"$T/page.sms"
[ "$(grep -c '^>' "$T/page.sms")" -ge 4 ] && [ "$(grep -c '^<' "$T/page.sms")" -ge 3 ] || { cat "$T/page.sms" >&2; fail "the page's examples were not found"; }
"$TESTS/dialogue" "$T/page.sms" >"$T/said" 2>&1 || { cat "$T/said" >&2; fail "the page says otherwise"; }
