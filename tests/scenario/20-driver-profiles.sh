# The other dongles: each receives, and handles its SIM, calls and USSD as the first one does; those that report in other
# ways (+CDS, the storage SR) send as it does too.
for p in huawei-e3531 zte-mf190 sim800 quectel-ec25 generic; do
	for s in receive sim talk; do
		PROFILE=$p bash "$TESTS/scenario/20-driver-$s.sh" || { echo "FAIL: $s on $p" >&2; exit 1; }
	done
done
for p in sim800 quectel-ec25; do
	PROFILE=$p bash "$TESTS/scenario/20-driver-send.sh" || { echo "FAIL: send on $p" >&2; exit 1; }
done
