# In the demo one can be a referent: the handset changes number, the list is there, an order is read back with a code; the person sees theirs.
. "$TESTS/lib.sh"

printf '%s\n' '/de 06 39 98 00 34' LISTE 'RAPPEL awa CAF 15/03/2099' '/de 06 39 98 00 12' 'MES RAPPELS' |
	TMPDIR=$T "$B/azimut" demo >"$T/said" 2>"$T/err" || { cat "$T/err" >&2; fail 'azimut demo'; }
for words in '1 Awa, caf' 'Bruno, rdv' 'Awa: déclaration trimestrielle CAF' 'Pour confirmer' 'Vos rappels'; do
	grep -qF -- "$words" "$T/said" || { cat "$T/said" >&2; fail "« $words » was not said"; }
done
TMPDIR=$T "$B/azimut" demo <<<'/aide' | grep -q '06 39 98 00 34 .*référente' || fail 'the help does not tell of the referent'
[ -z "$(find "$T" -name 'azimut-demo.*')" ] || fail 'the demo left something'
exit 0
