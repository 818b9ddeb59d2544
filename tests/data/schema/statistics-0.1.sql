-- steps: 2
CREATE TABLE schema_step (number INTEGER PRIMARY KEY, name TEXT NOT NULL);
CREATE TABLE merged_event ( terminal TEXT NOT NULL, epoch TEXT NOT NULL, seq INTEGER NOT NULL, variant TEXT NOT NULL, at TEXT NOT NULL, body TEXT NOT NULL, hash TEXT NOT NULL, PRIMARY KEY (terminal, epoch, seq, variant) ) WITHOUT ROWID;
CREATE INDEX merged_event_at ON merged_event (at, terminal, epoch, seq);
CREATE TABLE merged_segment (name TEXT PRIMARY KEY);
CREATE TABLE standing (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL);
