#include "jium/audit/bundle.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>

#include "jium/audit/exact_text.h"
#include "jium/audit/succession.h"

namespace jium::audit {
namespace {

constexpr std::size_t kLongestLine = std::size_t{2} << 20U;
constexpr std::string_view kHead = R"({"jium":"audit","format":1,"key":")";
constexpr std::string_view kEntry = R"({"nonce":")";
constexpr std::string_view kHash = R"({"seq":)";
constexpr std::string_view kCheckpoint = R"({"checkpoint":")";
constexpr std::string_view kSuccession = R"({"succession":")";
constexpr std::string_view kSeal = R"({"seal":")";
constexpr std::string_view kEnd = R"("})";

Fault no_such_line() {
  return fault(FaultKind::malformed, "a bundle has no such line");
}

// A note as the text of a JSON string. Of what JSON must escape, notes here have line ends and nothing else.
bool can_be_quoted(std::string_view text) {
  return text.find_first_of("\"\\") == std::string_view::npos;
}

std::string quoted(std::string_view note) {
  std::string text;
  for (const char c : note) text += c == '\n' ? std::string("\\n") : std::string(1, c);
  return text;
}

Result<std::string> unquoted(std::string_view text) {
  std::string note;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const bool escaped = text[at] == '\\';
    if (escaped && (at + 1 == text.size() || text[at + 1] != 'n')) return no_such_line();
    if (text[at] == '"') return no_such_line();
    note += escaped ? '\n' : text[at];
    if (escaped) ++at;
  }
  return note;
}

// The note in {"checkpoint":"..."} or {"seal":"..."}.
Result<std::string> note_in(std::string_view line, std::string_view start) {
  ExactText exact(line);
  std::string_view text;
  if (!exact.skip(start) || !exact.all_but(kEnd, text)) return no_such_line();
  return unquoted(text);
}

std::string seal_text(std::string_view origin, const Hash& above) {
  return fmt::format("jium-audit-seal/1\n{}\n{}\n", origin, to_base64(above));
}

std::string span_text(std::uint64_t from, std::uint64_t to) {
  return to - from == 1 ? fmt::format("entry {} is not the one", from)
                        : fmt::format("entries {} to {} are not those", from, to - 1);
}

}  // namespace

BundleVerifier::BundleVerifier(BundlePolicy policy) : policy_(std::move(policy)) {
  std::ranges::sort(policy_.known, {}, &Checkpoint::size);
  report_.key_given = policy_.log.has_value();
}

Result<void> BundleVerifier::take(std::string_view line) {
  ++lines_;
  const std::string place = fmt::format("line {}", lines_);
  if (sealed_) return fault(FaultKind::conflict, "something follows after the seal").within(place);
  auto taken = lines_ == 1 ? take_head(line) : take_body(line);
  if (!taken) {
    sealed_ = true;
    return Fault(std::move(taken).fault()).within(place);
  }
  above_.add(bytes_of(line));
  above_.add(bytes_of("\n"));
  return {};
}

Result<void> BundleVerifier::take_head(std::string_view line) {
  ExactText exact(line);
  std::string_view text;
  if (!exact.skip(kHead) || !exact.until('"', text) || !exact.skip("}") || !exact.ended())
    return fault(FaultKind::malformed, "this is not a bundle of an audit log, or of a later format");
  JIUM_TRY(const NoteKey named, NoteKey::parse(text));
  if (named.use() != KeyUse::sign || !can_be_quoted(named.name()))
    return fault(FaultKind::malformed, "this key cannot sign a log");
  log_ = named;
  keys_ = {named};
  return must_agree_with_known();
}

Result<void> BundleVerifier::take_body(std::string_view line) {
  if (line.starts_with(kEntry)) return take_entry(line);
  if (line.starts_with(kHash)) return take_hash(line);
  if (line.starts_with(kCheckpoint)) {
    JIUM_TRY(const std::string note, note_in(line, kCheckpoint));
    return take_checkpoint(note);
  }
  if (line.starts_with(kSuccession)) {
    JIUM_TRY(const std::string note, note_in(line, kSuccession));
    return take_succession(note);
  }
  JIUM_TRY(const std::string note, note_in(line, kSeal));
  return take_seal(note);
}

Result<void> BundleVerifier::must_be_next(std::uint64_t seq) const {
  if (seq == tree_.size()) return {};
  return fault(FaultKind::conflict,
               fmt::format("entry {} should stand here and entry {} does: something was taken out, put in or "
                           "moved",
                           tree_.size(), seq));
}

Result<void> BundleVerifier::take_entry(std::string_view line) {
  ExactText exact(line);
  Nonce nonce{};
  std::string_view record;
  if (!exact.skip(kEntry) || !exact.hash(nonce) || !exact.skip(R"(","record":)") ||
      !exact.all_but("}", record))
    return no_such_line();
  JIUM_TRY(const RecordShape shape, shape_of_record(record));
  JIUM_CHECK(must_be_next(shape.seq));
  tree_.append(leaf_of(nonce, record));
  ++report_.entries;
  if (report_.last && shape.at < *report_.last) ++report_.times_backwards;
  if (!report_.first) report_.first = shape.at;
  report_.last = shape.at;
  return must_agree_with_known();
}

Result<void> BundleVerifier::take_hash(std::string_view line) {
  ExactText exact(line);
  std::uint64_t seq = 0, count = 1;
  Hash hash{};
  if (!exact.skip(kHash) || !exact.number(seq)) return no_such_line();
  const bool erased = exact.rest().starts_with(R"(,"erased")");
  const bool read = erased ? exact.skip(R"(,"erased":")") && exact.hash(hash) && exact.skip(kEnd)
                           : exact.skip(R"(,"withheld":)") && exact.number(count) &&
                                 exact.skip(R"(,"hash":")") && exact.hash(hash) && exact.skip(kEnd);
  if (!read || !exact.ended() || !std::has_single_bit(count)) return no_such_line();
  JIUM_CHECK(must_be_next(seq));
  JIUM_CHECK(tree_.append_subtree(static_cast<unsigned>(std::countr_zero(count)), hash));
  (erased ? report_.erased : report_.withheld) += count;
  return must_agree_with_known();
}

Result<void> BundleVerifier::must_agree_with_known() {
  for (; next_known_ < policy_.known.size(); ++next_known_) {
    const Checkpoint& known = policy_.known[next_known_];
    if (known.size > tree_.size()) return {};
    if (known.origin != log_->name())
      return fault(FaultKind::malformed,
                   "the checkpoint that you know is of another log than " + log_->name());
    if (known.size < tree_.size())
      return fault(
          FaultKind::conflict,
          fmt::format("the checkpoint of size {} that you know lies among withheld entries and cannot "
                      "be compared: ask for a bundle that shows it",
                      known.size));
    if (known.root != tree_.root())
      return fault(FaultKind::conflict,
                   fmt::format("the first {} entries are not those of the checkpoint that you know: the log "
                               "was rewritten, or shows you another history than others",
                               known.size));
  }
  return {};
}

Result<void> BundleVerifier::take_checkpoint(std::string_view note) {
  JIUM_TRY(SignedCheckpoint opened, open_checkpoint(note, *log_));
  const std::uint64_t before = last_ ? last_->checkpoint.size : 0;
  const std::uint64_t size = opened.checkpoint.size;
  if (last_ && size <= before)
    return fault(FaultKind::conflict,
                 fmt::format("a checkpoint of size {} stands after one of size {}", size, before));
  if (size != tree_.size())
    return fault(
        FaultKind::conflict,
        fmt::format("the log had {} entries at this checkpoint, and {} stand before it", size, tree_.size()));
  if (opened.checkpoint.root != tree_.root())
    return fault(FaultKind::conflict, span_text(before, size) + " that the log signed at this checkpoint");
  JIUM_TRY(report_.witnesses, endorsements_of(opened.note, policy_.witnesses));
  last_ = std::move(opened);
  ++report_.checkpoints;
  return {};
}

// The old key says who follows, under the very entries that stand above: in another history it says nothing.
Result<void> BundleVerifier::take_succession(std::string_view note) {
  JIUM_TRY(const Succession next, open_succession(note, *log_));
  if (next.size != tree_.size() || next.root != tree_.root())
    return fault(
        FaultKind::conflict,
        fmt::format("the key changed hands after other entries than the {} that stand above", tree_.size()));
  if (std::ranges::find(keys_, next.to) != keys_.end())
    return fault(FaultKind::conflict, "a key that was followed by another has come back");
  keys_.push_back(next.to);
  log_ = next.to;
  return {};
}

Result<void> BundleVerifier::take_seal(std::string_view note) {
  if (!last_ || last_->checkpoint.size != tree_.size())
    return fault(FaultKind::conflict, "entries after the last checkpoint are not proved by anything");
  JIUM_TRY(const SignedNote seal, read_note(note));
  if (seal.text != seal_text(log_->name(), above_.so_far()))
    return fault(FaultKind::conflict, "the seal is not that of the lines above it: at least one was changed");
  JIUM_TRY(const auto signers, endorsements_of(seal, std::span(&*log_, 1)));
  if (signers.size() != 1 || seal.signatures.size() != 1)
    return fault(FaultKind::conflict, "the seal is not signed with the log's key and with no other");
  if (policy_.log && std::ranges::find(keys_, *policy_.log) == keys_.end())
    return fault(FaultKind::conflict, "the bundle is signed with another key than the one you gave");
  for (const NoteKey& key : keys_) report_.earlier_keys.push_back(key.text());
  report_.key = report_.earlier_keys.back();
  report_.earlier_keys.pop_back();
  sealed_ = true;
  report_.size = tree_.size();
  report_.root = tree_.root();
  return {};
}

Result<BundleReport> BundleVerifier::finish() {
  if (!sealed_ || !last_)
    return fault(FaultKind::conflict, "the bundle ends without its seal: something was cut off");
  if (next_known_ < policy_.known.size())
    return fault(FaultKind::conflict,
                 fmt::format("the bundle is older than what you know: it ends at {} entries, and the log has "
                             "had {}",
                             report_.size, policy_.known[next_known_].size));
  if (report_.witnesses.size() < policy_.quorum)
    return fault(FaultKind::conflict, fmt::format("{} of the witnesses that you trust have cosigned the last "
                                                  "checkpoint, and you ask for {}",
                                                  report_.witnesses.size(), policy_.quorum));
  return report_;
}

Result<BundleReport> verify_bundle(std::istream& bundle, const BundlePolicy& policy) {
  BundleVerifier verifier(policy);
  std::vector<char> line(kLongestLine);
  while (bundle.peek() != std::istream::traits_type::eof()) {
    bundle.getline(line.data(), static_cast<std::streamsize>(line.size()));
    if (bundle.fail() || bundle.eof())
      return fault(FaultKind::malformed, "the last line of the bundle has no end, or one is too long");
    // getline counts the line end, which it took and did not keep.
    JIUM_CHECK(verifier.take({line.data(), static_cast<std::size_t>(bundle.gcount()) - 1}));
  }
  return verifier.finish();
}

Result<BundleReport> verify_bundle(std::string_view bundle, const BundlePolicy& policy) {
  BundleVerifier verifier(policy);
  while (!bundle.empty()) {
    const std::size_t end = bundle.find('\n');
    if (end == std::string_view::npos || end >= kLongestLine)
      return fault(FaultKind::malformed, "the last line of the bundle has no end, or one is too long");
    JIUM_CHECK(verifier.take(bundle.substr(0, end)));
    bundle.remove_prefix(end + 1);
  }
  return verifier.finish();
}

Result<BundleWriter> BundleWriter::start(std::ostream& out, const NoteSigner& log) {
  return start(out, log, log.key());
}

Result<BundleWriter> BundleWriter::start(std::ostream& out, const NoteSigner& log, const NoteKey& first) {
  if (!can_be_quoted(log.key().name()) || log.key().use() != KeyUse::sign)
    return fault(FaultKind::malformed,
                 "this key cannot sign a bundle: its name has a quotation mark, or it cosigns");
  BundleWriter writer(out, log);
  writer.line(fmt::format("{}{}{}", kHead, first.text(), kEnd));
  return writer;
}

void BundleWriter::line(std::string_view text) {
  *out_ << text << '\n';
  above_.add(bytes_of(text));
  above_.add(bytes_of("\n"));
}

void BundleWriter::entry(const Nonce& nonce, std::string_view record) {
  line(fmt::format(R"({}{}","record":{}}})", kEntry, to_hex(nonce), record));
}

void BundleWriter::erased(std::uint64_t seq, const Hash& leaf) {
  line(fmt::format(R"({}{},"erased":"{}"}})", kHash, seq, to_hex(leaf)));
}

Result<void> BundleWriter::withhold(std::uint64_t from, std::uint64_t to, TreeReader& tree) {
  while (from < to) {
    // The largest subtree that begins here and ends in time.
    std::uint64_t count = std::bit_floor(to - from);
    if (from != 0) count = std::min(count, std::uint64_t{1} << std::countr_zero(from));
    JIUM_TRY(const Hash hash, tree.subtree(static_cast<unsigned>(std::countr_zero(count)), from / count));
    line(fmt::format(R"({}{},"withheld":{},"hash":"{}"}})", kHash, from, count, to_hex(hash)));
    from += count;
  }
  return {};
}

Result<void> BundleWriter::checkpoint(std::string_view note) {
  if (!can_be_quoted(note))
    return fault(FaultKind::malformed, "a checkpoint with a quotation mark or a backslash cannot be bundled");
  line(fmt::format("{}{}{}", kCheckpoint, quoted(note), kEnd));
  return {};
}

Result<void> BundleWriter::succession(std::string_view note) {
  if (!can_be_quoted(note))
    return fault(FaultKind::malformed, "a note with a quotation mark or a backslash cannot be bundled");
  line(fmt::format("{}{}{}", kSuccession, quoted(note), kEnd));
  return {};
}

void BundleWriter::seal() {
  SignedNote seal{seal_text(log_->key().name(), above_.so_far()), {}};
  seal.sign(*log_);
  line(fmt::format("{}{}{}", kSeal, quoted(write_note(seal)), kEnd));
}

}  // namespace jium::audit
