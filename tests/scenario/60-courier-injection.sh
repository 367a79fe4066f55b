# Hostile words as recipient, as subject, as text and as attachment: what is taken has our headers and no other, one recipient, the
# words whole, as Python's parser reads them; what cannot be a header is refused for good before the server hears of it.
# No connection goes anywhere but to the configured server.
. "$TESTS/lib.sh"
. "$TESTS/mail.sh"
start_smtpd
mail_conf "url = smtp://localhost:$PORT" 'tls = none'
export http_proxy=http://127.0.0.1:9 ALL_PROXY=socks5://127.0.0.1:9 HOME=$T
printf 'default login thief password thief\n' >"$T/.netrc"
ASAN_OPTIONS=detect_leaks=0 start_azimut		# a leak cannot be looked for under strace
strace -f -qq -e trace=connect -e signal=none -o "$T/connects" -p "$(role_pids courier)" 2>"$T/strace.log" &
PIDS+=("$!")
wait_until 5 grep -qs . "/proc/$(role_pids courier)/status"
traced() { ! grep -q '^TracerPid:[[:space:]]*0$' "/proc/$(role_pids courier)/status"; }
wait_until 5 traced || fail 'not traced'

cat >"$T/fill.py" <<'PYTHON'
import itertools, json, sqlite3, sys
db = sqlite3.connect(sys.argv[1], timeout=10)
ends = ["\r\n", "\n", "\r", "\n\r", "\r\n\r\n", "\x0b", "\x0c", "\x1c", "\x85", "\u2028", "\u2029", "\r\n ", "\r\n\t", "\x00", "%0d%0a",
        "\\r\\n", "\u560d\u560a", "=0D=0A", "=?UTF-8?Q?=0D=0A?=", "&#13;&#10;"]
what = ["Bcc: x@exemple.fr", "Content-Type: text/html", "From: maire@exemple.fr", ".\r\nMAIL FROM:<x@exemple.fr>", ".", "--boundary--",
        "RCPT TO:<x@exemple.fr>", "Subject: autre", "\r\n<script>alert(1)</script>", "QUIT"]
words = [a + e + w for a, (e, w) in zip(itertools.cycle(["Bonjour", "Été", ""]), itertools.product(ends, what))]
assert len(words) == 200 and len(set(words)) == 200
to = ["awa@exemple.fr" + w for w in words[:60]] + [w + "@exemple.fr" for w in words[60:120]] + [
    "<awa@exemple.fr>", "awa@exemple.fr, b@exemple.fr", "awa@exemple.fr b@exemple.fr", "awa@exemple.fr> SIZE=0", "\"a\"@exemple.fr",
    "awa@exemple.fr;b@exemple.fr", "awa@[127.0.0.1]", "awa@127.0.0.1:25@exemple.fr", "@a.fr:b@exemple.fr", "awa%b.fr@exemple.fr",
    "awa@exemple.fr?subject=x", "-oQ/tmp@exemple.fr", "|sh@exemple.fr", "awa@exemple.fr#x", "smtp://127.0.0.1:9/@exemple.fr"]
rows = [("s%d" % i, "awa@exemple.fr", w, "texte", None) for i, w in enumerate(words)]
rows += [("b%d" % i, "awa@exemple.fr", "Sujet", w, w) for i, w in enumerate(words)]
rows += [("t%d" % i, w, "Sujet", "texte", None) for i, w in enumerate(to)]
with db:
    db.executemany("INSERT INTO mail (cause, recipient, subject, body, ics, state, created_at, due_at, touched_at)"
                   " VALUES (?, ?, ?, ?, ?, 'queued', 1, 1, 1)", rows)
json.dump(rows, open(sys.argv[2], "w"))
PYTHON
"$PY" "$T/fill.py" "$db" "$T/rows.json" || fail 'not filled'
post last awa@exemple.fr 'La cloche' 'x' >/dev/null
settled() { sql_is 0 "SELECT count(*) FROM mail WHERE state IN ('queued','sending')"; }
wait_until 60 settled || fail "left: $(sql "SELECT state, count(*) FROM mail GROUP BY state")"

cat >"$T/check.py" <<'PYTHON'
import collections, email, email.policy, glob, json, re, sqlite3, sys
db = sqlite3.connect(sys.argv[1])
rows = {r[0]: r for r in json.load(open(sys.argv[2]))}
state = {c: (s, why, mid) for c, s, why, mid in db.execute("SELECT cause, state, reason, message_id FROM mail")}
letters = collections.defaultdict(list)
for path in sorted(glob.glob(sys.argv[3] + "/*.eml")):
    raw = open(path, "rb").read()
    m = email.message_from_bytes(raw, policy=email.policy.default)
    letters[str(m["message-id"])].append((m, raw))
envelopes = {e["id"]: e for e in map(json.loads, open(sys.argv[3] + "/journal")) if e["event"] == "taken"}
ours = ["content-type", "mime-version", "date", "from", "to", "subject", "message-id", "auto-submitted", "list-unsubscribe"]
wrong, sent, refused = [], collections.Counter(), collections.Counter()
lines = lambda s: re.sub("\r\n|\r|\n", "\n", re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f]", "", s)).rstrip("\n")
for cause, (c, to, subject, text, ics) in rows.items():
    s, why, mid = state[cause]
    if s == "failed":
        refused[cause[0]] += 1
        if not why.startswith("bad-") or mid in letters:
            wrong.append((cause, "refused", why))
        continue
    sent[cause[0]] += 1
    if s != "sent" or len(letters[mid]) != 1:
        wrong.append((cause, s, why))
        continue
    m, raw = letters[mid][0]
    cut = lambda v: v.split("\0")[0]		# a C string ends there: nothing after it can leave
    if [k.lower() for k in m.keys()] != ours or envelopes[mid]["to"] != [to] or str(m["to"]) != to:
        wrong.append((cause, m.keys(), envelopes[mid]["to"]))
    if str(m["subject"]) != cut(subject) or m["from"].addresses[0].addr_spec != "centre@exemple.fr":
        wrong.append((cause, str(m["subject"])))
    text, ics = cut(text), ics and cut(ics)
    parts = [p for p in m.walk() if not p.is_multipart()]
    if len(parts) != (2 if ics else 1) or lines(parts[0].get_content()) != lines(text):
        wrong.append((cause, "text", parts[0].get_content()))
    if ics and parts[1].get_payload(decode=True).decode() != ics:
        wrong.append((cause, "ics"))
if len(letters) != sum(sent.values()) + 1 or any(len(l) != 1 for l in letters.values()):
    wrong.append(("letters", len(letters), sum(sent.values())))
print("sent", dict(sent), "refused", dict(refused))
if wrong or not sent["s"] or not refused["s"] or sent["b"] != 200 or refused["t"] < 100:
    print("\n".join(map(repr, wrong)))
    sys.exit(1)
PYTHON
"$PY" "$T/check.py" "$db" "$T/rows.json" "$D" || fail 'a word got through'
[ "$(jq -s 'map(select(.event == "error")) | length' "$D/journal")" = 0 ] || fail 'the server saw a command that it does not know'

# The only connection that is not to a file: the configured server.  (Port 53 and the name service's socket resolve a name.)
grep -o 'sin6\?_port=htons([0-9]*)[^}]*' "$T/connects" | grep -v "htons($PORT)" | grep -v 'htons(53)\|htons(0)' >"$T/elsewhere"
[ -s "$T/elsewhere" ] && { cat "$T/elsewhere" >&2; fail 'a connection elsewhere'; }
grep -q "htons($PORT)" "$T/connects" || fail 'nothing was traced'
stop_azimut || fail "end: $?"
log_is_clean
