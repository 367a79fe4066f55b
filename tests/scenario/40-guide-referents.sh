# The referents' guide shows what really comes back: its examples, in their order, give each line it prints; codes differ each time.
. "$TESTS/cli.sh"
export AZIMUT_NOW=$(date -d '2026-11-24T11:00:00+01:00' +%s)
page=$TOP/docs/referents.md

expect 0 referent add 0639980034 Sonia
expect 0 referent add 0639980035 Karim

plain() {	# codes, and the marks of the page
	sed 's/<br>$//; s/[0-9]\{3\} [0-9]\{3\}\([.]\)/CODE\1/'
}

# One conversation on a copy that keeps nothing; a line of six digits is the last code.
coproc TRY { exec "$B/azimut" --config "$T/azimut.conf" try --from 0639980034 --dialogue --json 2>"$T/try.err"; }
exec {IN}>&"${TRY[1]}" {FROM}<&"${TRY[0]}"
say() {	# TEXT: the answers to it are in $T/said
	local answer text=$1
	[[ ! $text =~ ^[0-9]{6}$ ]] || text=$CODE
	printf '%s\n' "$text" >&"$IN"
	read -r -t 10 answer <&"$FROM" || { cat "$T/try.err" >&2; fail "no answer to: $1"; }
	jq -r '.replies[].text' <<<"$answer" >"$T/said.raw"
	plain <"$T/said.raw" >"$T/said"
	text=$(grep -oE '[0-9]{3} [0-9]{3}[.]' "$T/said.raw" | head -n 1 | tr -cd 0-9)
	[ -z "$text" ] || CODE=$text
}

CODE= asked= examples=0 received=
while IFS= read -r line; do
	case $line in
	'> **Vous : '*'**')
		asked=${line#'> **Vous : '} asked=${asked%'**'} received=
		examples=$((examples + 1))
		say "$asked" ;;
	'> **'*' reçoit**') received=${line#'> **'} received=${received%' reçoit**'} ;;
	'> '?*)
		[ -z "$received" ] || continue
		line=$(plain <<<"${line#> }")
		grep -qF -- "$line" "$T/said" || { cat "$T/said" >&2; fail "after « $asked » the page says: $line"; } ;;
	esac
done <"$page"
[ "$examples" -ge 25 ] || fail "the page's examples were not found: $examples"
exec {IN}>&-

# What people receive.
expect 0 reminder add 0639980014 'France Travail' --name Zoé --referent 0639980034
expect 0 reminder add 0639980013 rdv 15/12 14h30 --name Bruno --referent 0639980034 --accord
expect 0 reminder plan --until 2026-12-31 --json
jq -r .text "$OUT" >"$T/texts"
sed -n '/ reçoit\*\*$/,/^$/ { /^> [^*]/p }' "$page" | sed 's/^> //' >"$T/shown"
[ "$(wc -l <"$T/shown")" -ge 2 ] || fail 'what people receive was not found'
while IFS= read -r line; do
	grep -qxF -- "$line" "$T/texts" || { cat "$T/texts" >&2; fail "nobody receives: $line"; }
done <"$T/shown"
exit 0
