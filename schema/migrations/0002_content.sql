-- What the centre's people wrote: places, terms, offers.  Numbers of entries (id) are never reused: AUTOINCREMENT.

-- Categories and communes follow data/*.tsv (schema/seed.c); each connection keeps them in memory (schema/category.c).
CREATE TABLE category (
	id		TEXT PRIMARY KEY,	-- folded name: 'ecole'
	num		INTEGER NOT NULL UNIQUE,	-- never reused: the third dimension of place_geo
	rank		INTEGER NOT NULL,	-- order of the list; of a word that two share, the first has it
	label		TEXT NOT NULL,
	words		TEXT NOT NULL,		-- what people say for it, joined by '|'
	osm		TEXT,
	thematique	TEXT,
	typologie	TEXT,
	note		TEXT,
	answer		TEXT			-- a fixed answer instead of places, e.g. for violence
) STRICT;

CREATE TABLE commune (
	insee		TEXT PRIMARY KEY,
	name		TEXT NOT NULL,
	postcodes	TEXT NOT NULL,		-- joined by '|'
	population	INTEGER NOT NULL,
	latitude	REAL,
	longitude	REAL
) STRICT;

CREATE TABLE place (
	id		INTEGER PRIMARY KEY AUTOINCREMENT,
	source		TEXT NOT NULL,		-- the file or person it came from
	source_id	TEXT NOT NULL,		-- the source's own id: importing again updates
	name		TEXT NOT NULL,
	category	TEXT NOT NULL REFERENCES category(id),
	also		TEXT REFERENCES category(id),	-- what it is, too: a library that helps with computers
	address		TEXT,
	postcode	TEXT,
	commune		TEXT,
	commune_folded	TEXT,
	phone		TEXT,			-- as shown to residents: E.164 or a short number
	website		TEXT,
	hours		TEXT,			-- OSM opening_hours
	description	TEXT,
	latitude	REAL,
	longitude	REAL,
	status		TEXT NOT NULL DEFAULT 'published' CHECK (status IN ('published','proposed','hidden')),
	example		INTEGER NOT NULL DEFAULT 0,	-- 1: fictional, says so when shown
	dated		TEXT,			-- YYYY-MM-DD the source checked it
	licence		TEXT,
	spot		INTEGER,		-- its row in place_fts, NULL when it has none: places near each other are near
						-- there too (schema/place_search.c)
	was		INTEGER,		-- the row it still has there while stale
	stale		INTEGER NOT NULL DEFAULT 0,	-- place_fts has not followed yet (place_index())
	created_at	INTEGER NOT NULL,
	updated_at	INTEGER NOT NULL,
	UNIQUE (source, source_id)
) STRICT;
CREATE INDEX place_category ON place(category) WHERE status = 'published';
CREATE INDEX place_stale ON place(spot) WHERE stale = 1;
-- Published places only.  Tokenizer `french` (schema/tokenizer.c): folded, elided articles cut, Snowball stems.
-- key: the categories', words that nobody types.
CREATE VIRTUAL TABLE place_fts USING fts5(name, address, commune, description, key, tokenize='french');
-- As many rows as categories: the second one has the place's id plus 2^40.
CREATE VIRTUAL TABLE place_geo USING rtree(id, min_lat, max_lat, min_lon, max_lon, min_category, max_category);

CREATE TABLE term (
	id		INTEGER PRIMARY KEY AUTOINCREMENT,
	term		TEXT NOT NULL,
	folded		TEXT NOT NULL UNIQUE,	-- its words, joined by one space
	aliases		TEXT NOT NULL DEFAULT '',	-- joined by '|'
	definition	TEXT NOT NULL,		-- fits one SMS beside the term and the next step
	long_text	TEXT,
	example		TEXT,
	asked_by	TEXT,			-- a group, never a name
	built_by	TEXT,			-- class or group
	video		TEXT,
	read_by_residents INTEGER NOT NULL DEFAULT 0,
	status		TEXT NOT NULL DEFAULT 'published' CHECK (status IN ('published','proposed','hidden')),
	source		TEXT NOT NULL,
	licence		TEXT,
	created_at	INTEGER NOT NULL,
	updated_at	INTEGER NOT NULL
) STRICT;

-- Words that residents asked for and nobody has explained yet.
CREATE TABLE term_question (
	id		INTEGER PRIMARY KEY AUTOINCREMENT,
	folded		TEXT NOT NULL UNIQUE,	-- its words, joined by one space
	wording		TEXT NOT NULL,		-- as first asked
	asked		INTEGER NOT NULL DEFAULT 1,	-- by how many different people
	first_at	INTEGER NOT NULL,
	last_at		INTEGER NOT NULL,
	state		TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open','answered','dismissed'))
) STRICT;
CREATE TABLE term_asker (
	question_id	INTEGER NOT NULL REFERENCES term_question(id) ON DELETE CASCADE,
	contact_id	INTEGER NOT NULL REFERENCES contact(id) ON DELETE CASCADE,
	PRIMARY KEY (question_id, contact_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE listing (
	id		INTEGER PRIMARY KEY AUTOINCREMENT,
	contact_id	INTEGER REFERENCES contact(id) ON DELETE SET NULL,
	kind		TEXT NOT NULL CHECK (kind IN ('offre','demande')),
	what		TEXT NOT NULL,		-- the person's own words
	state		TEXT NOT NULL DEFAULT 'published' CHECK (state IN ('published','hidden','withdrawn','expired')),
	created_at	INTEGER NOT NULL,
	changed_at	INTEGER NOT NULL
) STRICT;
CREATE INDEX listing_contact ON listing(contact_id, state);
CREATE INDEX listing_newest ON listing(kind, id) WHERE state = 'published';
CREATE INDEX listing_at ON listing(created_at);
CREATE VIRTUAL TABLE listing_fts USING fts5(what, kind, tokenize='french');	-- published only
