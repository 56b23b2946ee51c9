-- Schema 1. The journal is the storage: no table repeats what an entry says. Columns marked "derived" are copies of
-- head fields that an index needs; a check recomputes them.

CREATE TABLE entry (
    arrival      INTEGER PRIMARY KEY,      -- 1, 2, 3, ... in the order in which entries reached this vault
    id           BLOB    NOT NULL UNIQUE,  -- identity: hash of head
    head         BLOB    NOT NULL,         -- exact bytes, never changed
    salt         BLOB,                     -- both NULL after an erasure
    body         BLOB,
    arrival_head BLOB    NOT NULL,         -- arrival chain after this entry
    person       BLOB    NOT NULL,         -- derived
    kind         INTEGER NOT NULL,         -- derived
    effective_ms INTEGER NOT NULL,         -- derived
    CHECK ((salt IS NULL) = (body IS NULL))
) STRICT;

CREATE INDEX entry_of_person ON entry (person, kind, effective_ms);

-- How far each writer has come, in its own signature. The one writer that writes here has its seed.
CREATE TABLE writer (
    public_key BLOB    NOT NULL PRIMARY KEY,
    seed       BLOB,
    seq        INTEGER NOT NULL,
    head_hash  BLOB    NOT NULL,
    signature  BLOB    NOT NULL
) STRICT, WITHOUT ROWID;

-- Rule packs that answered once, so that an old answer can be worked out again.
CREATE TABLE pack (
    hash BLOB NOT NULL PRIMARY KEY,        -- SHA-256 of text
    text TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Which vault this is. One row.
CREATE TABLE vault (
    only_row       INTEGER PRIMARY KEY CHECK (only_row = 1),
    vault_id       BLOB    NOT NULL,
    incarnation    BLOB    NOT NULL,
    created_ms     INTEGER NOT NULL,
    key_generation INTEGER NOT NULL
) STRICT;
