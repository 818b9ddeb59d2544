"""The schema of statistics.db, a plain SQLite file for `sqlite-utils`, `datasette` and auditors; no person's name is in it.

  what terminals sent        chain ─▶ event ─▶ fact ─▶ packet, material, revision     event ─▶ reader, department
                             fact holds what many events say alike: a distribution with its audience, a revision with
                             its pages and changes, a print job. span, link, fork: what is there, promised, in conflict
  what counts of it          opening: each reader's first of a revision in a year     removed: taken back by corrections
                             contribution: what each is worth (the view method_1 says the same from the events)
  sums                       total (of a year: by month, department, tier, reason), tally (of each material), crowd (its
                             readers, and its packet's), membership (readers of a department), and the views avoided_by_month,
                             avoided_by_department, avoided_by_packet, reasons_for_printing, entries
  entered by an admin        purchase, target (copies of what the profile holds)

Moments are whole microseconds since 1970 UTC; ``fy`` and ``month`` are those of the date in Japan; a4 and a3 are sheets
(of a fact and a change: pages). Everything here can be thrown away and merged again from the shared folder.
"""

from dxmeet.storage.method import FROM_EVENTS, LIVE, NETS, SAID, SUMS
from dxmeet.storage.migrations import Step

_EVENTS = Step(
    "events",
    (
        "CREATE TABLE packet (id INTEGER PRIMARY KEY, packet TEXT NOT NULL UNIQUE)",
        """
        CREATE TABLE material (
            id INTEGER PRIMARY KEY, packet INTEGER NOT NULL REFERENCES packet (id), material TEXT NOT NULL,
            UNIQUE (packet, material)
        )""",
        "CREATE TABLE revision (id INTEGER PRIMARY KEY, revision TEXT NOT NULL UNIQUE)",
        "CREATE TABLE reader (id INTEGER PRIMARY KEY, reader TEXT NOT NULL UNIQUE)",
        "CREATE TABLE department (id INTEGER PRIMARY KEY, department TEXT NOT NULL UNIQUE)",
        """
        CREATE TABLE chain (
            id INTEGER PRIMARY KEY, terminal TEXT NOT NULL, epoch TEXT NOT NULL, last INTEGER NOT NULL DEFAULT 0,
            head TEXT NOT NULL DEFAULT '', heard INTEGER, UNIQUE (terminal, epoch)
        )""",
        """
        CREATE TABLE fact (
            id INTEGER PRIMARY KEY, digest BLOB NOT NULL UNIQUE, type TEXT NOT NULL, body TEXT NOT NULL,
            packet INTEGER REFERENCES packet (id), material INTEGER REFERENCES material (id),
            revision INTEGER REFERENCES revision (id), pages_a4 INTEGER, pages_a3 INTEGER, copies INTEGER,
            sides INTEGER, nup INTEGER, reason TEXT, folder TEXT, title TEXT, kind TEXT, fault TEXT
        )""",
        "CREATE INDEX fact_packet ON fact (packet)",
        "CREATE INDEX fact_fault ON fact (fault) WHERE fault IS NOT NULL",
        """
        CREATE TABLE change (
            fact INTEGER NOT NULL REFERENCES fact (id), earlier INTEGER NOT NULL REFERENCES revision (id),
            a4 INTEGER NOT NULL, a3 INTEGER NOT NULL, PRIMARY KEY (fact, earlier)
        ) WITHOUT ROWID""",
        """
        CREATE TABLE distribution (
            fact INTEGER PRIMARY KEY REFERENCES fact (id), packet INTEGER NOT NULL REFERENCES packet (id),
            generation INTEGER NOT NULL, title TEXT NOT NULL, kind TEXT NOT NULL, copies INTEGER, sides INTEGER, nup INTEGER, basis TEXT,
            per TEXT, everyone INTEGER NOT NULL
        )""",
        "CREATE INDEX distribution_packet ON distribution (packet)",
        "CREATE TABLE audience_reader (fact INTEGER, reader INTEGER, PRIMARY KEY (fact, reader)) WITHOUT ROWID",
        "CREATE TABLE audience_department (fact INTEGER, department INTEGER, PRIMARY KEY (fact, department)) WITHOUT ROWID",
        "CREATE TABLE name (fact INTEGER, material TEXT, title TEXT, PRIMARY KEY (fact, material)) WITHOUT ROWID",
        """
        CREATE TABLE event (
            chain INTEGER NOT NULL, seq INTEGER NOT NULL, at INTEGER NOT NULL, reader INTEGER NOT NULL,
            department INTEGER NOT NULL, fact INTEGER NOT NULL, hash BLOB NOT NULL, PRIMARY KEY (chain, seq)
        ) WITHOUT ROWID""",
        "CREATE INDEX event_fact ON event (fact)",
        "CREATE TABLE span (chain INTEGER, first INTEGER, last INTEGER, PRIMARY KEY (chain, first)) WITHOUT ROWID",
        "CREATE TABLE link (chain INTEGER, seq INTEGER, hash BLOB, PRIMARY KEY (chain, seq, hash)) WITHOUT ROWID",
        "CREATE TABLE fork (chain INTEGER, seq INTEGER, PRIMARY KEY (chain, seq)) WITHOUT ROWID",
        """
        CREATE TABLE removed (terminal TEXT, epoch TEXT, seq INTEGER, PRIMARY KEY (terminal, epoch, seq)) WITHOUT ROWID
        """,
        "CREATE TABLE segment (terminal TEXT, name TEXT, PRIMARY KEY (terminal, name)) WITHOUT ROWID",
        "CREATE TABLE standing (name TEXT PRIMARY KEY, value TEXT NOT NULL)",
    ),
)

_COUNTED = Step(
    "counted in totals",
    (
        """
        CREATE TABLE opening (
            material INTEGER NOT NULL, revision INTEGER NOT NULL, reader INTEGER NOT NULL, department INTEGER NOT NULL,
            fy INTEGER NOT NULL, at INTEGER NOT NULL, chain INTEGER NOT NULL, seq INTEGER NOT NULL, fact INTEGER NOT NULL,
            PRIMARY KEY (material, revision, reader, department, fy)
        ) WITHOUT ROWID""",
        "CREATE TABLE folder (packet INTEGER PRIMARY KEY, at INTEGER NOT NULL, folder TEXT NOT NULL, title TEXT NOT NULL, "
        "kind TEXT NOT NULL)",
        """
        CREATE TABLE rule_entry (
            packet INTEGER PRIMARY KEY, at INTEGER NOT NULL, title TEXT NOT NULL, kind TEXT NOT NULL, copies INTEGER NOT NULL,
            sides INTEGER NOT NULL, nup INTEGER NOT NULL, basis TEXT NOT NULL, per TEXT NOT NULL, body TEXT NOT NULL
        )""",
        "CREATE TABLE due (packet INTEGER PRIMARY KEY, stale INTEGER NOT NULL)",
        "CREATE TABLE batch (packet INTEGER PRIMARY KEY)",
        """
        CREATE TABLE contribution (
            fy INTEGER NOT NULL, month TEXT NOT NULL, packet INTEGER NOT NULL, material INTEGER NOT NULL,
            department INTEGER NOT NULL, reader INTEGER NOT NULL, tier TEXT NOT NULL, reason TEXT NOT NULL,
            a4 INTEGER NOT NULL, a3 INTEGER NOT NULL, chain INTEGER NOT NULL, seq INTEGER NOT NULL,
            PRIMARY KEY (packet, chain, seq)
        ) WITHOUT ROWID""",
        """
        CREATE TABLE total (
            fy INTEGER NOT NULL, month TEXT NOT NULL, department INTEGER NOT NULL, tier TEXT NOT NULL,
            reason TEXT NOT NULL, a4 INTEGER NOT NULL, a3 INTEGER NOT NULL, entries INTEGER NOT NULL,
            PRIMARY KEY (fy, month, department, tier, reason)
        ) WITHOUT ROWID""",
        """
        CREATE TABLE tally (
            packet INTEGER NOT NULL, fy INTEGER NOT NULL, material INTEGER NOT NULL, tier TEXT NOT NULL,
            a4 INTEGER NOT NULL, a3 INTEGER NOT NULL, entries INTEGER NOT NULL,
            PRIMARY KEY (packet, fy, material, tier)
        ) WITHOUT ROWID""",
        """
        CREATE TABLE crowd (
            packet INTEGER, fy INTEGER, material INTEGER, readers INTEGER, PRIMARY KEY (packet, fy, material)
        ) WITHOUT ROWID""",
        """
        CREATE TABLE membership (
            fy INTEGER, department INTEGER, reader INTEGER, entries INTEGER, PRIMARY KEY (fy, department, reader)
        ) WITHOUT ROWID""",
        f"CREATE VIEW live AS {LIVE}",
        f"CREATE VIEW said AS {SAID}",
        f"CREATE VIEW method_1 AS {FROM_EVENTS}",
        f"CREATE VIEW avoided_by_month AS SELECT fy, month, {SUMS}, {NETS} FROM total GROUP BY fy, month",
        f"""
        CREATE VIEW avoided_by_department AS
        SELECT t.fy, d.department, {SUMS}, {NETS},
               (SELECT count(*) FROM membership m WHERE m.fy = t.fy AND m.department = t.department) AS readers
        FROM total t JOIN department d ON d.id = t.department GROUP BY t.fy, t.department""",
        f"""
        CREATE VIEW avoided_by_packet AS
        SELECT t.fy, p.packet, {SUMS}, {NETS},
               (SELECT readers FROM crowd c WHERE c.packet = t.packet AND c.fy = t.fy AND c.material = 0) AS readers
        FROM tally t JOIN packet p ON p.id = t.packet GROUP BY t.fy, t.packet""",
        """
        CREATE VIEW reasons_for_printing AS
        SELECT fy, reason, sum(a4) AS a4, sum(a3) AS a3 FROM total WHERE tier = 'printed' GROUP BY fy, reason""",
        """
        CREATE VIEW entries AS
        SELECT f.type, c.terminal, c.epoch, e.seq, strftime('%Y-%m-%dT%H:%M:%S+00:00', e.at / 1000000, 'unixepoch') AS at,
               r.reader, d.department, f.body,
               EXISTS (SELECT 1 FROM fork k WHERE k.chain = e.chain AND k.seq = e.seq) AS forked,
               EXISTS (SELECT 1 FROM removed x
                       WHERE x.terminal = c.terminal AND x.epoch = c.epoch AND x.seq = e.seq) AS corrected
        FROM event e JOIN chain c ON c.id = e.chain JOIN reader r ON r.id = e.reader
        JOIN department d ON d.id = e.department JOIN fact f ON f.id = e.fact""",
    ),
)

_ENTERED = Step(
    "entered",
    (
        "CREATE TABLE purchase (number INTEGER PRIMARY KEY, month TEXT, sheets INTEGER, kind TEXT, source TEXT, at TEXT)",
        "CREATE TABLE target (number INTEGER PRIMARY KEY, fy INTEGER, sheets INTEGER, kind TEXT, source TEXT, at TEXT)",
    ),
)

STATISTICS: tuple[Step, ...] = (_EVENTS, _COUNTED, _ENTERED)
"""The steps of statistics.db."""
