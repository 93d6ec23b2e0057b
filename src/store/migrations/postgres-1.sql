-- In the order of bytes, as everywhere else, and not in that of some language.

CREATE TABLE setting (
    guild BIGINT NOT NULL,
    key TEXT COLLATE "C" NOT NULL,
    value TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (guild, key)
);

CREATE TABLE addition (
    guild BIGINT NOT NULL,
    kind TEXT COLLATE "C" NOT NULL,
    key TEXT COLLATE "C" NOT NULL,
    toml TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (guild, kind, key)
);

CREATE TABLE holding (
    person BIGINT NOT NULL,
    certification TEXT COLLATE "C" NOT NULL,
    aim TEXT COLLATE "C" NOT NULL,
    since TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (person, certification)
);

CREATE TABLE question (
    guild BIGINT NOT NULL,
    key TEXT COLLATE "C" NOT NULL,
    text TEXT COLLATE "C" NOT NULL,
    ended TEXT COLLATE "C" NOT NULL,
    count BIGINT NOT NULL,
    first TEXT COLLATE "C" NOT NULL,
    last TEXT COLLATE "C" NOT NULL,
    ignored BIGINT NOT NULL,
    PRIMARY KEY (guild, key)
);

CREATE INDEX question_by_count ON question (guild, count DESC, text, key) WHERE ignored = 0;
CREATE INDEX question_by_count_anywhere ON question (count DESC, text, guild, key) WHERE ignored = 0;
CREATE INDEX question_by_day ON question (guild, last) WHERE ignored = 0;
CREATE INDEX question_by_age ON question (last);
