-- From schema 1 to 2: what models have read is kept.

PRAGMA user_version = 2;

-- What a model has read in a stretch of text, kept so that a new version costs what it changed. It is no part of the history: nothing
-- refers to it, no chain covers it, and it may be emptied at any time. What is missing is read anew.
CREATE TABLE reading (
    model   TEXT NOT NULL,       -- name and version of the model ("accurate-1a2b3c4d"); when it writes, the rows of others go
    window  BLOB NOT NULL,       -- SHA-256 over the model and all that it was given
    scores  BLOB NOT NULL,       -- the scores that it gave to the labels of each word, packed
    PRIMARY KEY (model, window)  -- finds what was read in a body, and the rows of other models
) STRICT;
