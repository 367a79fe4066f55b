# The wire is cut at each stage, the server refuses for now or for good, or is slow: nothing is lost, a message is taken twice
# only when it was kept and not confirmed, always under the same Message-ID; what was refused for good says why.
. "$TESTS/lib.sh"
. "$TESTS/mail.sh"
export AZIMUT_LIMIT_MAIL_ANSWER=1000	# the patience with a slow server
start_smtpd
mail_conf "url = smtp://localhost:$PORT" 'tls = none'
start_azimut
ids() { jq -rs 'map(select(.event == "taken") | .id) | .[]' "$D/journal"; }

# Before the end of the message: sent again, taken once.
n=0
for stage in greeting ehlo mail rcpt data body dot; do
	wait_until 5 hand_gone		# a connection of its own
	script "$stage cut" "$stage cut"
	post "cut-$stage" awa@exemple.fr "Coupure $stage" "$(printf 'Bonjour %.0s' {1..500})" >/dev/null
	expect_state "cut-$stage" sent
	script_done || fail "$stage was not reached twice"
	taken_is $((n += 1)) || fail "cut at $stage: taken $(taken), not $n"
done
[ -z "$(ids | sort | uniq -d)" ] || fail 'a message was taken twice'

# Kept, then cut: one duplicate per cut, the same Message-ID; the third time a person decides.
script 'kept cut'
post kept awa@exemple.fr 'Gardé' 'Bonjour' >/dev/null
expect_state kept sent
taken_is $((n += 2)) || fail "kept: taken $(taken), not $n"
[ "$(ids | tail -n 2 | uniq | wc -l)" = 1 ] || fail 'another Message-ID'
[ "$(sql "SELECT doubts FROM mail WHERE cause = 'kept'")" = 1 ] || fail 'the doubt is not counted'
script 'kept cut' 'kept cut' 'kept cut'
post doubt awa@exemple.fr 'Doute' 'Bonjour' >/dev/null
expect_state doubt held
taken_is $((n += 3)) || fail "doubt: taken $(taken), not $n"
[ "$(reason_of doubt)" = 'done cut' ] || fail "reason: $(reason_of doubt)"

# Refused for now, then taken; refused for good, with the server's words.
script 'rcpt 450 4.2.0 plus tard' 'rcpt 451 4.3.0 encore' 'dot 452 4.3.1 plein'
post later awa@exemple.fr 'Plus tard' 'Bonjour' >/dev/null
expect_state later sent
[ "$(sql "SELECT attempts || ' ' || refusals FROM mail WHERE cause = 'later'")" = '4 3' ] || fail 'the refusals are not counted'
script 'rcpt 550 5.1.1 inconnue ici'
post nobody nobody@exemple.fr 'Personne' 'Bonjour' >/dev/null
expect_state nobody failed
[ "$(reason_of nobody)" = 'recipient 550 5.1.1 inconnue ici' ] || fail "reason: $(reason_of nobody)"
script 'dot 554 5.7.1 indésirable'
post spam awa@exemple.fr 'Indésirable' 'Bonjour' >/dev/null
expect_state spam failed
[ "$(reason_of spam)" = 'done 554 5.7.1 indésirable' ] || fail "reason: $(reason_of spam)"

# Refusals that are about us stop nothing for good: the message waits, and staff are told.
wait_until 5 hand_gone
script 'greeting 554 5.3.2 fermé' 'ehlo 421 4.3.2 trop' 'mail 550 5.7.1 expéditeur refusé' 'mail 451 4.3.0 plus tard'
post ours awa@exemple.fr 'Nous' 'Bonjour' >/dev/null
expect_state ours sent
script_done || fail 'orders are left'
[ "$(sql "SELECT refusals FROM mail WHERE cause = 'ours'")" = 0 ] || fail 'our own trouble is held against the message'
[ "$(sql "SELECT count(*) FROM alert WHERE kind = 'mail' AND key = 'server' AND seen_at IS NOT NULL")" = 1 ] ||
	fail 'staff were not told, or are told still'
[ "$(sql "SELECT group_concat(key, ' ') FROM (SELECT key FROM alert WHERE kind = 'mail' AND seen_at IS NULL ORDER BY key)")" = 'failed held' ] ||
	fail "alerts: $(sql 'SELECT key, text FROM alert')"

# A server slower than our patience: like a cut; one that is slow and answers in time is waited for.
n=$(taken)
script 'rcpt slow 3'
post slow awa@exemple.fr 'Lent' 'Bonjour' >/dev/null
expect_state slow sent
[ "$(sql "SELECT attempts FROM mail WHERE cause = 'slow'")" = 2 ] || fail 'a slow answer was waited for'
script 'dot slow 0.3'
post slower awa@exemple.fr 'Lent' 'Bonjour' >/dev/null
expect_state slower sent
[ "$(sql "SELECT attempts FROM mail WHERE cause = 'slower'")" = 1 ] || fail 'our patience is too short'
taken_is $((n + 2)) || fail "slow: taken $(taken)"

# Nobody there: the queue waits and leaves once there is; what is then too late says so.
stop "$SMTPD"
post --expires $(($(date +%s) - 1)) late awa@exemple.fr 'Trop tard' 'Bonjour' >/dev/null
post wait awa@exemple.fr 'Attend' 'Bonjour' >/dev/null
wait_until 5 sql_is 1 "SELECT attempts >= 2 FROM mail WHERE cause = 'wait'" || fail 'no second attempt'
[[ $(reason_of wait) == 'connect '* ]] || fail "reason: $(reason_of wait)"
start_smtpd --port "$PORT"
expect_state wait sent

stop_azimut || fail "end: $?"
log_is_clean awa@ nobody@ inconnue
