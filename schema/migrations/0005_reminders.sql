-- People whom a referent reminds of administrative dates, when the next text is due, and what became of each.
-- *_at: Unix seconds, UTC.  Days: since 1 January 1970.  Civil minutes: day * 1440 + minutes after midnight, on the wall
-- clock of the centre, without a zone: a change of clocks moves nothing, and nothing can be due twice.

-- A person as one referent knows them: another referent has a row of their own, and neither sees the other's.
-- Several people may share a number, so a name goes with it.
CREATE TABLE person (
	id		INTEGER PRIMARY KEY AUTOINCREMENT,
	referent_id	INTEGER NOT NULL REFERENCES contact(id),
	contact_id	INTEGER NOT NULL REFERENCES contact(id),
	name		TEXT NOT NULL DEFAULT '',	-- first name or alias; '' when not told yet
	folded		TEXT NOT NULL DEFAULT '',	-- name, as smsd/text/fold.h folds it
	email		TEXT,
	channel		TEXT NOT NULL DEFAULT 'sms' CHECK (channel IN ('sms','mail','both')),
	consent		TEXT NOT NULL DEFAULT 'none' CHECK (consent IN (
				'none',		-- not asked yet
				'asked',	-- once
				'again',	-- twice: the referent is told, nothing else leaves
				'yes',		-- said by the person
				'attested',	-- said by the referent
				'no'		-- never asked again, nothing leaves
			)),
	consent_at	INTEGER,		-- when it became what it is
	created_at	INTEGER NOT NULL,
	UNIQUE (referent_id, contact_id, folded)
) STRICT;
CREATE INDEX person_contact ON person(contact_id);
CREATE INDEX person_at ON person(created_at);
CREATE INDEX person_name ON person(referent_id, folded);
CREATE INDEX person_asked ON person(consent_at) WHERE consent IN ('asked','again');

-- Its id is the number that people see: never used again.
CREATE TABLE reminder (
	id		INTEGER PRIMARY KEY AUTOINCREMENT,
	person_id	INTEGER NOT NULL REFERENCES person(id),
	procedure	TEXT NOT NULL REFERENCES procedure(id),
	given		INTEGER,		-- day asked for; NULL when the rule needs none
	minute		INTEGER,		-- hour of the event itself, minutes after midnight; NULL: none told
	once		INTEGER NOT NULL DEFAULT 0 CHECK (once IN (0, 1)),
	state		TEXT NOT NULL DEFAULT 'active' CHECK (state IN (
				'active',
				'ended',	-- nothing more to remind of
				'cancelled',	-- by its referent or by staff
				'stopped'	-- by the person, or by a STOP
			)),
	reason		TEXT,
	closed		INTEGER,		-- date of the last occurrence done with
	postponed	INTEGER,		-- civil minutes: speak again then, and not before
	occurrence	INTEGER,		-- date of the only occurrence that is materialised
	step		INTEGER,		-- what is due: an index in the procedure's steps, or REMINDER_POSTPONED, _ESCALATE
	due		INTEGER,		-- civil minutes; NULL: nothing is
	told		INTEGER NOT NULL DEFAULT 0,	-- texts that left for this occurrence
	answer		TEXT CHECK (answer IN ('done','later','help')),	-- of the person, about this occurrence
	answered_at	INTEGER,
	created_by	TEXT NOT NULL,		-- "sms", "cli"
	created_at	INTEGER NOT NULL,
	touched_at	INTEGER NOT NULL
) STRICT;
CREATE INDEX reminder_due ON reminder(due, id) WHERE due IS NOT NULL;
CREATE INDEX reminder_dateless ON reminder(id) WHERE state = 'active' AND due IS NULL;
CREATE INDEX reminder_person ON reminder(person_id, state);
CREATE INDEX reminder_over ON reminder(touched_at) WHERE state <> 'active';
-- Two identical orders make one reminder.
CREATE UNIQUE INDEX reminder_same ON reminder(person_id, procedure, coalesce(given, -1), coalesce(minute, -1)) WHERE state = 'active';

-- One firing or one recorded miss per reminder and civil date-time, whatever the clock does.
CREATE TABLE firing (
	reminder_id	INTEGER NOT NULL REFERENCES reminder(id) ON DELETE CASCADE,
	due		INTEGER NOT NULL,	-- civil minutes, as in reminder
	kind		TEXT NOT NULL CHECK (kind IN ('text','consent','again','escalation')),
	occurrence	INTEGER NOT NULL,
	fate		TEXT NOT NULL CHECK (fate IN ('fired','missed')),
	reason		TEXT,			-- of a miss, or of what the gate said
	outbound_id	INTEGER REFERENCES outbound(id) ON DELETE SET NULL,
	mail_id		INTEGER REFERENCES mail(id) ON DELETE SET NULL,
	failed_told	INTEGER NOT NULL DEFAULT 0 CHECK (failed_told IN (0, 1)),	-- its referent knows that it did not arrive
	at		INTEGER NOT NULL,
	PRIMARY KEY (reminder_id, due)
) STRICT, WITHOUT ROWID;
CREATE INDEX firing_at ON firing(at);
CREATE INDEX firing_outbound ON firing(outbound_id) WHERE outbound_id IS NOT NULL;
CREATE INDEX firing_mail ON firing(mail_id) WHERE mail_id IS NOT NULL;
-- What a referent is to hear of: these, and what did not arrive.
CREATE INDEX firing_untold ON firing(at) WHERE failed_told = 0 AND (fate = 'missed' OR kind = 'escalation');
CREATE INDEX outbound_reminder_lost ON outbound(id) WHERE class = 'reminder' AND state IN ('failed','denied','expired','held');
CREATE INDEX outbound_staff_lost ON outbound(touched_at) WHERE class = 'staff' AND state IN ('failed','expired');

-- What a referent or staff asked by SMS, and that only the code sent to the registered number makes happen.
CREATE TABLE act (
	id		INTEGER PRIMARY KEY AUTOINCREMENT,
	contact_id	INTEGER NOT NULL REFERENCES contact(id) ON DELETE CASCADE,
	handler		TEXT NOT NULL,		-- "rappel"
	data		TEXT NOT NULL,		-- JSON: the exact act, so that nothing is understood anew
	code_hash	BLOB NOT NULL,		-- keyed; the code itself is only in the text that carries it
	state		TEXT NOT NULL CHECK (state IN ('pending','done','refused','cancelled','expired')),
	tries		INTEGER NOT NULL DEFAULT 0,	-- wrong codes
	created_at	INTEGER NOT NULL,
	expires_at	INTEGER NOT NULL,
	ended_at	INTEGER
) STRICT;
CREATE INDEX act_contact ON act(contact_id, state);
CREATE INDEX act_at ON act(created_at);
