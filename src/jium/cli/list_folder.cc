#include "jium/cli/list_folder.h"

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <iterator>
#include <utility>

#include "jium/base/text_file.h"
#include "jium/cli/list_file.h"
#include "jium/cli/list_folder_parts.h"

namespace jium::cli {

namespace fs = std::filesystem;
using fingerprint::Algorithm;
using fingerprint::Fingerprint;

bool needs_longer_look(const Fingerprint& one) {
  return one.algorithm() == Algorithm::picture_print || one.algorithm() == Algorithm::video_print ||
         one.algorithm() == Algorithm::pdq_512;
}

bool is_kept_whole(const Fingerprint& one) {
  return one.algorithm() == Algorithm::picture_print || one.algorithm() == Algorithm::video_print ||
         one.algorithm() == Algorithm::vpdq;
}

std::string path_in(const std::string& folder, std::string_view name) {
  return folder + "/" + std::string(name);
}

std::string mark_of(std::string_view description) {
  return "list " + seal_of_text(description).sum;
}

Result<std::string> description_in(const std::string& folder) {
  std::error_code failed;
  if (!fs::is_regular_file(path_in(folder, kList), failed))
    return fault(FaultKind::missing,
                 "jium index did not make this folder: jium index LIST --into FOLDER does");
  return read_text_file(path_in(folder, kList));
}

Result<std::unique_ptr<match::HashBank>> hashes_in(const std::string& folder, match::Segment::Check check,
                                                   Use use) {
  auto bank = match::HashBank::open(folder, check, use == Use::read);
  if (bank) return bank;
  if (bank.fault().kind == FaultKind::missing)
    return fault(FaultKind::malformed, "its index is not there: run jium index again");
  if (bank.fault().kind != FaultKind::conflict) return bank;
  return fault(FaultKind::conflict, use == Use::read
                                        ? "another jium is making or mending this list folder: wait for it"
                                        : "another jium has this list folder open: it can be made or mended "
                                          "when nobody reads it; or make another folder");
}

Result<ListFolder> open_list_folder(const std::string& folder) {
  const auto open = [&]() -> Result<ListFolder> {
    JIUM_TRY(const std::string text, description_in(folder));
    JIUM_TRY(ListDescription description, read_description(text));
    JIUM_TRY(LabelFile labels, LabelFile::open(folder, description.labels));
    JIUM_TRY(auto hashes, hashes_in(folder, match::Segment::Check::shape, Use::read));
    if (hashes->mark() != mark_of(text))
      return fault(FaultKind::malformed,
                   "it is damaged: run jium index again, or jium index --check FOLDER LIST --repair");
    return ListFolder{std::move(description), std::move(hashes), std::move(labels)};
  };
  auto opened = open();
  if (!opened) return Fault(std::move(opened).fault()).within(folder);
  return opened;
}

Result<void> read_prints(const std::string& folder, const ListDescription& description,
                         const std::function<void(std::uint64_t, const std::vector<Fingerprint>&)>& visit) {
  const std::string path = path_in(folder, kPrints);
  const auto damaged = [&] {
    return fault(FaultKind::malformed, "it is damaged: run jium index again").within(path);
  };
  const auto seal = seal_of_file(path);
  if (!seal || *seal != description.prints) return damaged();
  JIUM_TRY(ListFile lines, ListFile::open(path));
  std::uint64_t item = 0;
  std::vector<Fingerprint> gathered;  // an item may have several values of one algorithm
  JIUM_CHECK(lines.read([&](exchange::ListedFile one) -> Result<void> {
    std::uint64_t next = 0;
    const char* end = one.label.data() + one.label.size();
    const auto [stopped, error] = std::from_chars(one.label.data(), end, next);
    if (error != std::errc{} || stopped != end || next >= description.items) return damaged();
    if (next != item && !gathered.empty()) visit(item, std::exchange(gathered, {}));
    item = next;
    std::ranges::move(one.fingerprints, std::back_inserter(gathered));
    return {};
  }));
  if (!gathered.empty()) visit(item, gathered);
  return {};
}

}  // namespace jium::cli
