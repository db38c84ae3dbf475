-- Brings a history of schema 7 to schema 8: exhibits, what is withheld, and why a text may not be all.

ALTER TABLE version ADD COLUMN doubts TEXT;

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

CREATE TRIGGER exhibit_follows BEFORE INSERT ON exhibit
WHEN new.id IS NOT (SELECT coalesce(max(id), 0) + 1 FROM exhibit)
BEGIN SELECT RAISE(ABORT, 'append-only: an exhibit comes after the last one'); END;
CREATE TRIGGER withholding_follows BEFORE INSERT ON withholding
WHEN new.id IS NOT (SELECT coalesce(max(id), 0) + 1 FROM withholding)
    OR EXISTS (SELECT 1 FROM withholding WHERE version = new.version OR capture = new.capture)
BEGIN SELECT RAISE(ABORT, 'append-only: a withholding comes after the last one'); END;
CREATE TRIGGER exhibit_kept BEFORE DELETE ON exhibit
BEGIN SELECT RAISE(ABORT, 'append-only: an exhibit is never deleted'); END;
CREATE TRIGGER withholding_kept BEFORE DELETE ON withholding
BEGIN SELECT RAISE(ABORT, 'append-only: a withholding is never deleted'); END;
DROP TRIGGER speaker_kept;
CREATE TRIGGER speaker_kept BEFORE DELETE ON speaker
WHEN old.extraction NOT IN (SELECT id FROM withheld_extraction)
BEGIN SELECT RAISE(ABORT, 'append-only: a speaker is never deleted'); END;
DROP TRIGGER speaker_name_kept;
CREATE TRIGGER speaker_name_kept BEFORE DELETE ON speaker_name
WHEN old.extraction NOT IN (SELECT id FROM withheld_extraction)
BEGIN SELECT RAISE(ABORT, 'append-only: a name is never deleted'); END;
DROP TRIGGER claim_kept;
CREATE TRIGGER claim_kept BEFORE DELETE ON claim
WHEN old.extraction NOT IN (SELECT id FROM withheld_extraction)
BEGIN SELECT RAISE(ABORT, 'append-only: a claim is never deleted'); END;
DROP TRIGGER wording_kept;
CREATE TRIGGER wording_kept BEFORE DELETE ON wording
WHEN old.story NOT IN (SELECT story FROM version JOIN withholding ON withholding.version = version.id)
BEGIN SELECT RAISE(ABORT, 'append-only: a wording is never deleted'); END;
DROP TRIGGER reading_kept;
CREATE TRIGGER reading_kept BEFORE DELETE ON reading
WHEN old.extraction NOT IN (SELECT id FROM withheld_extraction)
BEGIN SELECT RAISE(ABORT, 'append-only: a reading is never deleted'); END;
DROP TRIGGER body_fixed;
CREATE TRIGGER body_fixed BEFORE UPDATE ON body
WHEN (new.sha256, new.text) IS NOT (old.sha256, '')
    OR NOT EXISTS (SELECT 1 FROM version WHERE body = old.sha256)
    OR EXISTS (SELECT 1 FROM version WHERE body = old.sha256
               AND NOT EXISTS (SELECT 1 FROM withholding WHERE withholding.version = version.id))
BEGIN SELECT RAISE(ABORT, 'append-only: a body is never changed'); END;
DROP TRIGGER capture_fixed;
CREATE TRIGGER capture_fixed BEFORE UPDATE ON capture
WHEN (new.sha256, new.size, new.encoding, new.bytes) IS NOT (old.sha256, old.size, 'identity', x'')
    OR NOT EXISTS (SELECT 1 FROM withholding WHERE capture = old.sha256)
BEGIN SELECT RAISE(ABORT, 'append-only: a capture is never changed'); END;
DROP TRIGGER version_fixed;
CREATE TRIGGER version_fixed BEFORE UPDATE ON version
WHEN (new.id, new.story, new.number, new.headline, new.byline, new.outlet, new.url, new.published_at, new.modified_at,
      new.captured_at, new.stored_at, new.body, new.capture, new.speaker, new.doubts, new.chain) IS NOT
     (old.id, old.story, old.number, NULL, NULL, old.outlet, old.url, old.published_at, old.modified_at,
      old.captured_at, old.stored_at, old.body, old.capture, NULL, old.doubts, old.chain)
    OR NOT EXISTS (SELECT 1 FROM withholding WHERE version = old.id)
BEGIN SELECT RAISE(ABORT, 'append-only: a version is never changed'); END;
CREATE TRIGGER exhibit_fixed BEFORE UPDATE ON exhibit
BEGIN SELECT RAISE(ABORT, 'append-only: an exhibit is never changed'); END;
CREATE TRIGGER withholding_fixed BEFORE UPDATE ON withholding
BEGIN SELECT RAISE(ABORT, 'append-only: a withholding is never changed'); END;
DROP TRIGGER extraction_fixed;
CREATE TRIGGER extraction_fixed BEFORE UPDATE ON extraction
WHEN (new.id, new.version, new.extractor, new.made_at, new.warnings, new.chain) IS NOT
     (old.id, old.version, old.extractor, old.made_at, '[]', old.chain)
    OR old.id NOT IN (SELECT id FROM withheld_extraction)
BEGIN SELECT RAISE(ABORT, 'append-only: an extraction is never changed'); END;

PRAGMA user_version = 8;
