"""The sample diary that both sides write, and the keys they write it with.

The same rules stand in core/sqlcipher-ring/tests/sqlcipher/diary.rs.
"""

KEY = bytes(range(32)).hex()
PASSPHRASE = "Gänseblümchen & 7 Störche"


def rows():
    for i in range(120):
        note = f"entry {i}: süß " + "abcdefghij"[i % 10] * (i * 7 % 50)
        reading = None if i % 5 == 0 else i / 8
        length = 5000 if i == 60 else i % 97
        body = bytes(i * j % 251 for j in range(length))
        yield (i, note, i * i - 500, reading, body)


def create(connection):
    connection.execute(
        "CREATE TABLE entries (id INTEGER PRIMARY KEY, note TEXT NOT NULL, amount INTEGER, reading REAL, body BLOB)"
    )
    connection.execute("CREATE INDEX by_note ON entries (note)")
    connection.executemany("INSERT INTO entries VALUES (?, ?, ?, ?, ?)", rows())
    connection.commit()
