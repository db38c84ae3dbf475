-- From schema 2 to 3: a version says who speaks in its first person.

PRAGMA user_version = 3;

-- NULL where the reader of the file was not told. The chain covers it where it is there.
ALTER TABLE version ADD COLUMN speaker TEXT;
