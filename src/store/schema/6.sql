-- From schema 5 to 6: an audit reads what it shows, however much a speaker has said.

PRAGMA user_version = 6;

-- Finds a speaker's claims that their text dates. All others were said on the day of their version, and can be counted unread.
CREATE INDEX claim_dated ON claim (extraction, speaker) WHERE said_on IS NOT NULL;

-- Finds a speaker's claims whose topic is not within their content, and so not in claim_words either.
CREATE INDEX claim_with_topic_apart ON claim (extraction, speaker) WHERE instr(content, topic) = 0;
