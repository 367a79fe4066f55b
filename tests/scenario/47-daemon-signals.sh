# SIGTERM in the middle of a submit lets it finish: sent once, and known as sent.  SIGHUP takes the new configuration and
# answers go on.  A role that is stopped, or its worker, is noticed, killed and replaced.
. "$TESTS/lib.sh"
export AZIMUT_LIMIT_BACKOFF=50
start_sim nord "${PROFILE:-huawei-e173}" --air-ms 1500
write_conf nord
start_azimut
sim_text nord +33639980012 AIDE
wait_until 5 journal_has nord '.ev=="submitted"' || fail 'nothing was submitted'
stop_azimut || fail "ended with $?"
[ "$(replies_to nord +33639980012)" = 1 ] || fail 'SIGTERM did not let the text in flight finish'
sql_is sent "SELECT state FROM outbound" || fail "$(sql 'SELECT state, reason FROM outbound')"
[ -z "$(role_pids)" ] || fail 'roles are left'
sim_ctl nord '{"cmd":"air","ms":0}' >/dev/null

start_azimut
old="$(role_pids router) $(role_pids 'modem nord')"
all_new() { local n; n="$(role_pids router) $(role_pids 'modem nord')"; [ "$(wc -w <<<"$n")" = 2 ] && [ -z "$(comm -12 <(tr ' ' '\n' <<<"$old" | sort) <(tr ' ' '\n' <<<"$n" | sort))" ]; }
CONF_GATE='per_number_per_day = 1\n' write_conf nord
kill -HUP "$AZIMUT"
wait_until 10 all_new || fail 'SIGHUP did not start the roles again'
sim_text nord +33639980012 MENU
wait_until 5 sql_is denied "SELECT state FROM outbound WHERE id = (SELECT max(id) FROM outbound)" || fail 'the new limit is not in force'
sim_text nord +33639980013 AIDE
wait_until 5 replied nord +33639980013 || fail 'not answered after SIGHUP'
sed -i 's/^per_number/nonsense/' "$conf"	# refused: what ran goes on
kill -HUP "$AZIMUT"
wait_until 5 grep -q 'reload refused' "$T/azimut.log" || fail 'a bad configuration was not refused'
sim_text nord +33639980014 AIDE
wait_until 5 replied nord +33639980014 || fail 'not answered after a refused SIGHUP'
stop_azimut || fail "ended with $?"

# Hung processes.  Twenty seconds are too long to wait for here.
export AZIMUT_LIMIT_BEAT=1500 AZIMUT_LIMIT_COMMAND=1500
write_conf nord
start_azimut
n=20
for role in router 'modem nord' worker; do
	if [ "$role" = worker ]; then pid=$(worker_pid nord); else pid=$(role_pids "$role"); fi
	[ -n "$pid" ] || fail "no $role"
	kill -STOP "$pid"
	n=$((n + 1))
	sim_text nord +336399800$n AIDE
	wait_until 10 replied nord +336399800$n || fail "a stopped $role is not replaced"
	kill -0 "$pid" 2>/dev/null && fail "the stopped $role still lives"
done
wait_until 5 quiet nord || fail 'no rest'
stop_azimut || fail "ended with $?"
judge -- nord
