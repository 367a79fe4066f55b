# Whatever the worker does, the line and the database's side are safe: what kills it three times is set aside raw and the
# rest is read, what it may not do does not reach the modem, and a liar is not believed.
. "$TESTS/lib.sh"
. "$TESTS/driver.sh"
PATH=$B/tests:$PATH
again() { driver_say quit; wait "$DRV"; PIDS=($(printf '%s\n' "${PIDS[@]}" | grep -vx "$DRV")); }
start_sim s "${PROFILE:-huawei-e173}"
bad() { BADWORKER=$1 start_driver --worker "$B/tests/badworker" --command-ms 800 --rescan-s 1; }

# One that dies of a text that our decoder finds good ("poison"), between two good ones.
for t in avant poison apres; do sim_text s +33639980001 "$t"; done
bad dies
driver_up
driver_wait 5 '.event=="stored" and .text=="avant" and .verdict=="agreed"'
driver_wait 5 '.event=="stored" and .text=="apres" and .verdict=="agreed"'
driver_wait 8 '.event=="stored" and .text=="poison" and .verdict=="poison"'
sim_text s +33639980001 'poison'	# announced, not listed
sim_text s +33639980001 'et la suite'
driver_wait 8 '.event=="stored" and .text=="et la suite" and .verdict=="agreed"'
driver_wait 8 '.event=="stored" and .text=="poison" and .verdict=="poison"' 2
wait_until 5 journal_has s '.ev=="deleted"' 5 || driver_fail "not removed"
[ "$(driver_count '.event=="stored" and .text=="poison" and .verdict!="poison"')" = 0 ] || driver_fail "poison believed"
again

bad liar
driver_up
sim_text s +33639980001 'qui parle'
driver_wait 5 '.event=="stored" and .text=="qui parle" and .verdict=="disagreed"'
again

for how in mute nonsense flood forbidden; do
	bad $how
	driver_up
	sim_text s +33639980001 "sous $how"
	driver_say 'send +33639980002 rien'
	case $how in
	forbidden) wait_until 5 journal_has s '.ev=="read"' || driver_fail "nothing read" ;;
	*) wait_until 8 grep -q 'worker died' "$T/drv.err" || driver_fail "$how is tolerated" ;;
	esac
	wait_until 5 driver_has '.event=="fate"' || driver_fail "no fate under $how"
	again
done
driver_accepted 0
for ev in call answered malformed pin submitted; do ! journal_has s ".ev==\"$ev\"" || driver_fail "the worker did $ev"; done

# And with the true one, all is well again.
start_driver --command-ms 3000
driver_up
driver_say 'send +33639980002 enfin'
driver_wait 5 '.event=="fate" and .fate=="sent"'
driver_accepted 1
