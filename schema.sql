-- The history of stories: what an outlet published, version by version, and what was read off each version.
--
-- Rows are added, never changed: triggers refuse UPDATE and DELETE on every table but `scored_window` and those of
-- watching (`watch`, `target`, `answer`, `delivery`), and refuse the INSERT that would replace a row. Only the words of
-- what `withholding` names may be taken out; its row, and the hashes of the words, stay.
-- Versions are chained by hash over the whole history, recaptures, exhibits, withholdings and extractions likewise, so
-- that a changed or missing row shows (see `verify`).
-- The ground truth is story, body, capture, version, recapture, exhibit and withholding. All other tables are derived
-- from it and can be derived again.
--
-- Times are UTC text of one width, `2025-08-20T14:05:00.000000000Z`, so that they sort as text and lose nothing. Those
-- that the outlet gives (`published_at`, `modified_at`) keep its offset, `2025-08-20T16:05:00.000000000+02:00`, so that
-- they begin with its own day; `datetime()` makes them sort.
-- Hashes are SHA-256 in lower-case hexadecimal. Spans are bytes of the body, end-exclusive.
-- A list inside a column is JSON; spans in JSON are pairs, [[0, 14], [20, 31]].

PRAGMA application_id = 0x6f6e7263;  -- "onrc"
PRAGMA user_version = 8;

-- One item that an outlet publishes and keeps changing. A decision may call it by another name.
CREATE TABLE story (
    id    INTEGER PRIMARY KEY,   -- its number in this file, from 1
    slug  TEXT NOT NULL UNIQUE   -- its name in references; the index finds a story by name
) STRICT;

-- The texts of versions, each kept once however many versions have it.
CREATE TABLE body (
    sha256  TEXT NOT NULL PRIMARY KEY,  -- of the text in UTF-8
    text    TEXT NOT NULL               -- as the claims' spans measure it
) STRICT;

-- Raw bytes, each kept once: what versions were read from, and what else shows how they looked.
CREATE TABLE capture (
    sha256    TEXT NOT NULL PRIMARY KEY,  -- of the raw bytes, before any encoding
    size      INTEGER NOT NULL,           -- of the raw bytes, in bytes
    encoding  TEXT NOT NULL               -- how `bytes` holds them: as they are, or deflated (RFC 1951)
              CHECK (encoding IN ('identity', 'deflate')),
    bytes     BLOB NOT NULL               -- the raw bytes, so encoded
) STRICT;

-- One state of a story.
CREATE TABLE version (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,             -- its place in the whole history, from 1 without gaps
    story         INTEGER NOT NULL REFERENCES story (id),        -- whose state
    number        INTEGER NOT NULL,                              -- its place in its story, from 1 without gaps
    headline      TEXT,                                          -- as the outlet had it; NULL where unknown, as below
    byline        TEXT,                                          -- the names of the authors, as printed
    outlet        TEXT,                                          -- who published it
    url           TEXT,                                          -- where
    published_at  TEXT,                                          -- when, by the outlet, the story was first published
    modified_at   TEXT,                                          -- when, by the outlet, it was last changed
    captured_at   TEXT,                                          -- when it was fetched or saved
    stored_at     TEXT NOT NULL,                                 -- when this row was written
    stood_at      TEXT NOT NULL                                  -- the time that it stands for: captured, else stored
                  GENERATED ALWAYS AS (coalesce(captured_at, stored_at)) VIRTUAL,
    body          TEXT NOT NULL REFERENCES body (sha256),        -- its text
    capture       TEXT NOT NULL REFERENCES capture (sha256),     -- the bytes that the text was read from
    speaker       TEXT,                                          -- who speaks in the text's first person, where known
    chain         TEXT NOT NULL,                                 -- hash over this row and the chain of the one before
    doubts        TEXT,                                          -- why the text may not be all: a list; NULL for none
    UNIQUE (story, number)                                       -- finds a version by reference, and the latest
) STRICT;

-- Finds the version that stood at a time.
CREATE INDEX version_by_time ON version (story, stood_at, number);

-- Finds the latest headline of a story, which is its title.
CREATE INDEX version_with_headline ON version (story, number) WHERE headline IS NOT NULL;

-- A capture that brought no version: the latest version of its story had its text already. By its row it is known when
-- it comes again, whatever the story has become since. Pages that are fetched again leave none; what is remembered of
-- them is their last answer.
CREATE TABLE recapture (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,          -- in the order of storing, from 1 without gaps
    version       INTEGER NOT NULL REFERENCES version (id),   -- the version that has its text
    capture       TEXT NOT NULL REFERENCES capture (sha256),  -- its bytes
    published_at  TEXT,                                       -- the times that it declares, as in version
    modified_at   TEXT,
    captured_at   TEXT,
    stored_at     TEXT NOT NULL,                              -- when this row was written
    chain         TEXT NOT NULL                               -- hash over this row, the chain of its version, and that
                                                              -- of the recapture before
) STRICT;

-- Finds whether a capture was looked at before.
CREATE INDEX recapture_by_capture ON recapture (capture);

-- Finds the recaptures of a story's versions, for `verify`.
CREATE INDEX recapture_by_version ON recapture (version);

-- What else shows how a version looked: a picture or a whole copy of its page, made by a tool of the user's when the
-- version was stored.
CREATE TABLE exhibit (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,          -- in the order of storing, from 1 without gaps
    version    INTEGER NOT NULL REFERENCES version (id),   -- what it shows
    name       TEXT NOT NULL,                              -- the file's name, as the tool gave it
    capture    TEXT NOT NULL REFERENCES capture (sha256),  -- its bytes
    tool       TEXT NOT NULL,                              -- the command that made it
    stored_at  TEXT NOT NULL,                              -- when this row was written
    chain      TEXT NOT NULL                               -- hash over this row, the chain of its version, and that of
                                                           -- the exhibit before
) STRICT;

-- Finds the exhibits of a version.
CREATE INDEX exhibit_by_version ON exhibit (version);

-- What a court or somebody's safety asked to be taken out: the text, headline, byline and claims of a version, or the
-- bytes of a capture. The hashes stay, so that whoever has the words can show that they are the ones.
CREATE TABLE withholding (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,  -- in the order of withholding, from 1 without gaps
    version    INTEGER                             -- whose words went; NULL where a capture's bytes did
               REFERENCES version (id),
    capture    TEXT REFERENCES capture (sha256),   -- whose bytes went; NULL where a version's words did
    author     TEXT NOT NULL,                      -- who withheld it
    reason     TEXT NOT NULL,                      -- why
    stored_at  TEXT NOT NULL,                      -- when
    chain      TEXT NOT NULL,                      -- hash over this row, what is left of its version with its
                                                   -- extractions, or of its capture, and the chain of the
                                                   -- withholding before
    CHECK ((version IS NULL) + (capture IS NULL) = 1)
) STRICT;

-- Find whether something is withheld, and refuse that it is twice.
CREATE UNIQUE INDEX withholding_of_version ON withholding (version) WHERE version IS NOT NULL;
CREATE UNIQUE INDEX withholding_of_capture ON withholding (capture) WHERE capture IS NOT NULL;

-- The extractions of withheld versions. Their claims may be taken out.
CREATE VIEW withheld_extraction AS
    SELECT extraction.id FROM extraction JOIN withholding ON withholding.version = extraction.version;

-- What one extractor read off one version. The newest row of a version is its present extraction.
CREATE TABLE extraction (
    id         INTEGER PRIMARY KEY,                       -- in order of making, from 1 without gaps
    version    INTEGER NOT NULL REFERENCES version (id),  -- what it was read off
    extractor  TEXT NOT NULL,                             -- name and version of the extractor ("rules-1")
    made_at    TEXT NOT NULL,                             -- when
    warnings   TEXT NOT NULL,                             -- oddities of the text: a list of {kind, span, message}
    chain      TEXT NOT NULL                              -- hash over this row, its speakers, names, claims and
                                                          -- reading, and the chain of the one before
) STRICT;

-- Finds the present extraction of a version.
CREATE INDEX extraction_by_version ON extraction (version);

-- The present extraction of each version. Whoever asks about claims joins it.
CREATE VIEW present AS
    SELECT id, version, extractor, made_at FROM extraction
    WHERE NOT EXISTS (SELECT 1 FROM extraction AS newer
                      WHERE newer.version = extraction.version AND newer.id > extraction.id);

-- Somebody or something that claims are attributed to, within one extraction.
CREATE TABLE speaker (
    extraction  INTEGER NOT NULL                -- its row is written last, and seals the speakers and claims
                REFERENCES extraction (id) DEFERRABLE INITIALLY DEFERRED,
    number      INTEGER NOT NULL,               -- from 0, by first mention
    name        TEXT NOT NULL,                  -- the fullest name, or the description where there is none
    kind        TEXT NOT NULL,                  -- person, organization, group, document, anonymous, unknown
    role        TEXT,                           -- the office or relation that the text gives
    mentions    TEXT NOT NULL,                  -- where the text names it: spans
    PRIMARY KEY (extraction, number)            -- reads an extraction
) STRICT, WITHOUT ROWID;

-- The names of speakers, one row a name.
CREATE TABLE speaker_name (
    extraction  INTEGER NOT NULL,               -- with `speaker`: whose name
    speaker     INTEGER NOT NULL,               -- speaker.number
    place       INTEGER NOT NULL,               -- 0 is the full name; then the aliases, in order of first use
    name        TEXT NOT NULL,                  -- as the text has it
    key         TEXT NOT NULL,                  -- the name without case, diacritics and edge punctuation
    surname     TEXT,                           -- the last word of `key`; NULL where it is no family name
    PRIMARY KEY (extraction, speaker, place),   -- reads an extraction
    FOREIGN KEY (extraction, speaker) REFERENCES speaker (extraction, number)
) STRICT, WITHOUT ROWID;

-- Find the speakers that a name fits, for `audit`.
CREATE INDEX speaker_name_by_key ON speaker_name (key);
CREATE INDEX speaker_name_by_surname ON speaker_name (surname) WHERE surname IS NOT NULL;

-- One claim followed through the versions of its story.
CREATE TABLE lineage (
    id       INTEGER PRIMARY KEY,                     -- its number in this file, from 1
    story    INTEGER NOT NULL REFERENCES story (id),  -- whose claim
    entered  INTEGER NOT NULL                         -- the number of the version that brought it
) STRICT;

-- The wordings that a lineage has had, so that a claim that leaves and returns finds its lineage.
CREATE TABLE wording (
    story    INTEGER NOT NULL REFERENCES story (id),    -- whose claim
    sha256   TEXT NOT NULL,                             -- of kind, speaker and content, made comparable
    lineage  INTEGER NOT NULL REFERENCES lineage (id),  -- which lineage has been worded so
    PRIMARY KEY (story, sha256, lineage)                -- finds the lineages of a wording, oldest first
) STRICT, WITHOUT ROWID;

-- One thing asserted in one version, as one extraction has it.
CREATE TABLE claim (
    id          INTEGER PRIMARY KEY,                      -- its row in claim_words
    extraction  INTEGER NOT NULL                          -- its row is written last, and seals the claims
                REFERENCES extraction (id) DEFERRABLE INITIALLY DEFERRED,
    number      INTEGER NOT NULL,                         -- from 0, in document order
    lineage     INTEGER NOT NULL REFERENCES lineage (id), -- the claim through all versions
    kind        TEXT NOT NULL,                            -- quote, mixed, statement, fact
    span_start  INTEGER NOT NULL,                         -- first byte of content, cue and source, and of
    span_end    INTEGER NOT NULL,                         -- what speech rests on; one past their last byte
    speaker     INTEGER,                                  -- speaker.number; NULL for the outlet's own voice, or unknown
    speech      TEXT NOT NULL,                            -- said, not_said, hypothetical, disputed
    content     TEXT NOT NULL,                            -- what is asserted
    cue         TEXT,                                     -- what attributes it; NULL where nothing does
    source      TEXT,                                     -- the words that name who; NULL where none do
    said_on     TEXT,                                     -- the day said, YYYY-MM-DD; NULL where the text does not say
    precision   TEXT,                                     -- how wide said_on is: day, week, month, year
    stance      TEXT,                                     -- what it commits its speaker to; NULL where to nothing
    topic       TEXT,                                     -- what the stance is about, in the body's words
    polarity    TEXT NOT NULL,                            -- affirmed, negated
    certainty   TEXT NOT NULL,                            -- asserted, hedged, conditional, question
    confidence  REAL,                                     -- from 0 to 1: how likely it is right; NULL for NaN
    rule        TEXT NOT NULL,                            -- what decided
    detail      TEXT NOT NULL,                            -- the rest, as JSON: the spans of these words, the figures
    UNIQUE (extraction, number),                          -- reads an extraction
    FOREIGN KEY (extraction, speaker) REFERENCES speaker (extraction, number)
) STRICT;

-- Finds the claims of a speaker, for `audit`; counts an extraction's claims by speaker, for `speakers`, and by kind,
-- for `log`; and what a speaker has said, for `audit`.
CREATE INDEX claim_by_speaker ON claim (extraction, speaker, kind, speech);

-- Finds a speaker's claims that their text dates. All others were said on the day of their version, and can be counted
-- unread.
CREATE INDEX claim_dated ON claim (extraction, speaker) WHERE said_on IS NOT NULL;

-- Finds a speaker's claims whose topic is not within their content, and so not in claim_words either.
CREATE INDEX claim_with_topic_apart ON claim (extraction, speaker) WHERE instr(content, topic) = 0;

-- What the texts of a version say, as they were read with its claims: where sentences and words begin and end, numbers,
-- dates, hedges, negations, and the headline's claims. Comparisons of versions rest on it, and on the claims.
CREATE TABLE reading (
    extraction  INTEGER PRIMARY KEY             -- its row is written last, and seals the reading
                REFERENCES extraction (id) DEFERRABLE INITIALLY DEFERRED,
    format      INTEGER NOT NULL,               -- how to read `bytes`; another format is refused
    bytes       BLOB NOT NULL                   -- the reading, so written, deflated (RFC 1951)
) STRICT;

-- The words of claims, for search. It holds every extraction's claims: join claim and present to leave out superseded
-- ones.
CREATE VIRTUAL TABLE claim_words USING fts5 (
    content,                                    -- claim.content
    content = 'claim', content_rowid = 'id',
    tokenize = "unicode61 remove_diacritics 2"
);

CREATE TRIGGER claim_indexed AFTER INSERT ON claim BEGIN
    INSERT INTO claim_words (rowid, content) VALUES (new.id, new.content);
END;

-- What a model has read in a stretch of text, kept so that a new version costs what it changed. It is no part of the
-- history: nothing refers to it, no chain covers it, and it may be emptied at any time. What is missing is read anew.
CREATE TABLE scored_window (
    model   TEXT NOT NULL,       -- name and version ("accurate-1a2b3c4d"); when it writes, the rows of others go
    hash    BLOB NOT NULL,       -- SHA-256 over the model and all that it was given
    scores  BLOB NOT NULL,       -- the scores that it gave to the labels of each word, packed
    PRIMARY KEY (model, hash)    -- finds what was read in a body, and the rows of other models
) STRICT;

-- What is watched, and how far it has come. It is no part of the history: no chain covers it, and it is changed as
-- watching continues. What is stored of a watched page is a version like any other.

-- What the user asked to watch: a page, a feed or a sitemap.
CREATE TABLE watch (
    id        INTEGER PRIMARY KEY,      -- its number in this file
    url       TEXT NOT NULL UNIQUE,     -- where it is; finds a watch by address
    every     INTEGER,                  -- how often a young story is looked at, in seconds; NULL where nobody said
    patterns  TEXT NOT NULL,            -- which items of a feed are watched: a list; empty for all
    story     TEXT,                     -- the slug of the story that the versions go into; NULL where nobody said
    added_at  TEXT NOT NULL             -- when it was added
) STRICT;

-- An address that is looked at: that of a watch, or a page or sitemap that a watched list named.
CREATE TABLE target (
    id          INTEGER PRIMARY KEY,
    watch       INTEGER NOT NULL REFERENCES watch (id) ON DELETE CASCADE,  -- whom it is looked at for
    url         TEXT NOT NULL UNIQUE,   -- where it is; each address is looked at once, however many lists name it
    kind        TEXT                    -- what it turned out to be; NULL before the first answer
                CHECK (kind IN ('page', 'list')),
    story       TEXT,                   -- the slug of the story that its versions went into; NULL before the first
    noted_at    TEXT NOT NULL,          -- when it was first named
    dated_at    TEXT,                   -- the latest time that a list gave for it
    checked_at  TEXT,                   -- when it last answered; NULL before the first answer
    changed_at  TEXT,                   -- when it last brought a version
    due_at      TEXT,                   -- when it is looked at next; NULL while it is at rest
    failures    INTEGER NOT NULL,       -- how often it has failed in a row
    problem     TEXT                    -- what was wrong the last time; NULL where nothing was
) STRICT;

-- Finds what is due, the longest due first.
CREATE INDEX target_by_time ON target (due_at) WHERE due_at IS NOT NULL;

-- Finds the addresses of a watch.
CREATE INDEX target_by_watch ON target (watch);

-- The last whole answer of each address, so that the server can be asked whether it has changed since.
CREATE TABLE answer (
    url            TEXT NOT NULL PRIMARY KEY,  -- what was asked for
    answered       TEXT NOT NULL,              -- the address that answered, after the redirects
    redirects      TEXT NOT NULL,              -- the way from the one to the other: a list of {status, to}
    etag           TEXT,                       -- the server's name for this state of the page; NULL where it gave none
    last_modified  TEXT,                       -- when the server says that it changed, as the header has it
    story          TEXT,                       -- the slug of the story that it went into; NULL for a feed or a sitemap
    number         INTEGER,                    -- the version that holds it; NULL for a feed or a sitemap
    answered_at    TEXT NOT NULL               -- when
) STRICT, WITHOUT ROWID;

-- Changes that are delivered to a command or a webhook. A row is made before the version is stored, so that a kill
-- loses none.
CREATE TABLE delivery (
    hook      TEXT NOT NULL,            -- to whom: exec or webhook, and the SHA-256 of the command or the address
    story     TEXT NOT NULL,            -- the slug of the story
    number    INTEGER NOT NULL,         -- the version that brought the change
    noted_at  TEXT NOT NULL,            -- when the row was made
    due_at    TEXT,                     -- when it is tried next; NULL once it is done with
    tries     INTEGER NOT NULL,         -- how often it was begun
    done_at   TEXT,                     -- when it was done with; NULL before
    outcome   TEXT,                     -- delivered, nothing to tell, or given up; before, the last problem
    PRIMARY KEY (hook, story, number)   -- finds whether a change was told
) STRICT, WITHOUT ROWID;

-- Finds the deliveries that are due.
CREATE INDEX delivery_by_time ON delivery (hook, due_at) WHERE due_at IS NOT NULL;

-- A version comes after the last one, of the history and of its story. This also refuses to replace one.
CREATE TRIGGER version_follows BEFORE INSERT ON version
WHEN new.id IS NOT (SELECT coalesce(max(id), 0) + 1 FROM version)
    OR new.number IS NOT (SELECT coalesce(max(number), 0) + 1 FROM version WHERE story = new.story)
BEGIN SELECT RAISE(ABORT, 'append-only: a version comes after the last one'); END;

CREATE TRIGGER recapture_follows BEFORE INSERT ON recapture
WHEN new.id IS NOT (SELECT coalesce(max(id), 0) + 1 FROM recapture)
BEGIN SELECT RAISE(ABORT, 'append-only: a recapture comes after the last one'); END;

CREATE TRIGGER exhibit_follows BEFORE INSERT ON exhibit
WHEN new.id IS NOT (SELECT coalesce(max(id), 0) + 1 FROM exhibit)
BEGIN SELECT RAISE(ABORT, 'append-only: an exhibit comes after the last one'); END;

CREATE TRIGGER withholding_follows BEFORE INSERT ON withholding
WHEN new.id IS NOT (SELECT coalesce(max(id), 0) + 1 FROM withholding)
    OR EXISTS (SELECT 1 FROM withholding WHERE version = new.version OR capture = new.capture)
BEGIN SELECT RAISE(ABORT, 'append-only: a withholding comes after the last one'); END;

CREATE TRIGGER extraction_follows BEFORE INSERT ON extraction
WHEN new.id IS NOT (SELECT coalesce(max(id), 0) + 1 FROM extraction)
BEGIN SELECT RAISE(ABORT, 'append-only: an extraction comes after the last one'); END;

-- An extraction whose row stands takes no further speakers, names, claims or reading.
CREATE TRIGGER speaker_sealed BEFORE INSERT ON speaker
WHEN EXISTS (SELECT 1 FROM extraction WHERE id = new.extraction)
BEGIN SELECT RAISE(ABORT, 'append-only: the extraction is complete'); END;
CREATE TRIGGER speaker_name_sealed BEFORE INSERT ON speaker_name
WHEN EXISTS (SELECT 1 FROM extraction WHERE id = new.extraction)
BEGIN SELECT RAISE(ABORT, 'append-only: the extraction is complete'); END;
CREATE TRIGGER claim_sealed BEFORE INSERT ON claim
WHEN EXISTS (SELECT 1 FROM extraction WHERE id = new.extraction)
BEGIN SELECT RAISE(ABORT, 'append-only: the extraction is complete'); END;
CREATE TRIGGER reading_sealed BEFORE INSERT ON reading
WHEN EXISTS (SELECT 1 FROM extraction WHERE id = new.extraction)
BEGIN SELECT RAISE(ABORT, 'append-only: the extraction is complete'); END;

-- INSERT OR REPLACE deletes without a DELETE trigger unless recursive_triggers is on; other programs may have it off.
CREATE TRIGGER story_new BEFORE INSERT ON story
WHEN EXISTS (SELECT 1 FROM story WHERE id = new.id) OR EXISTS (SELECT 1 FROM story WHERE slug = new.slug)
BEGIN SELECT RAISE(ABORT, 'append-only: the story is there'); END;
CREATE TRIGGER body_new BEFORE INSERT ON body
WHEN EXISTS (SELECT 1 FROM body WHERE sha256 = new.sha256 OR rowid = new.rowid)
BEGIN SELECT RAISE(ABORT, 'append-only: the body is there'); END;
CREATE TRIGGER capture_new BEFORE INSERT ON capture
WHEN EXISTS (SELECT 1 FROM capture WHERE sha256 = new.sha256 OR rowid = new.rowid)
BEGIN SELECT RAISE(ABORT, 'append-only: the capture is there'); END;
CREATE TRIGGER lineage_new BEFORE INSERT ON lineage
WHEN EXISTS (SELECT 1 FROM lineage WHERE id = new.id)
BEGIN SELECT RAISE(ABORT, 'append-only: the lineage is there'); END;
CREATE TRIGGER claim_new BEFORE INSERT ON claim
WHEN EXISTS (SELECT 1 FROM claim WHERE id = new.id)
BEGIN SELECT RAISE(ABORT, 'append-only: the claim is there'); END;

CREATE TRIGGER story_kept BEFORE DELETE ON story
BEGIN SELECT RAISE(ABORT, 'append-only: a story is never deleted'); END;
CREATE TRIGGER body_kept BEFORE DELETE ON body
BEGIN SELECT RAISE(ABORT, 'append-only: a body is never deleted'); END;
CREATE TRIGGER capture_kept BEFORE DELETE ON capture
BEGIN SELECT RAISE(ABORT, 'append-only: a capture is never deleted'); END;
CREATE TRIGGER version_kept BEFORE DELETE ON version
BEGIN SELECT RAISE(ABORT, 'append-only: a version is never deleted'); END;
CREATE TRIGGER recapture_kept BEFORE DELETE ON recapture
BEGIN SELECT RAISE(ABORT, 'append-only: a recapture is never deleted'); END;
CREATE TRIGGER exhibit_kept BEFORE DELETE ON exhibit
BEGIN SELECT RAISE(ABORT, 'append-only: an exhibit is never deleted'); END;
CREATE TRIGGER withholding_kept BEFORE DELETE ON withholding
BEGIN SELECT RAISE(ABORT, 'append-only: a withholding is never deleted'); END;
CREATE TRIGGER extraction_kept BEFORE DELETE ON extraction
BEGIN SELECT RAISE(ABORT, 'append-only: an extraction is never deleted'); END;
CREATE TRIGGER speaker_kept BEFORE DELETE ON speaker
WHEN old.extraction NOT IN (SELECT id FROM withheld_extraction)
BEGIN SELECT RAISE(ABORT, 'append-only: a speaker is never deleted'); END;
CREATE TRIGGER speaker_name_kept BEFORE DELETE ON speaker_name
WHEN old.extraction NOT IN (SELECT id FROM withheld_extraction)
BEGIN SELECT RAISE(ABORT, 'append-only: a name is never deleted'); END;
CREATE TRIGGER lineage_kept BEFORE DELETE ON lineage
BEGIN SELECT RAISE(ABORT, 'append-only: a lineage is never deleted'); END;
CREATE TRIGGER wording_kept BEFORE DELETE ON wording
WHEN old.story NOT IN (SELECT story FROM version JOIN withholding ON withholding.version = version.id)
BEGIN SELECT RAISE(ABORT, 'append-only: a wording is never deleted'); END;
CREATE TRIGGER claim_kept BEFORE DELETE ON claim
WHEN old.extraction NOT IN (SELECT id FROM withheld_extraction)
BEGIN SELECT RAISE(ABORT, 'append-only: a claim is never deleted'); END;
CREATE TRIGGER reading_kept BEFORE DELETE ON reading
WHEN old.extraction NOT IN (SELECT id FROM withheld_extraction)
BEGIN SELECT RAISE(ABORT, 'append-only: a reading is never deleted'); END;

CREATE TRIGGER story_fixed BEFORE UPDATE ON story
BEGIN SELECT RAISE(ABORT, 'append-only: a story is never changed'); END;
CREATE TRIGGER body_fixed BEFORE UPDATE ON body
WHEN (new.sha256, new.text) IS NOT (old.sha256, '')
    OR NOT EXISTS (SELECT 1 FROM version WHERE body = old.sha256)
    OR EXISTS (SELECT 1 FROM version WHERE body = old.sha256
               AND NOT EXISTS (SELECT 1 FROM withholding WHERE withholding.version = version.id))
BEGIN SELECT RAISE(ABORT, 'append-only: a body is never changed'); END;
CREATE TRIGGER capture_fixed BEFORE UPDATE ON capture
WHEN (new.sha256, new.size, new.encoding, new.bytes) IS NOT (old.sha256, old.size, 'identity', x'')
    OR NOT EXISTS (SELECT 1 FROM withholding WHERE capture = old.sha256)
BEGIN SELECT RAISE(ABORT, 'append-only: a capture is never changed'); END;
CREATE TRIGGER version_fixed BEFORE UPDATE ON version
WHEN (new.id, new.story, new.number, new.headline, new.byline, new.outlet, new.url, new.published_at, new.modified_at,
      new.captured_at, new.stored_at, new.body, new.capture, new.speaker, new.doubts, new.chain) IS NOT
     (old.id, old.story, old.number, NULL, NULL, old.outlet, old.url, old.published_at, old.modified_at,
      old.captured_at, old.stored_at, old.body, old.capture, NULL, old.doubts, old.chain)
    OR NOT EXISTS (SELECT 1 FROM withholding WHERE version = old.id)
BEGIN SELECT RAISE(ABORT, 'append-only: a version is never changed'); END;
CREATE TRIGGER recapture_fixed BEFORE UPDATE ON recapture
BEGIN SELECT RAISE(ABORT, 'append-only: a recapture is never changed'); END;
CREATE TRIGGER exhibit_fixed BEFORE UPDATE ON exhibit
BEGIN SELECT RAISE(ABORT, 'append-only: an exhibit is never changed'); END;
CREATE TRIGGER withholding_fixed BEFORE UPDATE ON withholding
BEGIN SELECT RAISE(ABORT, 'append-only: a withholding is never changed'); END;
CREATE TRIGGER extraction_fixed BEFORE UPDATE ON extraction
WHEN (new.id, new.version, new.extractor, new.made_at, new.warnings, new.chain) IS NOT
     (old.id, old.version, old.extractor, old.made_at, '[]', old.chain)
    OR old.id NOT IN (SELECT id FROM withheld_extraction)
BEGIN SELECT RAISE(ABORT, 'append-only: an extraction is never changed'); END;
CREATE TRIGGER speaker_fixed BEFORE UPDATE ON speaker
BEGIN SELECT RAISE(ABORT, 'append-only: a speaker is never changed'); END;
CREATE TRIGGER speaker_name_fixed BEFORE UPDATE ON speaker_name
BEGIN SELECT RAISE(ABORT, 'append-only: a name is never changed'); END;
CREATE TRIGGER lineage_fixed BEFORE UPDATE ON lineage
BEGIN SELECT RAISE(ABORT, 'append-only: a lineage is never changed'); END;
CREATE TRIGGER wording_fixed BEFORE UPDATE ON wording
BEGIN SELECT RAISE(ABORT, 'append-only: a wording is never changed'); END;
CREATE TRIGGER claim_fixed BEFORE UPDATE ON claim
BEGIN SELECT RAISE(ABORT, 'append-only: a claim is never changed'); END;
CREATE TRIGGER reading_fixed BEFORE UPDATE ON reading
BEGIN SELECT RAISE(ABORT, 'append-only: a reading is never changed'); END;

-- What users have decided about the history: who is who, what an edit is. A journal, replayed at reading time and never
-- baked in: nothing of the history refers to it. Nothing is taken out of it; a decision is taken back by another one.
CREATE TABLE decision (
    number   INTEGER PRIMARY KEY,   -- in the order in which they came into this file, from 1 without gaps
    id       TEXT NOT NULL UNIQUE,  -- SHA-256 over the columns below, the same in every file; finds one that is here
    made_at  TEXT NOT NULL,         -- when; decisions count in this order
    author   TEXT NOT NULL,         -- whose
    what     TEXT NOT NULL          -- the decision, as JSON
) STRICT;

CREATE TRIGGER decision_follows BEFORE INSERT ON decision
WHEN new.number IS NOT (SELECT coalesce(max(number), 0) + 1 FROM decision)
    OR EXISTS (SELECT 1 FROM decision WHERE id = new.id)
BEGIN SELECT RAISE(ABORT, 'append-only: a decision comes after the last one'); END;
CREATE TRIGGER decision_kept BEFORE DELETE ON decision
BEGIN SELECT RAISE(ABORT, 'append-only: a decision is never deleted'); END;
CREATE TRIGGER decision_fixed BEFORE UPDATE ON decision
BEGIN SELECT RAISE(ABORT, 'append-only: a decision is never changed'); END;
