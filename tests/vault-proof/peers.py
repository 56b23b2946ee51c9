"""The same rows in a database of others, for `tests/vault-proof/run bars`.

  python peers.py PEER fill FILE ROWS SINGLES HEAD BODY   makes the file; times ROWS in one transaction, and SINGLES durable ones
  python peers.py PEER open FILE                          times opening with the key and reading every row, in memory of its own

PEER is plain, sqlcipher, sqlite3mc or sqlite3mc-sqlcipher. Prints `name` and `figure NAME VALUE` lines: microseconds, and bytes of
memory. Exit code 3 and one line where the peer cannot be had. Keys are raw: nobody stretches anything.
"""

import importlib
import os
import statistics
import sys
import time

KEY = "2b" * 32
SCHEMA = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../core/store/schema/001.sql")
COLUMNS = "(arrival, id, head, salt, body, arrival_head, person, kind, effective_ms)"
INSERT = f"INSERT INTO entry {COLUMNS} VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"


def plain(path):
    import sqlite3

    return sqlite3.connect(path, isolation_level=None), f"SQLite {sqlite3.sqlite_version}"


def sqlcipher(path):
    from sqlcipher3 import dbapi2

    connection = dbapi2.connect(path, isolation_level=None)
    connection.execute(f"PRAGMA key = \"x'{KEY}'\"")
    version, provider = (connection.execute(f"PRAGMA {of}").fetchone()[0] for of in ("cipher_version", "cipher_provider"))
    assert provider == "openssl", "the other side has to be a build by others"
    return connection, f"SQLCipher {version} on {provider}"


def sqlite3mc(path, cipher="chacha20", key=f"'raw:{KEY}'"):
    import apsw

    connection = apsw.Connection(path)
    # An answer of its own, and no error, where it does not know a cipher.
    assert connection.execute(f"PRAGMA cipher = '{cipher}'").fetchone()[0] == cipher
    connection.execute(f"PRAGMA key = {key}").fetchall()
    return connection, f"{apsw.mc_version}, {cipher}"


def sqlite3mc_sqlcipher(path):
    return sqlite3mc(path, "sqlcipher", f"\"x'{KEY}'\"")


PEERS = {
    "plain": ("sqlite3", plain),
    "sqlcipher": ("sqlcipher3.dbapi2", sqlcipher),
    "sqlite3mc": ("apsw", sqlite3mc),
    "sqlite3mc-sqlcipher": ("apsw", sqlite3mc_sqlcipher),
}


def us(since):
    return (time.perf_counter_ns() - since) // 1000


def figure(name, value):
    print(f"figure {name} {round(value)}")


def row(arrival, head, body):
    blob = os.urandom
    return (arrival, blob(32), blob(head), blob(16), blob(body), blob(32), b"p" * 16, 500, arrival * 1000)


def fill(connect, path, rows, singles, head, body):
    connection, name = connect(path)
    print(f"name {name}")
    # As the store sets them: a commit is on the medium when it returns.
    connection.execute("PRAGMA journal_mode = WAL").fetchall()
    connection.execute("PRAGMA synchronous = FULL").fetchall()
    # The older SQLite of a system may not know STRICT.
    with open(SCHEMA, encoding="utf-8") as schema:
        for statement in schema.read().split(";\n"):
            if "CREATE" in statement:
                connection.execute(statement)
    many = [row(arrival, head, body) for arrival in range(1, rows + 1)]
    begun = time.perf_counter_ns()
    connection.execute("BEGIN")
    connection.executemany(INSERT, many)
    connection.execute("COMMIT")
    figure("bulk", us(begun))
    took = []
    for arrival in range(rows + 1, rows + singles + 1):
        one = row(arrival, head, body)
        begun = time.perf_counter_ns()
        connection.execute("BEGIN")
        connection.execute(INSERT, one)
        connection.execute("COMMIT")
        took.append(us(begun))
    figure("write", statistics.median(took))
    connection.close()


def memory(what):
    with open("/proc/self/status", encoding="ascii") as status:
        return next(int(line.split()[1]) * 1024 for line in status if line.startswith(what))


def open_again(connect, path):
    before = memory("VmRSS")
    begun = time.perf_counter_ns()
    connection, _ = connect(path)
    connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    figure("unlock", us(begun))
    begun = time.perf_counter_ns()
    bytes_read = sum(len(found[2]) + len(found[4]) for found in connection.execute("SELECT * FROM entry ORDER BY arrival"))
    assert bytes_read > 0
    figure("read", us(begun))
    figure("memory", memory("VmHWM") - before)
    connection.close()


def main(peer, verb, path, *numbers):
    module, connect = PEERS[peer]
    try:
        importlib.import_module(module)
    except ImportError as error:
        print(f"not measured: {error}; tests/requirements.txt names it")
        return 3
    if verb == "fill":
        fill(connect, path, *map(int, numbers))
    else:
        open_again(connect, path)
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
