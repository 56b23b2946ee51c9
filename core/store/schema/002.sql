-- Schema 2. What somebody began and has not written down yet: a session that is going on. It is no fact, so it is no
-- entry; it goes in the same transaction in which the entry comes.

CREATE TABLE draft (
    person  BLOB    NOT NULL,
    what    TEXT    NOT NULL,              -- 'run'
    version INTEGER NOT NULL,              -- of the text form; a newer one is left as it is
    body    TEXT    NOT NULL,
    PRIMARY KEY (person, what)
) STRICT, WITHOUT ROWID;
