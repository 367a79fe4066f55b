# The odd answers of tests/data/at_quirks.tsv, played by the simulator: the driver comes up (or says why it cannot), is not
# held up by them, and works as ever once they stop.
. "$TESTS/lib.sh"
. "$TESTS/driver.sh"

# What each row must come to: state, and the fate of a text sent meanwhile (- : not looked at).
declare -A WANT=(
	[echo-off]='up sent' [urc-before-cmgr]='up sent' [urc-mode]='up sent' [urc-nwtime]='up sent' [cmti-inside]='up sent'
	[cmti-before]='up sent' [ring-inside]='up sent' [cpms-nolist]='up sent' [cpms-badquote]='up sent' [cpms-blank]='up sent'
	[cpms-nested]='up sent' [cpms-okonly]='up sent' [cmgl-ok]='up sent' [cmgl-321]='up sent' [cmgl-321-count]='up sent'
	[cmgl-silent]='up -' [cmgr-errok]='up sent' [cmgr-ok]='up sent' [cmgr-textmode]='up -' [cmgl-textmode]='up -'
	[cmgl-index0]='up sent' [cmgl-badfirst]='up sent' [cmgl-badmid]='up sent' [cmgl-crash]='up sent' [cmgl-garbage]='up sent'
	[creg-quotes]='up sent' [creg-1quote]='up sent' [creg-emptylac]='up sent' [creg-ok]='up sent' [creg-bare]='up sent'
	[creg-none]='up sent' [creg-searching]='up sent' [creg-denied]='up sent' [csca-empty]='up sent' [csca-ok]='up sent'
	[csca-ucs2]='up sent' [csca-ucs2-bare]='up sent' [cmgs-500]='up unknown' [cmgs-38]='up refused' [cmgs-21]='up refused'
	[cmgs-error]='up unknown' [cmgs-okonly]='up sent' [cmgs-scts]='up sent' [cmgs-urc]='up sent' [cmgs-noprompt]='up refused'
	[cmgs-silent]='up unknown' [cpin-pin]='locked -' [cpin-nosim]='locked -' [notsupport]='up sent' [model-long]='up sent'
	[manu-space]='up sent' [cgmr-lines]='up sent' [cgsn-error]='up sent' [garbage-start]='up sent' [cpms-empty]='up -'
)
again() { driver_say quit; wait "$DRV"; PIDS=($(printf '%s\n' "${PIDS[@]}" | grep -vx "$DRV")); }
start_sim s "${PROFILE:-huawei-e173}"
done=0
while IFS=$'\t' read -r id _ answers _; do
	[ -n "${WANT[$id]:-}" ] || continue
	read -r state fate <<<"${WANT[$id]}"
	sim_ctl s '{"cmd":"clear-faults"}' >/dev/null
	IFS=$'\x1f' read -ra rules <<<"${answers// ;; /$'\x1f'}"
	for rule in "${rules[@]}"; do
		if [[ $rule == '(no echo)' ]]; then
			sim_ctl s '{"cmd":"fault","name":"echo-off"}' >/dev/null || fail "$id"
			continue
		fi
		command=${rule%% -> *} text=${rule#* -> }
		case $command in
		'(after Ctrl-Z)') command=ctrl-z ;;
		'AT+CPMS="SM","SM"' | 'AT+CPMS="ME","ME"') command=${command%%,*} ;;	# we set one storage
		'AT+CMGS=19') command=AT+CMGS= ;;
		'AT+CMGR=1') [[ $id != cmgr* ]] || command=AT+CMGR= ;;
		esac
		case $text in
		'(nothing)') f=$(jq -cn --arg c "$command" '{cmd:"fault",name:"silent",command:$c,count:-1}') ;;
		*) f=$(jq -cn --arg c "$command" --arg t "\\r\\n$text\\r\\n" \
			'{cmd:"fault",name:"answer",command:$c,count:(if $c=="AT" then 1 else -1 end),text:($t|gsub("\\\\r";"\r")|gsub("\\\\n";"\n"))}') ;;
		esac
		sim_ctl s "$f" >/dev/null || fail "$id: $f"
	done
	start_driver --command-ms 600 --submit-ms 900 --rescan-s 1 --keep
	driver_wait 6 ".event==\"state\" and .state==\"$state\"" || fail "$id"
	if [ "$fate" != - ]; then
		driver_say "send +33639980002 pendant $id"
		wait_until 6 driver_has ".event==\"fate\" and .id==1 and .fate==\"$fate\"" || driver_fail "$id: $fate wanted"
	fi
	again
	# The oddity over, all is as ever.
	sim_ctl s '{"cmd":"clear-faults"}' >/dev/null
	start_driver --command-ms 2000 --rescan-s 1
	driver_up 8
	sim_text s +33639980001 "apres $id"
	driver_say "send +33639980002 apres $id"
	wait_until 6 driver_has '.event=="fate" and .fate=="sent"' || driver_fail "$id: not sent afterwards"
	wait_until 6 driver_has ".event==\"stored\" and .text==\"apres $id\" and .verdict==\"agreed\"" || driver_fail "$id: not read afterwards"
	again
	done=$((done + 1))
done < <(tail -n +2 "$TESTS/data/at_quirks.tsv")
[ $done -ge 50 ] || fail "only $done rows played"
! journal_has s '.ev=="malformed"' || driver_fail "garbage reached the network"
