-- From schema 3 to 4: what users decide is kept.

PRAGMA user_version = 4;

-- What users have decided about the history: who is who, what an edit is. A journal, replayed at reading time and never baked in: nothing
-- of the history refers to it. Nothing is taken out of it; a decision is taken back by another one.
CREATE TABLE decision (
    number   INTEGER PRIMARY KEY,   -- in the order in which they came into this file, from 1 without gaps
    id       TEXT NOT NULL UNIQUE,  -- SHA-256 over the columns below, by which it is the same in every file; finds one that is here
    made_at  TEXT NOT NULL,         -- when; decisions count in this order
    author   TEXT NOT NULL,         -- whose
    what     TEXT NOT NULL          -- the decision, as JSON
) STRICT;

CREATE TRIGGER decision_follows BEFORE INSERT ON decision
WHEN new.number IS NOT (SELECT coalesce(max(number), 0) + 1 FROM decision) OR EXISTS (SELECT 1 FROM decision WHERE id = new.id)
BEGIN SELECT RAISE(ABORT, 'append-only: a decision comes after the last one'); END;
CREATE TRIGGER decision_kept BEFORE DELETE ON decision
BEGIN SELECT RAISE(ABORT, 'append-only: a decision is never deleted'); END;
CREATE TRIGGER decision_fixed BEFORE UPDATE ON decision
BEGIN SELECT RAISE(ABORT, 'append-only: a decision is never changed'); END;
