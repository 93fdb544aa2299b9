#!/usr/bin/env python3
"""Checks a court report of jium without jium; docs/formats/court_report.md says what such a file is.

Exit 0: everything holds, and what that proves is printed in plain words. Exit 1: the message names the first thing
that does not. Needs Python 3.10 and audit_verify.py from the same folder, nothing else, and no network."""
import argparse, base64, collections, datetime, hashlib, json, sys

from audit_verify import Broken, must, read_key, read_note, verify as verify_log

BEGIN, END, ROOM = b"-----BEGIN JIUM SIGNATURE-----\n", b"-----END JIUM SIGNATURE-----\n", 2048
START, LOG, SEAL = b'{"jium":"court_report","format":1,', b'{"jium":"audit",', b'\n{"seal":'

def only(data, mark):
    must(data.count(mark) == 1, "this is no report that jium has made, or a part of it is missing or there twice")
    return data.index(mark)

def check_signature(data, manifest, given):
    at = only(data, BEGIN) + len(BEGIN)
    must(data[at + ROOM:].startswith(END), "the place for the signature was cut short or moved")
    digest = hashlib.sha256(data[:at] + data[at + ROOM:]).digest()
    key = read_key(manifest["key"])
    must(key[0] == manifest["organisation"] and key[2] == 1, "the key that the report names is not of its centre")
    must(given is None or read_key(given) == key, "the report is signed with another key than the one that you gave")
    centres = (manifest["figures"]["joint"] or {"centres": []})["centres"]
    keys = [key] + [read_key(one["key"]) for one in centres if one["key"] not in ("", manifest["key"])]
    must(len(set(keys)) == len(keys) and all(one[2] == 1 for one in keys), "a centre's key is none, or there twice")
    body, signers, lines = read_note(data[at:at + ROOM].decode().rstrip(" "), keys)
    must(body == "jium-signed-file/1\n%d\n%s\n" % (len(data), base64.b64encode(digest).decode()),
         "the file was changed after it was signed")
    must(key in signers and lines == len(signers), "a signature on the report is not good")
    return [(one["name"], bool(one["key"]) and read_key(one["key"]) in signers) for one in centres]

def day(text):
    must(datetime.date.fromisoformat(text).isoformat() == text, "a day that is none")
    return datetime.date.fromisoformat(text)

def works(records, of):
    """Of each kind, or each country: the figures of its row, the busiest first."""
    rows, sites = collections.defaultdict(collections.Counter), collections.defaultdict(set)
    for place in records["places"]:
        sites[place[of]].add(place["site"])
        rows[place[of]].update(places=1, returned=int(place["returned"]))
    for request in records["requests"]:
        rows[request[of]].update(requested=1, done=int(request["done"] is not None),
                                 verified=int(request["verified"] is not None), refused=int(request["refused"]))
    words = ("places", "returned", "requested", "done", "verified", "refused")
    made = [dict(key=key, sites=len(sites[key]), **{word: rows[key][word] for word in words}) for key in sorted(rows)]
    return sorted(made, key=lambda row: (-row["places"], -row["requested"]))

def months(records):
    line = collections.defaultdict(collections.Counter)
    for place in records["places"]:
        line[place["seen"][:7]].update(found=1, returned=int(place["returned"]))
    for request in records["requests"]:
        line[request["sent"][:7]]["requested"] += 1
        if request["verified"] is not None:
            line[request["verified"][:7]]["verified"] += 1
    if not line:
        return []
    number = lambda month: int(month[:4]) * 12 + int(month[5:]) - 1
    every = ["%04d-%02d" % (at // 12, at % 12 + 1) for at in range(number(min(line)), number(max(line)) + 1)]
    return [dict(month=month, **{word: line[month][word] for word in ("found", "requested", "verified", "returned")})
            for month in every]

def count(records):
    """The figures that follow from the records alone."""
    places, requests, footage = records["places"], records["requests"], records["footage"]
    for place in places:
        day(place["seen"])
    for request in requests:
        day(request["sent"])
    classes = collections.Counter(one["legal_class"] for one in footage)
    seen = sorted(place["seen"] for place in places)
    return {
        "images": sum(one["medium"] == "image" for one in footage),
        "videos": sum(one["medium"] == "video" for one in footage),
        "classes": [{"key": key, "count": classes[key]} for key in sorted(classes, key=lambda key: (key == "", key))],
        "places": len(places), "sites": len({place["site"] for place in places}),
        "countries": len({place["country"] for place in places} - {"*"}),
        "live": sum(place["gone"] is None for place in places), "returned": sum(place["returned"] for place in places),
        "identity_leaks": sum(place["identity_data"] == "yes" for place in places),
        "first": seen[0] if seen else None, "last": seen[-1] if seen else None,
        "days": (day(seen[-1]) - day(seen[0])).days + 1 if seen else 0,
        "requested": len(requests), "done": sum(one["done"] is not None for one in requests),
        "verified": sum(one["verified"] is not None for one in requests),
        "by_word": sum(one["by_word"] is not None for one in requests),
        "refused": sum(one["refused"] for one in requests),
        "false_claims": sum(one["false_claims"] for one in requests),
        "by_kind": works(records, "site_kind"), "by_country": works(records, "country"), "months": months(records)}

def verify(data, key=None, log_key=None, known=(), witnesses=(), quorum=0):
    at = only(data, START)
    line = data[at:data.index(b"\n", at)].decode()
    manifest = json.loads(line)
    must(json.dumps(manifest, ensure_ascii=False, separators=(",", ":")) == line, "the list is not in its one spelling")
    signed = check_signature(data, manifest, key)
    records, figures = manifest["records"], manifest["figures"]
    names = [one["record"] for kind in ("footage", "places", "requests") for one in records[kind]]
    must(len(set(names)) == len(names), "a record is counted twice")
    for word, value in count(records).items():
        must(figures[word] == value, "the figure '%s' is not that of the listed records" % word)
    at = only(data, LOG)
    seal = data.index(SEAL, at)
    lines = data[at:data.index(b"\n", seal + 1) + 1].splitlines(keepends=True)
    log = verify_log(lines, log_key, known, witnesses, quorum)
    must((log["size"], log["root"]) == (manifest["log_size"], manifest["log_root"]),
         "the audit log in the report is not the one that the report names")
    entries = [json.loads(one)["record"] for one in lines if one.startswith(b'{"nonce"')]
    about = [one for one in entries if one["subject"] in set(names)]
    return manifest, log, {"records": len(names), "signed": signed, "in_log": len({one["subject"] for one in about}), "entries": len(about),
                           "first": min((one["at"] for one in about), default=None),
                           "last": max((one["at"] for one in about), default=None)}

def plain(text):
    return "".join(c if c.isprintable() else "?" for c in str(text))

def tell(manifest, log, found, key_given):
    figures = manifest["figures"]
    print("This report holds: %s, made on %s by %s." % tuple(plain(manifest[word]) for word in ("paper", "made_at", "centre")))
    print("Proven:")
    print("- no byte of the file was changed since %s signed it." % plain(manifest["key"]))
    print("- its figures are counts of the %d records listed in it: %d deletions requested, %d done, %d verified, %d places."
          % (found["records"], figures["requested"], figures["done"], figures["verified"], figures["places"]))
    print("- acts about %d of these records stand in the audit log, %d entries from %s to %s, unchanged since."
          % (found["in_log"], found["entries"], found["first"], found["last"]))
    for name in log["witnesses"]:
        print("- %s has cosigned the log as it stood then." % plain(name))
    for name in (name for name, has in found["signed"] if has):
        print("- %s has signed the same file, and its part of the joint count with it." % plain(name))
    print("Not proven:")
    for name in (name for name, has in found["signed"] if not has):
        print("- that %s agrees with the joint count: it has not signed." % plain(name))
    if not key_given:
        print("- that the key is the centre's: compare it with the one that you were given by another way (--key).")
    if not log["witnesses"]:
        print("- that the log shows the same history to everybody: no witness whose key you gave has cosigned it.")
    if found["in_log"] < found["records"]:
        print("- anything about %d records beyond the centre's own signature: no entry about them is shown."
              % (found["records"] - found["in_log"]))
    print("- how many victims there are, how old they are, and joint counts: these rest on the centres' word.")
    print("- what a place showed to a person, who is to be seen in the footage, and who disseminated it.")

def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("report", help="the PDF")
    parser.add_argument("--key", help="the centre's key as you were given it, not from the report")
    parser.add_argument("--log-key", help="the key of the audit log as you were given it")
    parser.add_argument("--known", action="append", default=[], help="file with a checkpoint that you saw before")
    parser.add_argument("--witness", action="append", default=[], help="key of a witness that you trust")
    parser.add_argument("--quorum", type=int, default=0, help="how many of these must have cosigned the log")
    given = parser.parse_args()
    known = [open(path, encoding="utf-8", newline="").read() for path in given.known]
    try:
        made = verify(open(given.report, "rb").read(), given.key, given.log_key, known, given.witness, given.quorum)
    except (Broken, ValueError, KeyError, TypeError, AttributeError, RecursionError, IndexError) as problem:
        sys.exit("court_verify: %s" % (problem if isinstance(problem, Broken) else "this cannot be read as a report"))
    tell(*made, given.key is not None)

if __name__ == "__main__":
    main()
