-- The store of an audit, version 1. `path` is a file's path below the audited folder, with forward slashes; `start` and
-- `stop` are half-open character offsets into the report's text as `report-analyzer text FILE` prints it. (path, n),
-- (path, key) and (series, n, path) are unique; the large tables have no index, so that memory stays flat.

CREATE TABLE meta (name VARCHAR PRIMARY KEY, value VARCHAR NOT NULL);
COMMENT ON TABLE meta IS 'schema: version of these tables; folder: what is audited; complete: fingerprint of tool and settings if the last run went through';

CREATE TABLE runs (
    run INTEGER PRIMARY KEY,
    started TIMESTAMP NOT NULL,
    finished TIMESTAMP,
    tool VARCHAR NOT NULL,
    settings VARCHAR NOT NULL,
    files INTEGER,
    reviewed INTEGER,
    unchanged INTEGER,
    removed INTEGER,
    failed INTEGER
);
COMMENT ON TABLE runs IS 'each run of `audit`; finished is null where it was cut off; settings is JSON';

CREATE TABLE files (
    path VARCHAR PRIMARY KEY,
    size BIGINT NOT NULL,
    modified BIGINT NOT NULL,
    sha256 VARCHAR NOT NULL,
    same_as VARCHAR,
    read_as VARCHAR,
    reviewed_as VARCHAR
);
COMMENT ON TABLE files IS 'every file found; modified in nanoseconds; sha256 empty where it cannot be opened; same_as: the path of the first file with the same content, which alone is reviewed; read_as and reviewed_as: fingerprints of all that the rows of this path depend on, null while they are due';

CREATE TABLE reports (
    path VARCHAR PRIMARY KEY,
    title VARCHAR NOT NULL,
    body VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    period VARCHAR NOT NULL,
    period_kind VARCHAR NOT NULL,
    period_start DATE,
    period_end DATE,
    series VARCHAR NOT NULL,
    position INTEGER NOT NULL,
    characters INTEGER NOT NULL,
    template VARCHAR NOT NULL,
    template_why VARCHAR NOT NULL,
    unread VARCHAR[] NOT NULL
);
COMMENT ON TABLE reports IS 'what was recognised; empty words where the report does not say; period_kind: year, half, quarter, month, range or day; position: place in its series, 0 the oldest; unread: what the file holds and could not be read';

CREATE TABLE series (
    series VARCHAR PRIMARY KEY,
    body VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    reports INTEGER NOT NULL,
    followed_as VARCHAR
);
COMMENT ON TABLE series IS 'the reports of one body and kind; followed_as: fingerprint of all that its indicators depend on, null while they are due';

CREATE TABLE earlier (path VARCHAR NOT NULL, n INTEGER NOT NULL, other VARCHAR NOT NULL);
COMMENT ON TABLE earlier IS 'the earlier reports of its series that a report was compared with, 0 the newest';

CREATE TABLE sections (
    path VARCHAR NOT NULL,
    n INTEGER NOT NULL,
    parent INTEGER,
    number VARCHAR NOT NULL,
    level INTEGER NOT NULL,
    title VARCHAR NOT NULL,
    role VARCHAR NOT NULL,
    start INTEGER NOT NULL,
    stop INTEGER NOT NULL
);

CREATE TABLE passages (
    path VARCHAR NOT NULL,
    n INTEGER NOT NULL,
    section INTEGER,
    start INTEGER NOT NULL,
    stop INTEGER NOT NULL,
    place VARCHAR NOT NULL,
    text VARCHAR NOT NULL,
    standing BOOLEAN NOT NULL
);
COMMENT ON TABLE passages IS 'the paragraphs of the running text; standing: wording of the template';

CREATE TABLE figures (
    path VARCHAR NOT NULL,
    n INTEGER NOT NULL,
    section INTEGER,
    start INTEGER NOT NULL,
    stop INTEGER NOT NULL,
    place VARCHAR NOT NULL,
    text VARCHAR NOT NULL,
    number DECIMAL(38, 6),
    unit VARCHAR NOT NULL,
    counted VARCHAR NOT NULL,
    scope VARCHAR NOT NULL,
    approximate BOOLEAN NOT NULL,
    sentence VARCHAR NOT NULL
);
COMMENT ON TABLE figures IS 'number in single units (元, not 万元); counted: what it counts; scope: cumulative, period, earlier or unsaid';

CREATE TABLE indicators (
    series VARCHAR NOT NULL,
    n INTEGER NOT NULL,
    name VARCHAR NOT NULL,
    unit VARCHAR NOT NULL,
    section VARCHAR NOT NULL,
    cumulative BOOLEAN NOT NULL
);
COMMENT ON TABLE indicators IS 'figures followed over the periods of a series';

CREATE TABLE points (
    series VARCHAR NOT NULL,
    n INTEGER NOT NULL,
    path VARCHAR NOT NULL,
    number DECIMAL(38, 6),
    text VARCHAR NOT NULL,
    start INTEGER NOT NULL,
    stop INTEGER NOT NULL,
    fall BOOLEAN NOT NULL,
    same BOOLEAN NOT NULL
);
COMMENT ON TABLE points IS 'an indicator in one report; fall: a total smaller than before; same: equal to the period before';

CREATE TABLE slot_values (
    path VARCHAR NOT NULL,
    n INTEGER NOT NULL,
    slot VARCHAR NOT NULL,
    section VARCHAR NOT NULL,
    unit VARCHAR NOT NULL,
    status VARCHAR NOT NULL,
    text VARCHAR NOT NULL,
    number DECIMAL(38, 6),
    start INTEGER,
    stop INTEGER
);
COMMENT ON TABLE slot_values IS 'what stands in the blanks of the template; status: filled, unfilled or dropped';

CREATE TABLE findings (
    path VARCHAR NOT NULL,
    key VARCHAR NOT NULL,
    code VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    severity VARCHAR NOT NULL,
    start INTEGER NOT NULL,
    stop INTEGER NOT NULL,
    place VARCHAR NOT NULL,
    text VARCHAR NOT NULL,
    sentence VARCHAR NOT NULL,
    begins INTEGER NOT NULL,
    message VARCHAR NOT NULL,
    suggestion VARCHAR NOT NULL,
    evidence VARCHAR NOT NULL,
    since INTEGER NOT NULL,
    gone INTEGER,
    suppressed VARCHAR
);
COMMENT ON TABLE findings IS 'severity: error, warning or info; begins: where in the sentence the text stands; evidence: a JSON list; since and gone: the runs in which it was first and no longer found; suppressed: the reason, null where it is not';

CREATE TABLE failures (path VARCHAR NOT NULL, step VARCHAR NOT NULL, cause VARCHAR NOT NULL, error VARCHAR NOT NULL);
COMMENT ON TABLE failures IS 'what could not be done; step: read, review, follow or the code of a rule; cause: unreadable, crash, time, memory or rule';

CREATE TABLE reuse_clusters (
    cluster INTEGER PRIMARY KEY,
    passages INTEGER NOT NULL,
    bodies INTEGER NOT NULL,
    origin VARCHAR NOT NULL,
    text VARCHAR NOT NULL
);
COMMENT ON TABLE reuse_clusters IS 'passages of different bodies that are much alike; origin: the report that has it first by date; text: its words there';

CREATE TABLE reuse_passages (
    cluster INTEGER NOT NULL,
    path VARCHAR NOT NULL,
    n INTEGER NOT NULL,
    likeness DOUBLE NOT NULL,
    PRIMARY KEY (cluster, path, n)
);
COMMENT ON TABLE reuse_passages IS 'likeness: Jaccard of the masked shingles with the first passage of the cluster, 0 to 1';

CREATE TABLE reuse_reports (
    path VARCHAR NOT NULL,
    origin VARCHAR NOT NULL,
    shared INTEGER NOT NULL,
    share DOUBLE NOT NULL,
    PRIMARY KEY (path, origin)
);
COMMENT ON TABLE reuse_reports IS 'two reports of different bodies with passages in common; origin is the older one; shared: characters; share: of the own wording of the younger one, 0 to 1';
