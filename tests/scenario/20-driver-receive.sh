# A text is read once, judged by libgammu and by us, freed; one that waited before the start too, in SIM and phone;
# a burst comes in batches; a long text comes in parts; announcements that are lost cost only a delay.
. "$TESTS/lib.sh"
. "$TESTS/driver.sh"
start_sim s "${PROFILE:-huawei-e173}"

pdu=07913306091093F0040B913336990800F10000621142118185000DC2B75BFDAECB4185F19B5D06
sim_ctl s "{\"cmd\":\"plant\",\"memory\":\"SM\",\"pdu\":\"$pdu\"}" >/dev/null || fail plant
memory=ME; [ "${PROFILE:-}" != generic ] || memory=SM	# it has no other
sim_ctl s "{\"cmd\":\"plant\",\"memory\":\"$memory\",\"pdu\":\"${pdu/C2B7/C3B7}\"}" >/dev/null || fail plant
start_driver --rescan-s 1
driver_up
driver_wait 3 '.event=="stored" and .verdict=="agreed"' 2
wait_until 3 journal_has s '.ev=="deleted"' 2 || driver_fail "not freed"

sim_text s +33639980001 'Bonjour à tous : où est l’école ? 😀'
driver_wait 3 '.event=="stored" and .from=="+33639980001" and .text=="Bonjour à tous : où est l’école ? 😀"'
wait_until 3 journal_has s '.ev=="deleted"' 3 || driver_fail "not freed"

sim_text s +33639980002 "$(printf 'long texte %.0s' {1..40})"
driver_wait 3 '.event=="stored" and .total==3' 3

sim_ctl s '{"cmd":"fault","name":"cmti-missing"}' >/dev/null
sim_text s +33639980003 'sans annonce'
driver_wait 4 '.event=="stored" and .text=="sans annonce"'
sim_ctl s '{"cmd":"fault","name":"cmti-duplicate"}' >/dev/null
sim_text s +33639980003 'deux annonces'
driver_wait 4 '.event=="stored" and .text=="deux annonces"'

sim_ctl s '{"cmd":"burst","count":40,"text":"rafale {n}"}' >/dev/null
for i in 0 17 39; do driver_wait 5 ".event==\"stored\" and .text==\"rafale $i\""; done
wait_until 5 journal_has s '.ev=="deleted"' 48 || driver_fail "not freed"
[ "$(jq -s 'map(select(.event=="stored" and .verdict!="agreed")) | length' "$T/drv.out")" = 0 ] || driver_fail verdicts
[ "$(jq -rs 'map(select(.event=="stored").text) | group_by(.) | map(select(length>1)) | length' "$T/drv.out")" = 0 ] ||
	driver_fail "something was told twice"
[ "$(sim_get s '{"cmd":"storage"}' '[.memories[]?.used // 0] | add')" = 0 ] || driver_fail "slots left: $(sim_ctl s '{"cmd":"storage"}')"
