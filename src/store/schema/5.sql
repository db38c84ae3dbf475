-- From schema 4 to 5: pages, feeds and sitemaps can be watched.

PRAGMA user_version = 5;

-- What is watched, and how far it has come. It is no part of the history: no chain covers it, and it is changed as watching goes on. What is
-- stored of a watched page is a version like any other.

-- What the user asked to watch: a page, a feed or a sitemap.
CREATE TABLE watch (
    id        INTEGER PRIMARY KEY,      -- its number in this file
    url       TEXT NOT NULL UNIQUE,     -- where it is; finds a watch by address
    every     INTEGER,                  -- how often a young story is looked at, in seconds; NULL where nobody said
    patterns  TEXT NOT NULL,            -- which items of a feed are watched: a list; empty for all
    story     TEXT,                     -- the slug of the story that the page's versions go into; NULL where nobody said
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

-- Changes that a command or a webhook is told of. A row is made before the version is stored, so that a kill loses none.
CREATE TABLE delivery (
    hook      TEXT NOT NULL,            -- to whom: exec or webhook, and the SHA-256 of the command or the address
    story     TEXT NOT NULL,            -- the slug of the story
    number    INTEGER NOT NULL,         -- the version that brought the change
    noted_at  TEXT NOT NULL,            -- when the row was made
    due_at    TEXT,                     -- when it is tried next; NULL once it is done with
    tries     INTEGER NOT NULL,         -- how often it was begun
    done_at   TEXT,                     -- when it was done with; NULL before
    outcome   TEXT,                     -- how: delivered, nothing to tell, or given up; before, what was wrong the last time
    PRIMARY KEY (hook, story, number)   -- finds whether a change was told
) STRICT, WITHOUT ROWID;

-- Finds the deliveries that are due.
CREATE INDEX delivery_by_time ON delivery (hook, due_at) WHERE due_at IS NOT NULL;
