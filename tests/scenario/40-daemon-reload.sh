# SIGHUP: a configuration that holds is taken, and one that asks for another modem changes nothing.
. "$TESTS/lib.sh"
start_sim nord huawei-e173
write_conf nord
start_azimut
logged() {	# PATTERN
	grep -q -- "$1" "$T/azimut.log"
}

cp "$conf" "$T/good.conf"
sed -i 's/\[modem nord\]/[modem sud]/' "$conf"
kill -HUP "$AZIMUT"
wait_until 5 logged 'reload refused' || fail 'not refused'
sim_text nord +33639980001 'MENU'
wait_until 10 replied nord +33639980001 || fail 'not answered after a refusal'

sed 's/Centre social Exemple/Le Phare/' "$T/good.conf" >"$conf"
kill -HUP "$AZIMUT"
wait_until 10 logged 'child=router .*ended status=0' || fail 'not read again'
said() {
	[ "$(journal nord 'select(.ev=="accepted" and .to=="+33639980002").text' | grep -c 'Le Phare')" = 1 ]
}
sim_text nord +33639980002 'MENU'
wait_until 15 said || fail 'the new name is not said'
stop_azimut
