"""A mail server for tests: aiosmtpd, told when to refuse, to be slow, or to cut the wire; and a reader of what it took.

  smtpd.py serve DIR [--tls none|starttls|smtps] [--cert FILE --key FILE] [--user NAME:PASSWORD]
      listens on a free port of the loopback (DIR/port); each message taken is DIR/NNN.eml, each event a line of DIR/journal.
      DIR/script: one line per order, `STAGE ACTION`; the first line whose stage is reached is obeyed and taken away.
      Stages: greeting ehlo auth mail rcpt data (the command) body (in the message) dot (the whole came, it is not kept)
      kept (it is kept, the answer is not given).  Actions: cut, `slow SECONDS`, or an answer such as `450 4.2.0 plus tard`.
  smtpd.py read FILE...
      each message as Python's own parser sees it, one JSON object a line.
"""
import argparse
import asyncio
import email
import email.policy
import json
import os
import ssl
import sys
import time


def read(paths):
    for path in paths:
        with open(path, "rb") as f:
            raw = f.read()
        m = email.message_from_bytes(raw, policy=email.policy.default)
        head = raw.split(b"\r\n\r\n", 1)[0].split(b"\r\n")
        parts = [p for p in m.walk() if not p.is_multipart()]
        text = [p for p in parts if p.get_content_type() == "text/plain"]
        ics = [p for p in parts if p.get_content_type() == "text/calendar"]
        defects = [repr(d) for p in m.walk() for d in p.defects]
        defects += [repr(d) for h in m.values() for d in getattr(h, "defects", ())]
        print(json.dumps({
            "names": [k.lower() for k in m.keys()],
            "subject": str(m["subject"]), "to": str(m["to"]), "from": str(m["from"]),
            "display": m["from"].addresses[0].display_name if m["from"] else None,
            "date": m["date"].datetime.isoformat() if m["date"] else None,
            "id": str(m["message-id"]), "auto": str(m["auto-submitted"]), "unsubscribe": str(m["list-unsubscribe"]),
            "type": m.get_content_type(),
            "text": text[0].get_content().replace("\r\n", "\n") if text else None,
            "ics": ics[0].get_payload(decode=True).decode() if ics else None,
            "ics_type": str(ics[0]["content-type"]) if ics else None,
            "parts": len(parts), "defects": defects, "longest": max(len(line) for line in raw.split(b"\r\n")),
            "longest_head": max(len(line) for line in head), "ascii": raw.isascii(),
            "bare": raw.replace(b"\r\n", b"").count(b"\n") + raw.replace(b"\r\n", b"").count(b"\r"),
        }))


class Cut(Exception):
    pass


def serve(args):
    from aiosmtpd.smtp import SMTP, AuthResult

    journal = open(os.path.join(args.dir, "journal"), "a", buffering=1)
    taken = 0

    def note(event, **more):
        journal.write(json.dumps({"event": event, "at": time.monotonic(), **more}) + "\n")

    def order(stage):
        path = os.path.join(args.dir, "script")
        try:
            with open(path) as f:
                lines = f.read().splitlines()
        except FileNotFoundError:
            return None
        if not lines or lines[0].split(" ", 1)[0] != stage:
            return None
        with open(path + ".new", "w") as f:
            f.write("".join(line + "\n" for line in lines[1:]))
        os.rename(path + ".new", path)
        action = lines[0].split(" ", 1)[1]
        note("order", stage=stage, action=action)
        return action

    class Handler:
        async def handle_DATA(self, server, session, envelope):
            nonlocal taken
            refused = await server.obey("dot")
            if refused:
                return refused
            taken += 1
            with open(os.path.join(args.dir, "%03d.eml" % taken), "wb") as f:
                f.write(envelope.original_content)
            m = email.message_from_bytes(envelope.original_content)
            note("taken", id=m["Message-ID"], sender=envelope.mail_from, to=envelope.rcpt_tos, tls=session.ssl is not None or
                 args.tls == "smtps", auth=session.authenticated)
            refused = await server.obey("kept")
            return refused or "250 2.0.0 pris"

    class Server(SMTP):
        line_length_limit = 1001

        async def obey(self, stage):
            action = order(stage)
            if action is None:
                return None
            if action == "cut":
                self.transport.abort()
                raise Cut
            if action.startswith("slow "):
                await asyncio.sleep(float(action[5:]))
                return None
            return action

        async def push(self, status):
            text = status.decode() if isinstance(status, bytes) else status
            if text.startswith("220 ") and not self.greeted:
                self.greeted = True
                note("connect")
                status = await self.obey("greeting") or status
            await super().push(status)
            if text.startswith("354"):
                if os.path.exists(os.path.join(args.dir, "script")) and self.wants("body"):
                    await self._reader.read(200)
                    await self.obey("body")

        def wants(self, stage):
            with open(os.path.join(args.dir, "script")) as f:
                return f.read().startswith(stage + " ")

        greeted = False

        async def step(self, stage, go, arg):
            note("command", verb=stage, arg=arg)
            refused = await self.obey(stage)
            if refused:
                await self.push(refused)
            else:
                await go(arg)

        async def smtp_EHLO(self, arg):
            await self.step("ehlo", super().smtp_EHLO, arg)

        async def smtp_MAIL(self, arg):
            await self.step("mail", super().smtp_MAIL, arg)

        async def smtp_RCPT(self, arg):
            await self.step("rcpt", super().smtp_RCPT, arg)

        async def smtp_DATA(self, arg):
            await self.step("data", super().smtp_DATA, arg)

        async def smtp_AUTH(self, arg):
            await self.step("auth", super().smtp_AUTH, arg)

        async def smtp_NOOP(self, arg):
            note("command", verb="noop", arg=arg)
            await super().smtp_NOOP(arg)

        async def smtp_QUIT(self, arg):
            note("command", verb="quit", arg=arg)
            await super().smtp_QUIT(arg)

        async def _handle_client(self):
            try:
                await super()._handle_client()
            except Cut:
                note("cut")

        async def handle_exception(self, error):
            if isinstance(error, Cut):
                raise error
            note("error", error=repr(error))
            return "500 " + repr(error)

    def authenticate(server, session, envelope, mechanism, data):
        good = args.user == data.login.decode() + ":" + data.password.decode()
        note("auth", mechanism=mechanism, good=good)
        return AuthResult(success=good, handled=False)

    tls = None
    if args.tls != "none":
        tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        tls.load_cert_chain(args.cert, args.key)

    def factory():
        return Server(Handler(), hostname="relais.exemple.fr", tls_context=tls if args.tls == "starttls" else None,
                      require_starttls=args.tls == "starttls", auth_required=args.user is not None,
                      authenticator=authenticate if args.user else None, auth_require_tls=False, enable_SMTPUTF8=True,
                      loop=asyncio.get_running_loop())

    async def main():
        server = await asyncio.get_running_loop().create_server(factory, "127.0.0.1", args.port,
                                                                ssl=tls if args.tls == "smtps" else None)
        path = os.path.join(args.dir, "port")
        with open(path + ".new", "w") as f:
            f.write("%d\n" % server.sockets[0].getsockname()[1])
        os.rename(path + ".new", path)
        async with server:
            await server.serve_forever()

    asyncio.run(main())


if __name__ == "__main__":
    p = argparse.ArgumentParser()
    sub = p.add_subparsers(dest="what", required=True)
    s = sub.add_parser("serve")
    s.add_argument("dir")
    s.add_argument("--tls", default="none", choices=["none", "starttls", "smtps"])
    s.add_argument("--cert")
    s.add_argument("--key")
    s.add_argument("--user")
    s.add_argument("--port", type=int, default=0)
    r = sub.add_parser("read")
    r.add_argument("files", nargs="*")
    a = p.parse_args()
    read(a.files) if a.what == "read" else serve(a)
