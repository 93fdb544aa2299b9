#!/usr/bin/env python3
"""Checks a bundle of jium's audit log without jium; docs/formats/audit_log.md says what a bundle is.

Exit 0: everything holds. Exit 1: the message names the first thing that does not. Needs Python 3.10, nothing else.
Sources: RFC 9162 (tree), RFC 8032 (Ed25519), C2SP signed-note, tlog-checkpoint and tlog-cosignature (notes)."""
import argparse, base64, functools, hashlib, json, re, sys

PARTY, KEYED = "(-|jium|[A-Z](-[0-9A-HJKMNP-TV-Z]{4}){3}|[0-9a-f]{48})", "(-|[0-9a-f]{48})"
RECORD = re.compile(
    r'\{"seq":(0|[1-9][0-9]{0,18}),"at":"[0-9]{4}-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]\.'
    r'[0-9]{3}Z","actor":"%s","organisation":"%s","act":"[a-z_]{1,40}","subject_kind":"[a-z_]{1,40}",'
    r'"subject":"%s","outcome":"[a-z_]{1,40}","details":"%s"\}' % (PARTY, PARTY, KEYED, KEYED))
HASH, SIZE = re.compile("[0-9a-f]{64}"), re.compile("0|[1-9][0-9]{0,18}")

class Broken(Exception): pass
def must(holds, otherwise):
    if not holds: raise Broken(otherwise)
def sha256(*parts): return hashlib.sha256(b"".join(parts)).digest()

# Ed25519, verification only (RFC 8032 section 5.1.7). Points are (X, Y, Z, T).
P, ONE = 2**255 - 19, (0, 1, 1, 0)
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, P) % P

def add(p, q):
    a, b = (p[1] - p[0]) * (q[1] - q[0]) % P, (p[1] + p[0]) * (q[1] + q[0]) % P
    c, d = 2 * p[3] * q[3] * D % P, 2 * p[2] * q[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P
def times(factor, point):
    product = ONE
    while factor:
        product = add(product, point) if factor & 1 else product
        point, factor = add(point, point), factor >> 1
    return product
def point_of(data):
    sign, y = data[31] >> 7, int.from_bytes(data, "little") & (1 << 255) - 1
    square = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    x = pow(square, (P + 3) // 8, P)
    x = x if (x * x - square) % P == 0 else x * pow(2, (P - 1) // 4, P) % P
    if y >= P or (x * x - square) % P or (x == 0 and sign): return None
    x = P - x if x & 1 != sign else x
    return x, y, 1, x * y % P
def bytes_of(point):
    x, y = (part * pow(point[2], -1, P) % P for part in point[:2])
    return (y | (x & 1) << 255).to_bytes(32, "little")
BASE = point_of((4 * pow(5, -1, P) % P).to_bytes(32, "little"))
@functools.lru_cache(maxsize=4096)
def ed25519_holds(key, message, signature):
    a, s = point_of(key), int.from_bytes(signature[32:], "little")
    if len(signature) != 64 or s >= L or a is None or bytes_of(times(8, a)) == bytes_of(ONE): return False
    h = int.from_bytes(hashlib.sha512(signature[:32] + key + message).digest(), "little") % L
    return bytes_of(add(times(s, BASE), times(L - h, a))) == signature[:32]

# Keys, notes and checkpoints.
def unbase64(text):
    data = base64.b64decode(text, validate=True)
    must(base64.b64encode(data).decode() == text, "base 64 in another spelling")
    return data
def read_key(text):
    name, key_id, encoded = text.split("+", 2)  # the first byte encoded is the use: 1 signs, 4 cosigns
    data = unbase64(encoded)
    must(len(data) == 33 and data[0] in (1, 4), "a key of this kind is not known here")
    must(sha256(name.encode(), b"\n", data)[:4].hex() == key_id, "the id of a key does not fit it")
    return name, bytes.fromhex(key_id), data[0], data[1:]

def read_note(text, keys):
    """A note's text, those of the keys that signed it, and how many signatures it has. A bad one spoils it."""
    must(not any(ord(c) < 32 and c != "\n" or c in '"\\' for c in text), "a note with characters it may not have")
    body, gap, lines = text.rpartition("\n\n")
    must(gap and lines.endswith("\n"), "this is not a signed note")
    body, signers = body + "\n", []
    for line in lines[:-1].split("\n"):
        dash, name, encoded = line.split(" ")
        data = unbase64(encoded)
        must(dash == "\u2014" and name and len(data) > 4 and not any(c.isspace() or c in "+\x7f" for c in name),
             "this is not a line of a signature")
        for key in (k for k in keys if k[:2] == (name, data[:4])):
            signature, message = data[4:], body
            if key[2] == 4:
                signature, time = data[12:], int.from_bytes(data[4:12], "big")
                message = "cosignature/v1\ntime %d\n%s" % (time, body)
            must(ed25519_holds(key[3], message.encode(), signature), "the signature of %s does not hold" % name)
            signers += [key] if key not in signers else []
    return body, signers, lines.count("\n")
def read_checkpoint(body):
    origin, size, root = body.split("\n")[:3]
    must(origin and SIZE.fullmatch(size) and len(unbase64(root)) == 32 and "\n\n" not in body, "this is no checkpoint")
    return origin, int(size), unbase64(root)

class Verifier:
    """Computes the tree anew from the lines, and compares it with every checkpoint."""
    def __init__(self, key, known, witnesses, quorum):
        self.given, self.witnesses, self.quorum = key and read_key(key), [read_key(w) for w in witnesses], quorum
        self.known = sorted(read_checkpoint(read_note(note, [])[0])[1:] for note in known)
        self.size, self.peaks = 0, []  # the complete subtrees on the right edge, as (level, root)
        self.above, self.keys, self.cosigners, self.last, self.sealed = hashlib.sha256(), [], [], -1, False
        self.counts = dict.fromkeys(("lines", "entries", "erased", "withheld", "checkpoints"), 0)
    def root(self):
        roots = [root for _, root in reversed(self.peaks)]
        return functools.reduce(lambda right, left: sha256(b"\1", left, right), roots) if roots else sha256()

    def take(self, line):
        must(line.endswith(b"\n") and not self.sealed, "something follows after the seal, or a line has no end")
        text = line[:-1].decode()
        value = json.loads(text)
        must(type(value) is dict and json.dumps(value, ensure_ascii=False, separators=(",", ":")) == text,
             "a line that is not in its one spelling")
        kind = tuple(value)
        if not self.counts["lines"]:
            must(text.startswith('{"jium":"audit","format":1,"key":"') and len(value) == 3, "this is no bundle")
            self.keys = [read_key(value["key"])]  # of the log, one after the other; the last one signs
            must(self.keys[0][2] == 1, "this key cannot sign a log")
        elif kind == ("nonce", "record"):
            record = json.dumps(value["record"], separators=(",", ":"))
            must(RECORD.fullmatch(record) and HASH.fullmatch(value["nonce"]), "this is not a record")
            commitment = sha256(bytes.fromhex(value["nonce"]), record.encode())
            self.push(value["record"]["seq"], "entries", 1, sha256(b"\0", commitment))
        elif kind in (("seq", "erased"), ("seq", "withheld", "hash")):
            count, node = value.get("withheld", 1), value[kind[-1]]
            must(type(value["seq"]) is type(count) is int and count > 0 and count.bit_count() == 1
                 and HASH.fullmatch(node), "this is not the hash of a subtree")
            self.push(value["seq"], kind[1], count, bytes.fromhex(node))
        elif kind == ("checkpoint",):
            self.checkpoint(*read_note(value["checkpoint"], [self.keys[-1]] + self.witnesses))
        elif kind == ("succession",):
            self.succession(value["succession"])
        else:
            must(kind == ("seal",), "a bundle has no such line")
            self.seal(*read_note(value["seal"], [self.keys[-1]]))
        self.above.update(line)
        self.counts["lines"] += 1
        while self.known and self.known[0][0] <= self.size:
            must(self.known.pop(0) == (self.size, self.root()), "the log does not go through the checkpoint that you "
                 "know: it was rewritten, or shows you another history (or that size lies among withheld entries)")
    def push(self, seq, word, count, node):
        must(seq == self.size, "entry %d should stand here and entry %d does" % (self.size, seq))
        must(seq % count == 0, "a range of withheld entries in the wrong place")
        level, self.size = count.bit_length() - 1, self.size + count
        while self.peaks and self.peaks[-1][0] == level:
            level, node = level + 1, sha256(b"\1", self.peaks.pop()[1], node)
        self.peaks.append((level, node))
        self.counts[word] += count

    def checkpoint(self, body, signers, _):
        origin, size, root = read_checkpoint(body)
        must(origin == self.keys[0][0] and self.keys[-1] in signers, "this checkpoint is not signed by this log")
        must(self.last < size == self.size, "a checkpoint of size %d after %d entries" % (size, self.size))
        must(root == self.root(), "entries %d to %d are not those that the log signed" % (max(self.last, 0), size - 1))
        self.last, self.cosigners = size, [key for key in signers if key != self.keys[-1]]
        self.counts["checkpoints"] += 1

    def succession(self, note):
        word, origin, size, root, text, end = read_note(note, [])[0].split("\n")
        old, new = self.keys[-1], read_key(text)
        must((word, origin, end, new[2]) == ("jium-audit-succession/1", old[0], "", 1) and new[0] == old[0]
             and read_note(note, [old, new])[1:] == ([old, new], 2), "the log's key did not sign the one after it")
        must((size, unbase64(root)) == (str(self.size), self.root()), "the key changed hands under other entries")
        must(new not in self.keys, "a key that was followed by another has come back")
        self.keys.append(new)

    def seal(self, body, signers, lines):
        must(self.last == self.size, "entries after the last checkpoint are not proved by anything")
        parts = ("jium-audit-seal/1", self.keys[0][0], base64.b64encode(self.above.digest()).decode(), "")
        must(body == "\n".join(parts), "a line above the seal was changed")
        must(signers == self.keys[-1:] and lines == 1, "the seal is not signed with the log's key and with no other")
        self.sealed = True

    def finish(self):
        must(self.sealed, "the bundle ends without its seal: something was cut off")
        must(self.given in [None] + self.keys, "the bundle is signed with another key than yours")
        must(not self.known, "the bundle is older than a checkpoint that you know")
        must(len(self.cosigners) >= self.quorum, "too few of your witnesses cosigned the last checkpoint")
        return dict(self.counts, size=self.size, root=self.root().hex(), witnesses=[key[0] for key in self.cosigners])

def verify(lines, key=None, known=(), witnesses=(), quorum=0):
    verifier = Verifier(key, known, witnesses, quorum)
    try:
        for line in lines:
            verifier.take(line)
    except (ValueError, TypeError, AttributeError, RecursionError, Broken) as problem:
        why = problem if isinstance(problem, Broken) else "this cannot be read"
        raise Broken("line %d: %s" % (verifier.counts["lines"] + 1, why)) from None
    return verifier.finish()

def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("bundle")
    parser.add_argument("--key", help="the log's key as you were given it; without it a bundle only fits itself")
    parser.add_argument("--known", action="append", default=[], help="file with a checkpoint that you saw before")
    parser.add_argument("--witness", action="append", default=[], help="key of a witness that you trust")
    parser.add_argument("--quorum", type=int, default=0, help="how many of these must have cosigned the last one")
    given = parser.parse_args()
    known = [open(path, encoding="utf-8", newline="").read() for path in given.known]
    try:
        print(json.dumps(verify(open(given.bundle, "rb"), given.key, known, given.witness, given.quorum)))
    except Broken as problem:
        sys.exit("audit_verify: %s" % problem)

if __name__ == "__main__": main()
