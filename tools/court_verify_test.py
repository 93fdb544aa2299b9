#!/usr/bin/env python3
"""Tests court_verify.py on a folder of papers that jium's own tests have written.

usage: court_verify_test.py FOLDER, with: key, log_key and witness (vkeys); good*.pdf, which hold with all of these;
bad*.pdf, none of which may hold, even without keys. Of good.pdf every 211th byte is changed, and every third of its
signature, one at a time."""
import pathlib
import sys

import court_verify


def holds(data, given):
    try:
        court_verify.verify(data, **given)
        return True
    except (court_verify.Broken, ValueError, KeyError, TypeError, AttributeError, IndexError):
        return False


def main():
    folder = pathlib.Path(sys.argv[1])
    read = lambda name: (folder / name).read_text().strip()
    given = {"key": read("key"), "log_key": read("log_key"), "witnesses": [read("witness")], "quorum": 1}
    good, bad = sorted(folder.glob("good*.pdf")), sorted(folder.glob("bad*.pdf"))
    assert good and bad
    for path in good:
        assert holds(path.read_bytes(), given), path
        assert holds(path.read_bytes(), {}), path
        assert not holds(path.read_bytes(), dict(given, key=given["log_key"])), path
        assert not holds(path.read_bytes(), dict(given, quorum=2)), path
    for path in bad:
        assert not holds(path.read_bytes(), {}), path
    data, changed = (folder / "good.pdf").read_bytes(), 0
    place = data.index(court_verify.BEGIN)
    for at in list(range(0, len(data), 211)) + list(range(place, place + 2120, 3)):
        other = bytearray(data)
        other[at] ^= 1
        assert not holds(bytes(other), {}), at
        changed += 1
    print("%d papers hold, %d do not, %d changed bytes were noticed" % (len(good), len(bad), changed))


if __name__ == "__main__":
    main()
