"""The schemas of the databases as append-only lists of named steps: a step that was released is never changed.

dxmeet.db        packet ─▶ material ─▶ revision ─▶ sealed          note, note_change, note_text   event, journal   setting, observation
                 page_features, surroundings, carrying
search.db        text_revision ─▶ page_text, page_trigram, page_pair
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Step:
    """One change of a schema, carried out once and in one transaction. ``name`` is written down in the database."""

    name: str
    statements: tuple[str, ...]


_PACKETS = Step(
    "packets",
    (
        """
        CREATE TABLE packet (
            id TEXT PRIMARY KEY, kind TEXT NOT NULL, title TEXT NOT NULL, date TEXT, folder TEXT NOT NULL,
            source TEXT NOT NULL, generation INTEGER NOT NULL, starts TEXT, place TEXT NOT NULL, author TEXT NOT NULL,
            month TEXT NOT NULL, baseline TEXT, audience TEXT NOT NULL, keeping TEXT NOT NULL, keep_until TEXT,
            withdrawn INTEGER NOT NULL, described_at TEXT NOT NULL, checked_at TEXT
        )""",
        """
        CREATE TABLE revision (
            id TEXT PRIMARY KEY, size INTEGER NOT NULL, pages TEXT NOT NULL, fingerprints TEXT NOT NULL,
            added_at TEXT NOT NULL
        )""",
        """
        CREATE TABLE sealed (
            revision TEXT PRIMARY KEY REFERENCES revision (id), file TEXT NOT NULL UNIQUE, key BLOB NOT NULL,
            size INTEGER NOT NULL
        )""",
        """
        CREATE TABLE material (
            id TEXT PRIMARY KEY, packet TEXT NOT NULL REFERENCES packet (id), position INTEGER NOT NULL,
            title TEXT NOT NULL, name TEXT NOT NULL, state TEXT NOT NULL, code TEXT NOT NULL,
            revision TEXT REFERENCES revision (id), checked_at TEXT,
            read_revision TEXT, read_at TEXT, page INTEGER NOT NULL DEFAULT 1
        )""",
        "CREATE INDEX material_agenda ON material (packet, position, name)",
        "CREATE INDEX material_current ON material (revision)",
        """
        CREATE TABLE material_revision (
            material TEXT NOT NULL REFERENCES material (id), revision TEXT NOT NULL REFERENCES revision (id),
            number INTEGER NOT NULL, changed TEXT NOT NULL,
            PRIMARY KEY (material, revision)
        ) WITHOUT ROWID""",
        """
        CREATE TABLE observation (
            material TEXT PRIMARY KEY, path TEXT NOT NULL, size INTEGER NOT NULL, mtime_ns INTEGER NOT NULL,
            taken_as TEXT, missing_since TEXT
        )""",
    ),
)

_NOTES = Step(
    "notes",
    (
        """
        CREATE TABLE note (
            id TEXT PRIMARY KEY, material TEXT NOT NULL, revision TEXT NOT NULL, page INTEGER NOT NULL,
            created_at TEXT NOT NULL, body TEXT NOT NULL
        )""",
        "CREATE INDEX note_place ON note (material, revision, page)",
        """
        CREATE TABLE note_change (
            number INTEGER PRIMARY KEY AUTOINCREMENT, material TEXT NOT NULL, before TEXT NOT NULL, after TEXT NOT NULL,
            at TEXT NOT NULL, undoes INTEGER
        )""",
        "CREATE INDEX note_change_material ON note_change (material, number)",
    ),
)

_EVENTS = Step(
    "events",
    (
        """
        CREATE TABLE event (
            seq INTEGER PRIMARY KEY, type TEXT NOT NULL, at TEXT NOT NULL, body TEXT NOT NULL, hash TEXT NOT NULL
        )""",
        "CREATE TABLE journal (one INTEGER PRIMARY KEY CHECK (one = 1), epoch TEXT NOT NULL, published INTEGER NOT NULL)",
        "INSERT INTO journal VALUES (1, lower(hex(randomblob(8))), 0)",
        """
        CREATE TRIGGER event_appended BEFORE INSERT ON event
        WHEN new.seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM event)
        BEGIN SELECT RAISE(ABORT, 'events are numbered without gaps'); END""",
        """
        CREATE TRIGGER event_unchanged BEFORE UPDATE ON event
        BEGIN SELECT RAISE(ABORT, 'events are never changed'); END""",
        """
        CREATE TRIGGER event_kept BEFORE DELETE ON event
        BEGIN SELECT RAISE(ABORT, 'events are never removed'); END""",
        """
        CREATE TRIGGER journal_epoch BEFORE UPDATE OF epoch ON journal
        BEGIN SELECT RAISE(ABORT, 'an epoch is made with its database'); END""",
    ),
)

_SETTINGS = Step("settings", ("CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL)",))

_TRANSFERS = Step(
    "transfers",
    (
        """
        CREATE TABLE transfer (
            material TEXT PRIMARY KEY, path TEXT NOT NULL, size INTEGER NOT NULL, mtime_ns INTEGER NOT NULL,
            file TEXT NOT NULL, key BLOB NOT NULL
        )""",
        "CREATE TABLE sighting (folder TEXT PRIMARY KEY, body TEXT NOT NULL)",
    ),
)

_DEEDS = Step("deeds", ("ALTER TABLE note_change ADD COLUMN deed TEXT NOT NULL DEFAULT 'write'",))

_PRINTING = Step("printing", ("ALTER TABLE packet ADD COLUMN printing INTEGER NOT NULL DEFAULT 1",))

_LOOKS = Step(
    "looks",
    (
        "ALTER TABLE material ADD COLUMN look TEXT NOT NULL DEFAULT ''",
        "ALTER TABLE material ADD COLUMN password TEXT",
    ),
)


_CARRYINGS = Step(
    "carryings",
    (
        # The features go with the file's key: when a revision is erased, no page of it stays readable here.
        """
        CREATE TABLE page_features (
            revision TEXT NOT NULL, page INTEGER NOT NULL, body BLOB NOT NULL, PRIMARY KEY (revision, page)
        ) WITHOUT ROWID""",
        """
        CREATE TRIGGER page_features_erased AFTER DELETE ON sealed
        BEGIN DELETE FROM page_features WHERE revision = old.revision; END""",
        # What is around a place stays as long as the notes do.
        """
        CREATE TABLE surroundings (
            revision TEXT NOT NULL, page INTEGER NOT NULL, box TEXT NOT NULL, kind TEXT NOT NULL, body BLOB NOT NULL,
            PRIMARY KEY (revision, page, box, kind)
        ) WITHOUT ROWID""",
        """
        CREATE TABLE carrying (
            material TEXT NOT NULL, new TEXT NOT NULL, old TEXT NOT NULL, pages TEXT NOT NULL, at TEXT NOT NULL,
            reviewed_at TEXT, PRIMARY KEY (material, new)
        ) WITHOUT ROWID""",
    ),
)

_NOTE_WORDS = Step(
    "note words",
    (
        "CREATE TABLE note_text (note TEXT PRIMARY KEY, words TEXT NOT NULL, folded TEXT) WITHOUT ROWID",
        """
        CREATE TRIGGER note_words_written AFTER INSERT ON note
        WHEN trim(coalesce(new.body ->> '$.text', '') || coalesce(new.body ->> '$.quote', '')) != ''
        BEGIN
            INSERT OR REPLACE INTO note_text (note, words) VALUES (
                new.id, trim(coalesce(new.body ->> '$.text', '') || char(12) || coalesce(new.body ->> '$.quote', ''), char(12))
            );
        END""",
        "CREATE TRIGGER note_words_gone AFTER DELETE ON note BEGIN DELETE FROM note_text WHERE note = old.id; END",
        """
        INSERT INTO note_text (note, words)
        SELECT id, trim(coalesce(body ->> '$.text', '') || char(12) || coalesce(body ->> '$.quote', ''), char(12))
        FROM note WHERE trim(coalesce(body ->> '$.text', '') || coalesce(body ->> '$.quote', '')) != ''""",
    ),
)

_EPOCHS = Step(
    "epochs",
    (
        # A database that was restored or copied goes on in a new epoch. `cut` is the last event bound to a segment.
        "CREATE TABLE epoch (number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, cut INTEGER NOT NULL DEFAULT 0)",
        "INSERT INTO epoch SELECT 1, epoch, published FROM journal",
        "DROP TRIGGER event_appended",
        "DROP TRIGGER event_unchanged",
        "DROP TRIGGER event_kept",
        "ALTER TABLE event RENAME TO former_event",
        """
        CREATE TABLE event (
            number INTEGER PRIMARY KEY, epoch INTEGER NOT NULL REFERENCES epoch (number), seq INTEGER NOT NULL,
            type TEXT NOT NULL, at TEXT NOT NULL, body TEXT NOT NULL, hash TEXT NOT NULL,
            UNIQUE (epoch, seq)
        )""",
        "INSERT INTO event SELECT seq, 1, seq, type, at, body, hash FROM former_event",
        "DROP TABLE former_event",
        "DROP TABLE journal",
        """
        CREATE TABLE cut (
            name TEXT PRIMARY KEY, epoch INTEGER NOT NULL REFERENCES epoch (number), first INTEGER NOT NULL,
            last INTEGER NOT NULL
        )""",
        "CREATE TABLE stranger (name TEXT PRIMARY KEY)",
        """
        CREATE TRIGGER event_appended BEFORE INSERT ON event
        WHEN new.seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM event WHERE epoch = new.epoch)
          OR new.number IS NOT (SELECT coalesce(max(number), 0) + 1 FROM event)
        BEGIN SELECT RAISE(ABORT, 'events are numbered without gaps'); END""",
        """
        CREATE TRIGGER event_unchanged BEFORE UPDATE ON event
        BEGIN SELECT RAISE(ABORT, 'events are never changed'); END""",
        """
        CREATE TRIGGER event_kept BEFORE DELETE ON event
        BEGIN SELECT RAISE(ABORT, 'events are never removed'); END""",
        """
        CREATE TRIGGER epoch_kept BEFORE DELETE ON epoch
        BEGIN SELECT RAISE(ABORT, 'epochs are never removed'); END""",
        """
        CREATE TRIGGER epoch_unchanged BEFORE UPDATE OF number, id ON epoch
        BEGIN SELECT RAISE(ABORT, 'an epoch is never changed'); END""",
    ),
)

_PURCHASES = Step(
    "purchases",
    (
        """
        CREATE TABLE purchase (
            number INTEGER PRIMARY KEY, month TEXT NOT NULL, sheets INTEGER NOT NULL, kind TEXT NOT NULL,
            source TEXT NOT NULL, at TEXT NOT NULL
        )""",
        """
        CREATE TABLE target (
            number INTEGER PRIMARY KEY, fy INTEGER NOT NULL, sheets INTEGER NOT NULL, kind TEXT NOT NULL,
            source TEXT NOT NULL, at TEXT NOT NULL
        )""",
    ),
)

MIGRATIONS: tuple[Step, ...] = (
    _PACKETS,
    _NOTES,
    _EVENTS,
    _SETTINGS,
    _TRANSFERS,
    _DEEDS,
    _PRINTING,
    _LOOKS,
    _CARRYINGS,
    _NOTE_WORDS,
    _EPOCHS,
    _PURCHASES,
)
"""The steps of dxmeet.db."""

_TEXTS = Step(
    "texts",
    (
        """
        CREATE TABLE text_revision (
            number INTEGER PRIMARY KEY, revision TEXT NOT NULL UNIQUE, done INTEGER NOT NULL DEFAULT 0,
            silent INTEGER NOT NULL DEFAULT 0, doubtful INTEGER NOT NULL DEFAULT 0, trouble TEXT NOT NULL DEFAULT ''
        )""",
        "CREATE TABLE page_text (id INTEGER PRIMARY KEY, body BLOB NOT NULL)",
        "CREATE VIRTUAL TABLE page_trigram USING fts5 (letters, content = '', tokenize = 'trigram case_sensitive 1')",
        "CREATE VIRTUAL TABLE page_pair USING fts5 (pairs, content = '', detail = none, prefix = 1, tokenize = 'ascii')",
        "INSERT INTO page_trigram (page_trigram, rank) VALUES ('secure-delete', 1)",
        "INSERT INTO page_pair (page_pair, rank) VALUES ('secure-delete', 1)",
    ),
)

_READ_AGAIN = (
    "INSERT INTO page_trigram (page_trigram) VALUES ('delete-all')",
    "INSERT INTO page_pair (page_pair) VALUES ('delete-all')",
    "DELETE FROM page_text",
    "DELETE FROM text_revision",
)

_WORDS_APART = Step("words apart", _READ_AGAIN)  # PageText.pack() has another form
_WORDS_SEEN = Step("words seen", _READ_AGAIN)  # the words that are drawn, not those of /ActualText

SEARCH: tuple[Step, ...] = (_TEXTS, _WORDS_APART, _WORDS_SEEN)
"""The steps of search.db; all of it can be thrown away and read again."""
