# The map in README.md names each source file of the rooms, and no other.
set -u
cd "$TOP"
rc=0
for room in base smsd smsd/route smsd/text smsd/guess smsd/tag smsd/calendar smsd/remind smsd/ctl smsd/courier handlers schema hardware hardware/simulator; do
	[ -d "$room" ] || continue
	for f in "$room"/*.c "$room"/*.h; do
		[ -e "$f" ] || continue
		stem=$(basename "${f%.[ch]}")
		sed -n "/^\*\*\`${room//\//\\/}\/\`/,/^\*\*/p" README.md | grep -qE "^\| \`$stem\.(\[ch\]|c|h)\` \| ." || { echo "README.md does not tell what $f is"; rc=1; }
	done
done
exit $rc
