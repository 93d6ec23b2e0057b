CREATE TABLE setting (
    guild INTEGER NOT NULL,
    key TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (guild, key)
) STRICT, WITHOUT ROWID;

CREATE TABLE addition (
    guild INTEGER NOT NULL,
    kind TEXT NOT NULL,
    key TEXT NOT NULL,
    toml TEXT NOT NULL,
    PRIMARY KEY (guild, kind, key)
) STRICT;

CREATE TABLE holding (
    person INTEGER NOT NULL,
    certification TEXT NOT NULL,
    aim TEXT NOT NULL,
    since TEXT NOT NULL,
    PRIMARY KEY (person, certification)
) STRICT, WITHOUT ROWID;

CREATE TABLE question (
    guild INTEGER NOT NULL,
    key TEXT NOT NULL,
    text TEXT NOT NULL,
    ended TEXT NOT NULL,
    count INTEGER NOT NULL,
    first TEXT NOT NULL,
    last TEXT NOT NULL,
    ignored INTEGER NOT NULL,
    PRIMARY KEY (guild, key)
) STRICT;

CREATE INDEX question_by_count ON question (guild, count DESC, text, key) WHERE ignored = 0;
CREATE INDEX question_by_count_anywhere ON question (count DESC, text, guild, key) WHERE ignored = 0;
CREATE INDEX question_by_day ON question (guild, last) WHERE ignored = 0;
CREATE INDEX question_by_age ON question (last);
