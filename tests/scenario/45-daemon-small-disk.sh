# The database on a small disk that something else fills to the last byte: nothing is freed from the SIM, nobody dies, and
# once there is room again all is answered.  Needs the right to mount; without it strace's full disk must do (40-daemon-disk-full).
. "$TESTS/lib.sh"
mkdir "$T/disk"
at_end() { umount -l "$T/disk" 2>/dev/null; }
mount -t tmpfs -o size=16m tmpfs "$T/disk" 2>/dev/null || { echo 'not tried: no right to mount'; exit 0; }
db=$T/disk/azimut.db
start_sim nord "${PROFILE:-huawei-e173}"
write_conf nord
start_azimut
sim_text nord +33639980012 AIDE
wait_until 5 replied nord +33639980012 || fail 'not answered'
wait_until 5 quiet nord
roles="$(role_pids)"

for round in 1 2; do
	before=$(journal_count nord '.ev=="deleted"')
	logged=$(grep -c "not kept" "$T/azimut.log")
	rows=$(sql 'SELECT count(*) FROM inbound')
	dd if=/dev/zero of="$T/disk/ballast" bs=4096 status=none 2>/dev/null
	# What is left in the log's last pages may hold a few.
	for n in {20..49}; do sim_text nord +3363998${round}0$n AIDE; done
	full() { [ "$(grep -c 'not kept' "$T/azimut.log")" -gt "$logged" ]; }
	wait_until 20 full || fail "round $round: the disk was not full"
	kept=$(sql 'SELECT count(*) FROM inbound')
	[ "$(($(journal_count nord '.ev=="deleted"') - before))" -le $((kept - rows)) ] || fail "round $round: freed without being kept"
	rm "$T/disk/ballast"
	answered() { [ "$(jq -r 'select(.ev=="accepted").to' "$T/nord.journal" | grep -c "^+3363998$round")" -ge 30 ]; }
	wait_until 60 answered || fail "round $round: not all are answered once there is room"
	wait_until 20 quiet nord || fail "round $round: no rest"
done
[ "$(role_pids)" = "$roles" ] || fail 'a role died'
stop_azimut || fail "ended with $?"
judge -- nord
