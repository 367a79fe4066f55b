-- E-mail waiting to leave, and what became of it.  Times: Unix seconds, UTC.

CREATE TABLE mail (
	id		INTEGER PRIMARY KEY AUTOINCREMENT,
	cause		TEXT NOT NULL UNIQUE,	-- what asked for it: asking twice adds nothing
	recipient	TEXT NOT NULL,
	subject		TEXT NOT NULL,
	body		TEXT,			-- NULL once purged
	ics		TEXT,			-- an iCalendar object to attach
	message_id	TEXT,			-- given at the first attempt, the same at each: duplicates can be told
	state		TEXT NOT NULL CHECK (state IN (
				'queued',
				'sending',	-- committed before the transaction with the server is opened
				'sent',		-- the server took it
				'failed',	-- for good, and reason says why
				'held',		-- a person must decide
				'cleared'	-- no longer needed
			)),
	reason		TEXT,			-- smsd/mail_fate.h; of the last attempt
	attempts	INTEGER NOT NULL DEFAULT 0,
	refusals	INTEGER NOT NULL DEFAULT 0,	-- attempts that the server put off
	doubts		INTEGER NOT NULL DEFAULT 0,	-- attempts that may have left it with the server without our knowing
	created_at	INTEGER NOT NULL,
	due_at		INTEGER NOT NULL,
	expires_at	INTEGER,		-- not to be sent later
	touched_at	INTEGER NOT NULL,
	told_at		INTEGER			-- who asked was told of the failure
) STRICT;
CREATE INDEX mail_due ON mail(due_at, id) WHERE state = 'queued';
CREATE INDEX mail_expires ON mail(expires_at) WHERE state = 'queued' AND expires_at IS NOT NULL;
CREATE INDEX mail_open ON mail(state, id) WHERE state IN ('sending','held');
CREATE INDEX mail_untold ON mail(id) WHERE state = 'failed' AND told_at IS NULL;
CREATE INDEX mail_recipient ON mail(recipient, created_at);
CREATE INDEX mail_at ON mail(created_at);
