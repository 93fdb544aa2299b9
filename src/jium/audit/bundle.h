// What an auditor gets: the log, or some entries of it, as one text file that proves itself offline. One JSON
// document a line, each in the one spelling that is allowed:
//
//   {"jium":"audit","format":1,"key":"VKEY"}                       first: the log's key, or its first one
//   {"nonce":"<64 hex>","record":{"seq":0,...}}                    an entry
//   {"seq":1,"erased":"<64 hex>"}                                  its leaf hash, the rest is gone for good
//   {"seq":4,"withheld":4,"hash":"<64 hex>"}                       entries 4 to 7, not for this reader
//   {"checkpoint":"NOTE"}                                          where it stands the log had this size
//   {"succession":"NOTE"}                                          from here on this key signs for the one
//   before
//   {"seal":"NOTE"}                                                last: the log's signature of all above
//
// Every leaf stands, or is covered, in order, so that the tree is computed anew and compared with every
// checkpoint: that is the proof of inclusion of every entry and of consistency between all checkpoints. One
// pass, and memory for one line. docs/formats/audit_log.md; tools/audit_verify.py does the same without us.
#pragma once

#include <istream>
#include <optional>
#include <ostream>
#include <string_view>
#include <vector>

#include "jium/audit/checkpoint.h"
#include "jium/audit/record.h"
#include "jium/audit/tiles.h"

namespace jium::audit {

// What the reader brings along. Without any of it, a bundle proves only that it agrees with itself.
struct BundlePolicy {
  std::optional<NoteKey> log;  // any of those that followed one another; where none is given, the bundle's
  std::vector<NoteKey> witnesses;  // that the reader trusts
  std::size_t quorum = 0;          // how many of them must have cosigned the last checkpoint
  std::vector<Checkpoint> known;   // seen before, on paper or by a witness: the tree must go through them
};

struct BundleReport {
  std::string key;                          // the vkey that the seal holds for: the newest of the log's
  std::vector<std::string> earlier_keys{};  // that it followed, the first one first
  bool key_given = false;                   // by the reader, and not by the bundle itself
  std::uint64_t size = 0;                   // of the log
  Hash root{};
  std::uint64_t entries = 0;
  std::uint64_t erased = 0;
  std::uint64_t withheld = 0;
  std::uint64_t checkpoints = 0;
  std::uint64_t times_backwards =
      0;  // entries whose clock was behind that of the entry before: order is by seq
  std::optional<Instant> first;
  std::optional<Instant> last;
  std::vector<Endorsement> witnesses;  // of the last checkpoint
};

// Takes a bundle line by line. A copy goes on from where its original stood. After a fault it takes no more.
class BundleVerifier {
 public:
  explicit BundleVerifier(BundlePolicy policy);

  // Without its line end. Malformed for a line that no bundle has, conflict for one that is proved wrong;
  // both name the line and say in plain words what does not hold.
  [[nodiscard]] Result<void> take(std::string_view line);
  // Once the last line was taken.
  [[nodiscard]] Result<BundleReport> finish();

 private:
  [[nodiscard]] Result<void> take_head(std::string_view line);
  [[nodiscard]] Result<void> take_body(std::string_view line);
  [[nodiscard]] Result<void> take_entry(std::string_view line);
  [[nodiscard]] Result<void> take_hash(std::string_view line);
  [[nodiscard]] Result<void> take_checkpoint(std::string_view note);
  [[nodiscard]] Result<void> take_succession(std::string_view note);
  [[nodiscard]] Result<void> take_seal(std::string_view note);
  [[nodiscard]] Result<void> must_be_next(std::uint64_t seq) const;
  [[nodiscard]] Result<void> must_agree_with_known();

  BundlePolicy policy_;
  std::optional<NoteKey> log_;  // that signs where we are
  std::vector<NoteKey> keys_;   // all that have, up to it
  std::size_t next_known_ = 0;
  std::uint64_t lines_ = 0;
  Frontier tree_;
  Sha256 above_;
  std::optional<SignedCheckpoint> last_;
  bool sealed_ = false;
  BundleReport report_;
};

// Malformed too where a line is longer than any that a bundle has, or the last one has no end.
[[nodiscard]] Result<BundleReport> verify_bundle(std::istream& bundle, const BundlePolicy& policy);
[[nodiscard]] Result<BundleReport> verify_bundle(std::string_view bundle, const BundlePolicy& policy);

// Writes a bundle; the caller gives the leaves in order, and a checkpoint where the log had its size. What it
// writes verifies if what it is given is the log. Failures of the stream stay in the stream.
class BundleWriter {
 public:
  // Malformed when the key's name has a quotation mark or a backslash. The first line is written at once.
  // `first`: the key that signed the log's first checkpoints, where another has followed it.
  [[nodiscard]] static Result<BundleWriter> start(std::ostream& out, const NoteSigner& log);
  [[nodiscard]] static Result<BundleWriter> start(std::ostream& out, const NoteSigner& log,
                                                  const NoteKey& first);

  void entry(const Nonce& nonce, std::string_view record);
  void erased(std::uint64_t seq, const Hash& leaf);
  // Entries from `from` up to but not including `to`. No checkpoint that is to stand in the bundle may have a
  // size between the two.
  [[nodiscard]] Result<void> withhold(std::uint64_t from, std::uint64_t to, TreeReader& tree);
  [[nodiscard]] Result<void> checkpoint(std::string_view note);
  // Where the log had the size that it names (audit/succession.h).
  [[nodiscard]] Result<void> succession(std::string_view note);
  // The last line.
  void seal();

 private:
  BundleWriter(std::ostream& out, const NoteSigner& log) : out_(&out), log_(&log) {}
  void line(std::string_view text);

  std::ostream* out_;
  const NoteSigner* log_;
  Sha256 above_;
};

}  // namespace jium::audit
