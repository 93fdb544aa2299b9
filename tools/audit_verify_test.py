#!/usr/bin/env python3
"""Tests audit_verify.py: on known signatures, and on a folder of bundles that jium's own tests have written.

usage: audit_verify_test.py FOLDER, with: key and witness (vkeys), known (a checkpoint); good*.jsonl, which hold
with all of these; bad*.jsonl, none of which may hold, even with the key alone; old*.jsonl, which hold with the key
alone and not with all; rotated.jsonl, whose key changed hands, and newest_key, its last one. Every byte of
good.jsonl and rotated.jsonl is changed, one at a time."""
import pathlib
import sys

import audit_verify

PETER = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
NOTE = ("If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n\n"
        "\u2014 PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6Ryy"
        "BwJnAM=\n")
# RFC 8032 section 7.1, tests 1 to 3: public key, message, signature.
RFC_8032 = [
    ("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
     "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595b"
     "be24655141438e7a100b"),
    ("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72",
     "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb430"
     "2aeeb00d291612bb0c00"),
    ("fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025", "af82",
     "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716e"
     "d28dc027beceea1ec40a")]


def holds(lines, given):
    try:
        audit_verify.verify(lines, **given)
        return True
    except audit_verify.Broken:
        return False


def signatures():
    for key, message, signature in (map(bytes.fromhex, row) for row in RFC_8032):
        assert audit_verify.ed25519_holds(key, message, signature)
        assert not audit_verify.ed25519_holds(key, message + b"x", signature)
        for byte in (0, 31, 32, 63):
            changed = bytes(b ^ 1 if i == byte else b for i, b in enumerate(signature))
            assert not audit_verify.ed25519_holds(key, message, changed)
        # The same signature with L added to s: RFC 8032 has it refused.
        s = int.from_bytes(signature[32:], "little") + audit_verify.L
        assert not audit_verify.ed25519_holds(key, message, signature[:32] + s.to_bytes(32, "little"))
    # A key of small order would let one signature stand for any message.
    assert not audit_verify.ed25519_holds((1).to_bytes(32, "little"), b"any", (1).to_bytes(32, "little") + bytes(32))
    assert audit_verify.read_note(NOTE, [audit_verify.read_key(PETER)])[1] == [audit_verify.read_key(PETER)]


def changed_bytes(data, given):
    """How many of the changes of one byte were not seen; the seal is no help to most, it comes last."""
    missed = []
    for at in range(len(data)):
        # 0x0a makes line ends of some letters and letters of line ends; 0x01 and 0x20 make other letters.
        change = (0x01, 0x20, 0x0A)[at % 3]
        changed = data[:at] + bytes([data[at] ^ change]) + data[at + 1:]
        if holds(changed.splitlines(keepends=True), given):
            missed.append(at)
    return missed


def main():
    folder = pathlib.Path(sys.argv[1])
    text = {name: (folder / name).read_text(encoding="utf-8") for name in ("key", "witness", "known")}
    given = {"key": text["key"], "known": [text["known"]], "witnesses": [text["witness"]], "quorum": 1}
    signatures()
    for path in sorted(folder.glob("good*.jsonl")):
        with open(path, "rb") as lines:
            assert holds(lines, given), path.name
    alone = {"key": text["key"]}
    bad = sorted(folder.glob("bad*.jsonl"))
    for path in bad:
        with open(path, "rb") as lines:
            assert not holds(lines, alone), path.name
    old = sorted(folder.glob("old*.jsonl"))
    for path in old:
        lines = path.read_bytes().splitlines(keepends=True)
        assert holds(lines, alone) and not holds(lines, given), path.name
    newest = {"key": (folder / "newest_key").read_text(encoding="utf-8")}
    changed = 0
    for name, trusted in (("good.jsonl", alone), ("rotated.jsonl", alone), ("rotated.jsonl", newest)):
        data = (folder / name).read_bytes()
        assert holds(data.splitlines(keepends=True), trusted), name
        missed = changed_bytes(data, trusted)
        assert not missed, "%s: changes that were not seen at bytes %s" % (name, missed)
        changed += len(data)
    print("%d changed bytes and %d bad bundles seen, of as many" % (changed, len(bad) + len(old)))


if __name__ == "__main__":
    main()
