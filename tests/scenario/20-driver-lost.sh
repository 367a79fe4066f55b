# The dongle goes away and comes back, under the same name or another; the worker is killed at any moment; the modem
# hangs, restarts, says nothing or rubbish from the start: nothing is lost, nothing is sent twice, and it goes on.
. "$TESTS/lib.sh"
. "$TESTS/driver.sh"
start_sim s "${PROFILE:-huawei-e173}"
start_driver --submit-ms 3000 --command-ms 2000 --rescan-s 1
driver_up

# Unplugged while idle: noticed at once, and back soon after its return, with what arrived meanwhile.
sim_ctl s '{"cmd":"unplug"}' >/dev/null
driver_wait 2 '.event=="state" and .state=="absent"'
sim_text s +33639980001 'pendant ce temps'
sim_ctl s '{"cmd":"plug"}' >/dev/null
driver_wait 3 '.event=="state" and .state=="up"' 2
driver_wait 5 '.event=="stored" and .text=="pendant ce temps"'

# Unplugged between Ctrl-Z and +CMGS: nobody knows.  Unplugged at the prompt: not sent.
sim_ctl s '{"cmd":"air","ms":500}' >/dev/null
driver_say 'send +33639980002 coupe'
driver_wait 3 '.event=="handing"'
sim_ctl s '{"cmd":"unplug","ms":300}' >/dev/null
driver_wait 3 '.event=="fate" and .id==1 and .fate=="unknown"'
driver_wait 5 '.event=="state" and .state=="up"' 3
sim_ctl s '{"cmd":"fault","name":"unplug","command":"AT+CMGS","ms":300}' >/dev/null
driver_say 'send +33639980002 coupe avant'
driver_wait 5 '.event=="fate" and .id==2 and .fate=="not-sent"'
driver_wait 5 '.event=="state" and .state=="up"' 4

# Back under another node name: the link that stays is what is named.
sim_ctl s '{"cmd":"air","ms":0}' >/dev/null
sim_ctl s '{"cmd":"unplug","ms":200}' >/dev/null
driver_wait 5 '.event=="state" and .state=="up"' 5
driver_say 'send +33639980002 revenu'
driver_wait 5 '.event=="fate" and .id==3 and .fate=="sent"'

# The worker killed while idle, while reading, and with a text in flight.
kill -KILL "$(driver_worker)"
sim_text s +33639980001 'apres la mort'
driver_wait 5 '.event=="stored" and .text=="apres la mort"'
sim_ctl s '{"cmd":"air","ms":800}' >/dev/null
driver_say 'send +33639980002 orphelin'
driver_wait 5 '.event=="handing" and .id==4'
kill -KILL "$(driver_worker)"
driver_wait 5 '.event=="fate" and .id==4 and .fate=="sent" and .mr>0'
sim_ctl s '{"cmd":"air","ms":0}' >/dev/null
sim_ctl s '{"cmd":"fault","name":"hang","command":"prompt","ms":1000}' >/dev/null
driver_say 'send +33639980002 orphelin au guichet'
wait_until 3 journal_has s '.ev=="fault" and .name=="hang"' || driver_fail "no hang"
kill -KILL "$(driver_worker)"
driver_wait 12 '.event=="fate" and .id==5 and .fate=="not-sent"'
driver_say 'send +33639980002 ensuite'
driver_wait 15 '.event=="fate" and .id==6 and .fate=="sent"'

# The modem restarts by itself: its settings are given again.
sim_ctl s '{"cmd":"reboot"}' >/dev/null
sim_text s +33639980001 'apres redemarrage'
driver_wait 8 '.event=="stored" and .text=="apres redemarrage"'

# Rubbish and endless lines.
sim_ctl s '{"cmd":"fault","name":"garbage","command":"AT+CMGL","bytes":20000}' >/dev/null
sim_text s +33639980001 'dans le bruit'
driver_wait 15 '.event=="stored" and .text=="dans le bruit"'

accepted() { journal s 'select(.ev=="accepted").text' | grep -Fxc -- "$1"; }
for t in revenu orphelin ensuite; do [ "$(accepted "$t")" = 1 ] || driver_fail "$t accepted $(accepted "$t") times"; done
for t in 'coupe avant' 'orphelin au guichet'; do [ "$(accepted "$t")" = 0 ] || driver_fail "$t was sent"; done
! journal_has s '.ev=="malformed"' || driver_fail "garbage reached the network"
wait_until 5 journal_has s '.ev=="deleted"' 4 || driver_fail "not freed"
