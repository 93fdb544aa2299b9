// A small log with everything that a real one has: entries, erased ones, checkpoints, a witness. For tests.
#pragma once

#include <algorithm>
#include <set>
#include <sstream>

#include "jium/audit/bundle.h"
#include "jium/audit/memory_tiles.h"
#include "jium/audit/succession.h"
#include "jium/audit/witness.h"

namespace jium::audit {

inline constexpr std::string_view kOrigin = "centre.example/audit";

inline NoteSigner signer_of(const std::string& name, KeyUse use, std::uint8_t seed) {
  NoteSigner::Seed bytes{};
  bytes.fill(seed);
  return *NoteSigner::make(name, use, Secret<NoteSigner::Seed>(bytes));
}

inline const Instant kStart{std::chrono::sys_days{std::chrono::year{2026} / 11 / 22}};

class LogFixture {
 public:
  struct Kept {
    Nonce nonce{};
    std::string record;
  };

  NoteSigner key = signer_of(std::string(kOrigin), KeyUse::sign, 1);
  NoteSigner witness = signer_of("police.example/witness", KeyUse::cosign, 2);
  Frontier tree;
  MemoryTiles tiles;
  std::vector<Kept> entries;
  std::vector<Hash> leaves;
  std::vector<Hash> roots{empty_root()};
  std::set<std::uint64_t> erased;
  std::map<std::uint64_t, std::string> checkpoints;  // notes by their size
  std::map<std::uint64_t, std::string> successions;
  std::vector<NoteSigner> earlier_keys;

  [[nodiscard]] static Record sample_record(std::uint64_t seq) {
    Record record;
    record.seq = seq;
    record.at = kStart + Duration{1000 * static_cast<Duration::rep>(seq)};
    record.actor = "K-7K3M-9QX2-PD4T";
    record.organisation = "O-0001-0002-0003";
    record.act = seq % 3 == 0 ? Act::address_revealed : Act::case_shown;
    record.subject_kind = SubjectKind::the_case;
    const Bytes secret(32, 7);
    record.subject = *keyed_id(secret, "case", bytes_of(std::to_string(seq / 2)));
    return record;
  }

  void append_text(std::string record) {
    Kept kept{{}, std::move(record)};
    kept.nonce = sha256({bytes_of("nonce " + std::to_string(entries.size()))});
    std::vector<TileCell> cells;
    tree.append(leaf_of(kept.nonce, kept.record), &cells);
    tiles.keep(cells);
    leaves.push_back(leaf_of(kept.nonce, kept.record));
    roots.push_back(tree.root());
    entries.push_back(std::move(kept));
  }
  void append(std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) append_text(*write_record(sample_record(entries.size())));
  }
  // Signed by the log.
  void checkpoint(bool cosigned = true, bool overlap = false) {
    std::vector<NoteSigner> keys{key};
    if (overlap && !earlier_keys.empty()) keys.push_back(earlier_keys.back());
    SignedCheckpoint made = sign_checkpoint(tree.size(), tree.root(), keys);
    if (cosigned) made.note.sign(witness, kStart + std::chrono::hours{1});
    checkpoints[tree.size()] = write_note(made.note);
  }
  // Another key follows, signed by `by`.
  void change_key(std::uint8_t seed, const NoteSigner& by) {
    NoteSigner next = signer_of(std::string(kOrigin), KeyUse::sign, seed);
    successions[tree.size()] = write_succession(by, next, tree.size(), tree.root());
    earlier_keys.push_back(std::exchange(key, std::move(next)));
  }
  void change_key(std::uint8_t seed) { change_key(seed, NoteSigner(key)); }
  [[nodiscard]] NoteKey first_key() const {
    return earlier_keys.empty() ? key.key() : earlier_keys.front().key();
  }
  [[nodiscard]] Checkpoint at(std::uint64_t size) const {
    return {std::string(kOrigin), size, roots.at(size), {}};
  }

  // A note that stands where a checkpoint does.
  void put_note(const Checkpoint& checkpoint, const NoteSigner& signer) {
    SignedNote note{checkpoint.text(), {}};
    note.sign(signer);
    checkpoints[tree.size()] = write_note(note);
  }

  // Entries whose number `shown` does not have are withheld.
  [[nodiscard]] std::string bundle(const std::set<std::uint64_t>* shown = nullptr) const {
    std::ostringstream out;
    BundleWriter writer = *BundleWriter::start(out, key, first_key());
    TreeReader reader(tiles, tree.size());
    std::uint64_t next = 0;
    const auto catch_up = [&](std::uint64_t to) {
      (void)writer.withhold(std::exchange(next, to), to, reader);
    };
    for (std::uint64_t seq = 0; seq <= tree.size(); ++seq) {
      if (const auto note = checkpoints.find(seq); note != checkpoints.end()) {
        catch_up(seq);
        (void)writer.checkpoint(note->second);
      }
      if (const auto note = successions.find(seq); note != successions.end()) {
        catch_up(seq);
        (void)writer.succession(note->second);
      }
      if (seq == tree.size() || (shown != nullptr && !shown->contains(seq))) continue;
      catch_up(seq);
      next = seq + 1;
      if (erased.contains(seq)) {
        writer.erased(seq, leaves[seq]);
      } else {
        writer.entry(entries[seq].nonce, entries[seq].record);
      }
    }
    writer.seal();
    return out.str();
  }

  [[nodiscard]] BundlePolicy policy() const {
    BundlePolicy policy;
    policy.log = key.key();
    return policy;
  }
};

// Seven entries, one of them erased, and three checkpoints.
struct SmallLog : LogFixture {
  SmallLog() {
    for (const std::size_t count : {3U, 2U, 2U}) {
      append(count);
      checkpoint();
    }
    erased = {1};
  }
};

// Seven entries and two changes of key, the first with a time in which both keys sign.
struct RotatedLog : LogFixture {
  RotatedLog() {
    append(3);
    checkpoint();
    change_key(11);
    append(2);
    checkpoint(true, true);
    change_key(12);
    append(2);
    checkpoint();
    erased = {1};
  }
};

inline std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

inline std::string text_of_lines(const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines) text += line + "\n";
  return text;
}

// What somebody does who changes a bundle and holds the log's key: the last line is made anew.
inline std::string resealed(std::vector<std::string> lines, const NoteSigner& key) {
  lines.pop_back();
  const std::string above = text_of_lines(lines);
  SignedNote seal{"jium-audit-seal/1\n" + key.key().name() + "\n", {}};
  Sha256 hash;
  hash.add(bytes_of(above));
  std::string base64 = Checkpoint{"x", 1, hash.so_far(), {}}.text().substr(4);
  seal.text += base64;
  seal.sign(key);
  std::string quoted;
  for (const char c : write_note(seal)) quoted += c == '\n' ? std::string("\\n") : std::string(1, c);
  return above + R"({"seal":")" + quoted + "\"}\n";
}

}  // namespace jium::audit
