# Texts whose wordings neither the patterns' writers nor the guesser's model had seen are understood: each text of the corpus is
# given to the router with a model learnt from the others.  And whoever reads "confidence" is not misled.
set -u
cd "$TOP"
tmp=$(mktemp -d); trap 'rm -rf "$tmp"' EXIT
files=$(ls data/corpus/voices*.tsv tests/data/understand_dev2.tsv)
"$B/azimut-learn" --folds "$tmp/fold" -o "$tmp/model" $files tests/data/understand_dev.tsv tests/data/turns_fr.tsv \
	tests/data/distress_fr.tsv data/corpus/corrections.tsv || exit 1
"$B/azimut-learn" --places --folds "$tmp/fold-places" -o "$tmp/model" data/categories.tsv $files tests/data/understand_dev.tsv || exit 1
"$B/azimut-learn-tags" --folds "$tmp/fold-tags" -o "$tmp/model" $files tests/data/understand_dev.tsv || exit 1
"$B/tests/understand" --folds "$tmp/fold" $files > "$tmp/out"
sed -n '/^== all of them/,$p' "$tmp/out" > "$tmp/all"
rc=0
# name, field of its row, at least (percent)
while read -r name field least; do
	got=$(awk -v n="$name" -v f="$field" '$1 == n { sub("%", "", $f); print $f; exit }' "$tmp/all")
	echo "$name: $got %, at least $least"
	[ -n "$got" ] && [ "$(echo "$got >= $least" | bc)" = 1 ] || rc=1
done <<'END'
all 4 78
urgence 4 75
urgence 6 90
stop 4 80
stop 6 85
END
# of the texts given 0.9 or more, nine in ten are right
awk '/^  0\.9/ { print "confidence 0.9:", $0; ok = $NF >= 0.9 } END { exit !ok }' "$tmp/all" || rc=1
exit $rc
