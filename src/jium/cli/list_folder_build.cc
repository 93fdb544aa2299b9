#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>

#include "jium/cli/list_file.h"
#include "jium/cli/list_folder_parts.h"
#include "jium/cli/path_text.h"

namespace jium::cli {
namespace {

namespace fs = std::filesystem;
using fingerprint::Fingerprint;

constexpr std::size_t kBatch = std::size_t{1} << 18;
constexpr std::string_view kMark = "mark";
constexpr std::array<std::string_view, 3> kIndexes{"pdq", "pdq-512", "digests"};
constexpr std::array<std::string_view, 5> kFiles{kList, kMark, kLabels, kLabelPlaces, kPrints};
constexpr std::string_view kUnfinished = "{\"jium\":\"list\",\"format\":1,\"unfinished\":true}\n";

bool is_ours(const std::string& name) {
  if (std::ranges::find(kIndexes, name) != kIndexes.end()) return true;
  return std::ranges::any_of(
      kFiles, [&](std::string_view one) { return name == one || name == std::string(one) + ".new"; });
}

// Nobody's files are removed but those that jium index wrote.
Result<void> check_that_it_is_free(const std::string& folder) {
  std::error_code failed;
  bool is_empty = true, is_foreign = false;
  for (fs::directory_iterator at(folder, failed), end; !failed && at != end; at.increment(failed)) {
    is_empty = false;
    if (!is_ours(at->path().filename().string())) is_foreign = true;
  }
  if (failed) return fault(FaultKind::outside, "the folder cannot be made or read: " + failed.message());
  if (is_empty) return {};
  if (is_foreign || !fs::is_regular_file(path_in(folder, kList), failed))
    return fault(FaultKind::conflict, "there is something else in this folder: choose a new one");
  JIUM_TRY(const auto taken,
           hashes_in(folder, match::Segment::Check::shape, Use::write));  // nobody else has it open
  return {};
}

// From here on until the end the folder says that it is not finished.
Result<void> clear(const std::string& folder) {
  JIUM_CHECK(write_sealed(path_in(folder, kList), kUnfinished));
  JIUM_CHECK(match::sync_folder(folder));
  std::error_code failed;
  for (const std::string_view name : kFiles) {
    if (name != kList) fs::remove(path_in(folder, name), failed);
  }
  for (const std::string_view name : kIndexes) {
    fs::remove_all(path_in(folder, name), failed);
    if (failed) return fault(FaultKind::outside, "the old index cannot be removed: " + failed.message());
  }
  return {};
}

// Hands items to the bank, many at once.
class Batches {
 public:
  explicit Batches(match::HashBank& bank) : bank_(bank) { waiting_.reserve(kBatch); }
  // True when they were handed over.
  bool add(std::uint64_t item, std::vector<Fingerprint> fingerprints) {
    std::erase_if(fingerprints, is_kept_whole);
    if (!fingerprints.empty()) waiting_.push_back({item, std::move(fingerprints)});
    if (waiting_.size() < kBatch) return false;
    hand_over();
    return true;
  }
  void hand_over() {
    bank_.add_new(waiting_);
    waiting_.clear();
  }

 private:
  match::HashBank& bank_;
  std::vector<match::KnownItem> waiting_;
};

Result<ListDescription> write_all(const std::string& list, const std::string& folder, match::HashBank& bank,
                                  const ListProgress& progress) {
  JIUM_TRY(ListFile lines, ListFile::open(list));
  JIUM_TRY(ListTexts texts, ListTexts::create(folder));
  Batches batches(bank);
  JIUM_CHECK(lines.read([&](exchange::ListedFile one) -> Result<void> {
    const std::uint64_t item = texts.items();
    JIUM_CHECK(texts.add(one));
    const bool handed_over = batches.add(item, std::move(one.fingerprints));
    if (handed_over || texts.items() % 8192 == 0) progress(texts.items(), lines.per_cent());
    return {};
  }));
  batches.hand_over();
  progress(texts.items(), 100);
  JIUM_TRY(ListDescription description, texts.finish());
  if (description.items == 0)
    return fault(FaultKind::malformed, "there is no fingerprint in this list").within(list);
  JIUM_TRY(description.digest, lines.digest());
  return description;
}

}  // namespace

Result<ListTexts> ListTexts::create(const std::string& folder) {
  JIUM_TRY(LabelWriter labels, LabelWriter::create(folder));
  JIUM_TRY(SealedFile prints, SealedFile::create(path_in(folder, kPrints)));
  return ListTexts(std::move(labels), std::move(prints));
}

Result<void> ListTexts::add(const exchange::ListedFile& one) {
  JIUM_CHECK(labels_.add(path_text(one.label)));
  for (const Fingerprint& fingerprint : one.fingerprints) {
    if (needs_longer_look(fingerprint)) description_.needs_more = true;
    if (!is_kept_whole(fingerprint)) continue;
    JIUM_CHECK(prints_.add(fmt::format("{}\t{}\t{}\t{}\n", fingerprint::name_of(fingerprint.algorithm()),
                                       fingerprint.hex(), fingerprint.quality(), description_.items)));
  }
  ++description_.items;
  return {};
}

Result<ListDescription> ListTexts::finish() {
  JIUM_TRY(description_.labels, labels_.finish());
  JIUM_TRY(description_.prints, prints_.finish());
  return description_;
}

Result<ListDescription> write_list_texts(const std::string& list, const std::string& folder) {
  JIUM_TRY(ListFile lines, ListFile::open(list));
  JIUM_TRY(ListTexts texts, ListTexts::create(folder));
  JIUM_CHECK(lines.read([&](const exchange::ListedFile& one) { return texts.add(one); }));
  JIUM_TRY(ListDescription description, texts.finish());
  JIUM_TRY(description.digest, lines.digest());
  return description;
}

Result<ListDescription> make_list_folder(const std::string& list, const std::string& folder,
                                         const ListProgress& progress) {
  JIUM_CHECK(ListFile::open(list));  // before anything is made or removed
  std::error_code failed;
  fs::create_directories(folder, failed);
  JIUM_CHECK(check_that_it_is_free(folder));
  JIUM_CHECK(clear(folder));
  JIUM_TRY(const auto bank, hashes_in(folder, match::Segment::Check::shape, Use::write));
  JIUM_TRY(ListDescription description, write_all(list, folder, *bank, progress));
  const std::string text = write_description(description);
  JIUM_CHECK(write_sealed(path_in(folder, kList), text));
  JIUM_CHECK(match::sync_folder(folder));
  JIUM_CHECK(bank->set_mark(mark_of(text)));
  return description;
}

Result<ListDescription> build_list_folder(const std::string& list, const std::string& folder,
                                          const ListProgress& progress) {
  auto built = make_list_folder(list, folder, progress);
  if (!built) return Fault(std::move(built).fault()).within(folder);
  return built;
}

}  // namespace jium::cli
