"""Reads and writes the sample diary with a SQLCipher that others built.

  python read.py write FILE raw|passphrase     makes the file
  python read.py read FILE raw|passphrase      checks every row, every page, and that a wrong key opens nothing
  python read.py fixtures FOLDER               makes raw.db and passphrase.db, as core/sqlcipher-ring/tests/fixtures has them

Needs the wheel sqlcipher3-binary. Exit code 0 and one line if all is well.
"""

import os
import sys

from sqlcipher3 import dbapi2 as sqlcipher

import diary


def connect(path, kind, wrong=False):
    connection = sqlcipher.connect(path)
    key = {"raw": f"x'{diary.KEY}'", "passphrase": diary.PASSPHRASE}[kind]
    if wrong:
        key = key.replace("7", "8")
    connection.execute(f'PRAGMA key = "{key}"')
    return connection


def name():
    connection = connect(":memory:", "raw")
    version, provider = (connection.execute(f"PRAGMA {of}").fetchone()[0] for of in ("cipher_version", "cipher_provider"))
    assert provider != "gradus-ring", "the other side has to be a build by others"
    return f"SQLCipher {version} on {provider}"


def write(path, kind):
    if os.path.exists(path):
        os.remove(path)
    connection = connect(path, kind)
    diary.create(connection)
    connection.close()
    print(f"{name()} wrote {len(list(diary.rows()))} rows ({kind} key)")


def read(path, kind):
    connection = connect(path, kind)
    found = connection.execute("SELECT id, note, amount, reading, body FROM entries ORDER BY id").fetchall()
    assert found == list(diary.rows()), "the rows differ"
    damaged = connection.execute("PRAGMA cipher_integrity_check").fetchall()
    assert damaged == [], damaged
    assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    connection.close()
    try:
        connect(path, kind, wrong=True).execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlcipher.DatabaseError as error:
        assert "not a database" in str(error), error
    else:
        raise AssertionError("a wrong key opened the file")
    print(f"{name()} read {len(found)} rows, all pages authentic ({kind} key)")


def main(arguments):
    match arguments:
        case ["write", path, kind]:
            write(path, kind)
        case ["read", path, kind]:
            read(path, kind)
        case ["fixtures", folder]:
            for kind in ("raw", "passphrase"):
                write(os.path.join(folder, kind + ".db"), kind)
        case _:
            sys.exit(__doc__)


main(sys.argv[1:])
