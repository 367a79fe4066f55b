-- What a text goes through: read from a modem, routed, answered, sent.  Times: Unix seconds, UTC.

CREATE TABLE meta (
	key	TEXT PRIMARY KEY,
	value	TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- What each modem role last said of itself, and what it must remember over restarts.
CREATE TABLE modem (
	name		TEXT PRIMARY KEY,
	state		TEXT NOT NULL CHECK (state IN ('up','connecting','absent','locked','broken')),
	reason		TEXT,
	imei		TEXT,
	imsi		TEXT,
	model		TEXT,
	operator	TEXT,
	signal_percent	INTEGER,
	sim_used	INTEGER,		-- slots, SIM and phone storage together
	sim_size	INTEGER,
	last_mr_proven	INTEGER NOT NULL DEFAULT 0,	-- EF-SMSS was seen to follow +CMGS on this dongle and SIM
	pin_start	TEXT,			-- the start of the daemon in which a PIN was last given
	credit		TEXT,			-- last USSD answer
	last_in_at	INTEGER,
	last_out_at	INTEGER,
	updated_at	INTEGER NOT NULL
) STRICT;

-- One row per PDU read from a modem (a part of a long text is a row), kept raw.  A row is committed before its slot is freed.
CREATE TABLE inbound (
	id		INTEGER PRIMARY KEY AUTOINCREMENT,
	modem		TEXT NOT NULL,
	imsi		TEXT NOT NULL,		-- '' when the modem does not tell
	hash		BLOB NOT NULL,		-- sms_identity(): TPDU without the SMSC's address, SCTS included
	pdu		TEXT NOT NULL,		-- as the modem gave it; '' once purged
	received_at	INTEGER NOT NULL,
	scts		INTEGER,
	sender		TEXT NOT NULL,		-- E.164, digits, or letters
	kind		TEXT NOT NULL CHECK (kind IN ('text','report','service','binary','call','poison')),
	state		TEXT NOT NULL CHECK (state IN (
				'waiting',	-- a part; the others are not here yet
				'new',		-- complete, the router has not seen it
				'joined',	-- a part whose text is in head_id
				'handled',
				'ignored',	-- not answered, by a rule named in reason
				'quarantined'	-- could not be decoded or believed; staff look
			)),
	reason		TEXT,
	concat_ref	INTEGER,
	concat_total	INTEGER,
	concat_part	INTEGER,
	head_id		INTEGER REFERENCES inbound(id),
	parts		INTEGER NOT NULL DEFAULT 1,	-- of a complete text: parts that arrived
	alphabet	TEXT,
	text		TEXT,			-- complete text, UTF-8; NULL once purged
	handler		TEXT,			-- route, once handled
	how		TEXT,
	tries		INTEGER NOT NULL DEFAULT 0,	-- router attempts that were rolled back
	handled_at	INTEGER,
	UNIQUE (imsi, hash)
) STRICT;
CREATE INDEX inbound_new ON inbound(id) WHERE state = 'new';
CREATE INDEX inbound_waiting ON inbound(sender, concat_ref, concat_total) WHERE state = 'waiting';
CREATE INDEX inbound_sender ON inbound(sender, received_at);
CREATE INDEX inbound_at ON inbound(received_at);
CREATE INDEX inbound_head ON inbound(head_id) WHERE head_id IS NOT NULL;

CREATE TABLE outbound (
	id		INTEGER PRIMARY KEY AUTOINCREMENT,
	cause		TEXT NOT NULL UNIQUE,	-- what asked for it, e.g. 'in:812/1': asking twice adds nothing
	inbound_id	INTEGER REFERENCES inbound(id),
	phone		TEXT NOT NULL,
	class		TEXT NOT NULL CHECK (class IN ('reply','code','reminder','bulk','staff')),
	priority	INTEGER NOT NULL,	-- 0 leaves first
	body		TEXT,			-- NULL once purged
	alphabet	TEXT NOT NULL CHECK (alphabet IN ('gsm7','ucs2')),
	parts		INTEGER NOT NULL,
	septets		INTEGER,		-- units when UCS-2
	state		TEXT NOT NULL CHECK (state IN ('queued','sending','sent','delivered','failed','unknown','held',
				'denied','cleared','expired')),
	reason		TEXT,
	modem		TEXT,			-- the one it must leave by (answers), or left by
	created_at	INTEGER NOT NULL,
	due_at		INTEGER NOT NULL,
	expires_at	INTEGER,
	attempt		INTEGER NOT NULL DEFAULT 0,	-- submissions begun
	resends		INTEGER NOT NULL DEFAULT 0,	-- after an unknown fate; never more than one
	parts_sent	INTEGER NOT NULL DEFAULT 0,
	concat_ref	INTEGER,
	touched_at	INTEGER NOT NULL
) STRICT;
CREATE INDEX outbound_due ON outbound(priority, due_at, id) WHERE state IN ('queued','sending');
CREATE INDEX outbound_open ON outbound(state, touched_at) WHERE state IN ('sending','unknown','held');
CREATE INDEX outbound_phone ON outbound(phone, created_at);
CREATE INDEX outbound_inbound ON outbound(inbound_id);
CREATE INDEX outbound_at ON outbound(created_at);

-- One row per part that was ever given to a modem; the newest attempt only.
CREATE TABLE outbound_part (
	outbound_id	INTEGER NOT NULL REFERENCES outbound(id) ON DELETE CASCADE,
	part		INTEGER NOT NULL,
	state		TEXT NOT NULL CHECK (state IN ('sending','sent','delivered','failed','unknown')),
	imsi		TEXT NOT NULL,
	phone		TEXT NOT NULL,
	attempt		INTEGER NOT NULL,
	handed_at	INTEGER,		-- set, and synced, just before Ctrl-Z was forwarded
	mr_before	INTEGER,		-- TP-MR used last before it, -1 when not known
	mr		INTEGER,		-- TP-MR given by +CMGS, -1 when it gave none
	sent_at		INTEGER,
	tp_status	INTEGER,		-- TP-ST of the last report
	reported_at	INTEGER,
	PRIMARY KEY (outbound_id, part)
) STRICT, WITHOUT ROWID;
CREATE INDEX outbound_part_mr ON outbound_part(imsi, mr, phone, sent_at);
CREATE INDEX outbound_part_handed ON outbound_part(imsi, handed_at);

-- Persistent TP concatenation reference per recipient, so that two long texts to one person never share one.
CREATE TABLE concat_ref (
	phone	TEXT PRIMARY KEY,
	last	INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE contact (
	id		INTEGER PRIMARY KEY AUTOINCREMENT,
	phone		TEXT NOT NULL UNIQUE,
	name		TEXT,			-- first name or alias, for staff and referents
	role		TEXT NOT NULL DEFAULT 'resident' CHECK (role IN ('resident','contributor','referent','staff')),
	language	TEXT NOT NULL DEFAULT 'fr',
	first_at	INTEGER NOT NULL,
	last_in_at	INTEGER,
	told		INTEGER NOT NULL DEFAULT 0,	-- bits of what was said once: 1 identity, 2 INFO, 4 STOP
	stopped_at	INTEGER,		-- STOP: nothing unasked leaves until DEMARRE
	passive_replies	INTEGER NOT NULL DEFAULT 0	-- answers to texts not understood since the last one that was
) STRICT;

-- The open question of a person: at most one.
CREATE TABLE question (
	contact_id	INTEGER PRIMARY KEY REFERENCES contact(id) ON DELETE CASCADE,
	handler		TEXT NOT NULL,
	step		TEXT NOT NULL,
	data		TEXT NOT NULL,		-- JSON, the handler's own
	asked_at	INTEGER NOT NULL,
	expires_at	INTEGER NOT NULL
) STRICT;

-- What SUITE goes on with.
CREATE TABLE suite (
	contact_id	INTEGER PRIMARY KEY REFERENCES contact(id) ON DELETE CASCADE,
	handler		TEXT NOT NULL,
	data		TEXT NOT NULL,		-- JSON, the handler's own
	asked_at	INTEGER NOT NULL
) STRICT;

-- Counters of the outgoing gate.  period: the first second of the day, hour or window.
CREATE TABLE budget (
	scope	TEXT NOT NULL,
	key	TEXT NOT NULL,
	period	INTEGER NOT NULL,
	used	INTEGER NOT NULL,
	PRIMARY KEY (scope, key, period)
) STRICT, WITHOUT ROWID;
-- Distinct recipients of a SIM per rolling month.
CREATE TABLE recipient (
	phone	TEXT PRIMARY KEY,
	last_at	INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX recipient_at ON recipient(last_at);

-- For staff: what needs a person, and who looked at what.
CREATE TABLE alert (
	id	INTEGER PRIMARY KEY AUTOINCREMENT,
	at	INTEGER NOT NULL,
	kind	TEXT NOT NULL,
	key	TEXT NOT NULL,			-- an alert already open for the same kind and key is only touched
	text	TEXT NOT NULL,
	count	INTEGER NOT NULL DEFAULT 1,
	last_at	INTEGER NOT NULL,
	seen_at	INTEGER
) STRICT;
CREATE UNIQUE INDEX alert_open ON alert(kind, key) WHERE seen_at IS NULL;
CREATE TABLE audit (
	id	INTEGER PRIMARY KEY AUTOINCREMENT,
	at	INTEGER NOT NULL,
	who	TEXT NOT NULL,
	action	TEXT NOT NULL,
	detail	TEXT
) STRICT;
