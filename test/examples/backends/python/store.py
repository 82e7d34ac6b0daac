"""Keeps the connections of each user, and the newest outcome of each request, in SQLite."""

import json
import os
import sqlite3
import threading

SCHEMA = """
CREATE TABLE IF NOT EXISTS connections (id INTEGER PRIMARY KEY, subject, data_center, sub, account, tokens,
  UNIQUE (subject, data_center, sub));
CREATE TABLE IF NOT EXISTS outcomes (request_id PRIMARY KEY, subject, status, verified_at);
"""

lock = threading.Lock()  # All threads share one connection, because each would see an own database in memory.
db = sqlite3.connect(os.environ.get("DATABASE", ":memory:"), check_same_thread=False)
db.executescript(SCHEMA)


def execute(sql, *values):
    with lock, db:
        return db.execute(sql, values).fetchall()


def save_connection(subject, connection):
    account, tokens = connection["account"], connection["tokens"]
    execute(
        """INSERT INTO connections (subject, data_center, sub, account, tokens) VALUES (?, ?, ?, ?, ?)
        ON CONFLICT (subject, data_center, sub) DO UPDATE SET account = excluded.account, tokens = excluded.tokens""",
        *(subject, connection["data_center"], account["sub"] or "", json.dumps(account), json.dumps(tokens)),
    )


def save_tokens(connection_id, tokens):
    execute("UPDATE connections SET tokens = ? WHERE id = ?", json.dumps(tokens), connection_id)


def find_connections(subject):
    rows = execute("SELECT id, data_center, account, tokens FROM connections WHERE subject = ? ORDER BY id", subject)
    return [
        {"id": row_id, "data_center": data_center, "account": json.loads(account), "tokens": json.loads(tokens)}
        for row_id, data_center, account, tokens in rows
    ]


def remove_connection(connection_id):
    execute("DELETE FROM connections WHERE id = ?", connection_id)


def save_outcome(outcome):
    # `unconfirmed` never replaces a decision.
    execute(
        """INSERT INTO outcomes VALUES (?, ?, ?, ?) ON CONFLICT (request_id) DO UPDATE
        SET status = excluded.status, verified_at = excluded.verified_at
        WHERE excluded.verified_at >= verified_at AND excluded.status <> 'unconfirmed'""",
        *(outcome[name] for name in ("request_id", "subject", "status", "verified_at")),
    )


def find_statuses(subject):
    rows = execute("SELECT status FROM outcomes WHERE subject = ? ORDER BY rowid DESC", subject)
    return [status for (status,) in rows]
