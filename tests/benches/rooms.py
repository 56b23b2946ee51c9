"""What takes the room in a library: its sections, its crates, its largest functions. See tests/benches/run.

    rooms.py LIBRARY STRIPPED      the same library with symbols and without
"""

import collections
import re
import subprocess
import sys

#: What a section is there for.
SECTIONS = {
    ".text": "machine code",
    ".eh_frame": "how to unwind, so that a panic becomes an error",
    ".eh_frame_hdr": "the same, its index",
    ".gcc_except_table": "the same, what to drop",
    ".rodata": "texts, rules and tables",
    ".data.rel.ro": "tables with addresses",
    ".rela.dyn": "addresses to fill in when it is loaded",
    ".relr.dyn": "addresses to fill in when it is loaded, packed",
}

#: Generic code is counted where its source is: the standard library's, used by every room.
NAMES = {
    "core": "generics of Rust's core (iterators, sorting, dropping)",
    "alloc": "generics of Rust's alloc (vectors, trees, strings)",
    "std": "Rust's std",
    "gimli": "backtraces (std)",
    "addr2line": "backtraces (std)",
    "miniz_oxide": "backtraces (std)",
    "rustc_demangle": "backtraces (std)",
    "backtrace_rs": "backtraces (std)",
}

EXPORTS = "exports to the languages, and their description (UniFFI)"

C_OF_SQLITE = re.compile(
    r"^(sqlite3|sqlcipher|vdbe|btree|pager|unix|where|expr|select|resolve|codec|wal|mem|yy|pcache|balance|keyword)", re.I
)


def owner(name: str) -> str:
    if "ring_core" in name:
        return "ring (C and assembly)"
    if name.startswith(("uniffi_", "ffi_gradus_", "UNIFFI_META_")):
        return EXPORTS
    rust = re.search(r"([a-z_][a-z_0-9]*)::", name)
    if rust is None:
        return "SQLCipher (C)" if C_OF_SQLITE.match(name) or "." in name else "SQLCipher and others (C)"
    return NAMES.get(rust.group(1), rust.group(1))


def sections(path: str) -> dict[str, int]:
    lines = subprocess.run(["size", "-A", path], capture_output=True, text=True, check=True).stdout.splitlines()
    sizes = {words[0]: int(words[1]) for line in lines if (words := line.split()) and words[0] in SECTIONS}
    for name, size in sorted(sizes.items(), key=lambda item: -item[1]):
        print(f"  {size / 1000:8.0f} kB  {name:<18} {SECTIONS[name]}")
    return sizes


def symbols(path: str) -> list[tuple[int, str]]:
    lines = subprocess.run(["nm", "-S", "--size-sort", "-C", path], capture_output=True, text=True, check=True).stdout.splitlines()
    parts = [line.split(" ", 3) for line in lines]
    # The same code can have two names: each address counts once.
    once = {words[0]: (int(words[1], 16), words[3]) for words in parts if len(words) == 4 and words[2] in "tTwWrRdD"}
    return sorted(once.values(), reverse=True)


def next_out(sizes: dict[str, int], crates: collections.Counter[str]) -> None:
    unwinding = sum(sizes.get(name, 0) for name in (".eh_frame", ".eh_frame_hdr", ".gcc_except_table"))
    print("what would come out next, and its price")
    print(f"  {crates['backtraces (std)'] / 1000:8.0f} kB  and more: std without backtraces; only a nightly Rust builds std anew")
    print(f"  {unwinding / 1000:8.0f} kB  and the code that drops: panic=abort; a panic would end the app, and be no error")
    print(f"  {crates[EXPORTS] / 1000:8.0f} kB  in part: fewer exports; every verb that goes is missing in three languages")
    print("       133 kB  clinical texts and forms deflated: a library more, and a build script in three rooms")
    print("         ?     SQLite without triggers, views and window functions; its parser would have to be generated anew")


def main(library: str, stripped: str) -> None:
    print("by section")
    sizes = sections(stripped)
    found = symbols(library)
    crates: collections.Counter[str] = collections.Counter()
    for size, name in found:
        crates[owner(name)] += size
    print("by crate, code and its tables")
    for name, size in crates.most_common(22):
        print(f"  {size / 1000:8.0f} kB  {name}")
    print("the largest functions")
    for size, name in found[:8]:
        print(f"  {size / 1000:8.1f} kB  {name[:100]}")
    next_out(sizes, crates)


if __name__ == "__main__":
    main(*sys.argv[1:])
