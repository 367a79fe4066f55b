-- Administrative procedures that come back, and when to be reminded of them: data/procedures.tsv, and the centre's own.
CREATE TABLE procedure (
	id		TEXT PRIMARY KEY,	-- folded, words joined by '-': 'titre-de-sejour'; reminders refer to it
	own		INTEGER NOT NULL DEFAULT 0 CHECK (own IN (0, 1)),	-- 1: the centre's; data/ never changes it again
	withdrawn	INTEGER NOT NULL DEFAULT 0 CHECK (withdrawn IN (0, 1)),	-- no longer in data/; kept for what refers to it
	rank		INTEGER NOT NULL,	-- order of the list
	aliases		TEXT NOT NULL DEFAULT '',	-- what else people write, joined by '|'
	label		TEXT NOT NULL,
	neutral		TEXT NOT NULL,		-- for a screen that others may read
	rule		TEXT NOT NULL,		-- smsd/calendar/rule.h
	steps		TEXT NOT NULL,		-- smsd/calendar/steps.h
	needs		TEXT NOT NULL CHECK (needs IN ('echeance','expiration','naissance','evenement','none')),
	escalate	TEXT NOT NULL DEFAULT '',	-- one step; '': silence is told to nobody
	consequence	TEXT,			-- said once the person has agreed
	documents	TEXT,
	source		TEXT,
	checked_on	TEXT,			-- YYYY-MM-DD
	valid_from	TEXT,			-- YYYY-MM-DD
	certainty	TEXT NOT NULL DEFAULT 'D' CHECK (certainty IN ('A','B','C','D')),
	note		TEXT,
	updated_at	INTEGER NOT NULL
) STRICT;
