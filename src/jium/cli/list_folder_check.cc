#include <fmt/format.h>

#include <utility>

#include "jium/cli/list_file.h"
#include "jium/cli/list_folder_parts.h"

namespace jium::cli {
namespace {

using match::IndexCheck;

// What lies in the folder beside the indexes, against the description.
std::vector<std::string> wrong_texts(const std::string& folder, const ListDescription& description) {
  std::vector<std::string> wrong;
  const auto look_at = [&](std::string_view name, const Seal& seal) {
    const auto found = seal_of_file(path_in(folder, name));
    if (!found || *found != seal) wrong.push_back(std::string(name) + ": it is not what was written");
  };
  look_at(kLabels, description.labels.labels);
  look_at(kLabelPlaces, description.labels.places);
  look_at(kPrints, description.prints);
  return wrong;
}

void tell(const IndexCheck& check, bool compared, std::vector<std::string>& wrong) {
  for (const std::string& name : check.damaged) wrong.push_back(fmt::format("{}: {}", check.index, name));
  const match::Comparison& difference = check.difference;
  if (!compared || difference.same()) return;
  wrong.push_back(fmt::format("{}: of {} items {} are missing, {} too many, {} have other values",
                              check.index, check.values, difference.missing.size(), difference.extra.size(),
                              difference.different.size()));
}

// The items of the list, or none when there is no list.
match::EveryItem items_of(const std::string& list) {
  return [list](const auto& visit) -> Result<void> {
    if (list.empty()) return {};
    JIUM_TRY(ListFile lines, ListFile::open(list));
    std::uint64_t item = 0;
    return lines.read([&](exchange::ListedFile one) -> Result<void> {
      visit({item++, std::move(one.fingerprints)});
      return {};
    });
  };
}

class Checking {
 public:
  Checking(const std::string& folder, const std::string& list) : folder_(folder), list_(list) {}

  Result<ListFolderCheck> run(bool repair) {
    JIUM_TRY(const std::string text, description_in(folder_));
    auto description = read_description(text);
    if (!description) return without_description(std::move(description).fault(), repair);
    description_ = std::move(*description);
    mark_ = mark_of(text);
    check_.items = description_.items;
    JIUM_CHECK(compare_lists());
    check_.wrong = wrong_texts(folder_, description_);
    const bool texts_differ = !check_.wrong.empty();
    JIUM_TRY(bank_, hashes_in(folder_, match::Segment::Check::whole, repair ? Use::write : Use::read));
    JIUM_TRY(const bool hashes_differ, check_hashes());
    if (bank_->mark() != mark_ && !hashes_differ)
      check_.wrong.emplace_back("mark: it is not there, or not of this description");
    if (!repair || check_.wrong.empty()) return check_;
    return mend(texts_differ, hashes_differ);
  }

 private:
  // Nothing else in the folder can be judged then.
  Result<ListFolderCheck> without_description(Fault wrong, bool repair) {
    check_.wrong.push_back("list: " + std::move(wrong.what));
    return repair ? build_anew() : Result<ListFolderCheck>(check_);
  }

  Result<void> compare_lists() {
    if (list_.empty()) return {};
    JIUM_TRY(const std::string digest, digest_of_list(list_));
    if (digest != description_.digest)
      return fault(
          FaultKind::conflict,
          "it was made of another list than this one: to make it anew, jium index LIST --into FOLDER");
    return {};
  }

  Result<bool> check_hashes() {
    JIUM_TRY(const auto checks, bank_->check(items_of(list_), false));
    const std::size_t before = check_.wrong.size();
    for (const IndexCheck& one : checks) tell(one, !list_.empty(), check_.wrong);
    return check_.wrong.size() > before;
  }

  Result<ListFolderCheck> mend(bool texts_differ, bool hashes_differ) {
    if (texts_differ) {
      JIUM_TRY(const ListDescription written, write_list_texts(list_, folder_));
      // Another version of jium may write them otherwise.
      if (write_description(written) != write_description(description_)) return build_anew();
    }
    if (hashes_differ) JIUM_CHECK(bank_->check(items_of(list_), true));
    JIUM_CHECK(match::sync_folder(folder_));
    JIUM_CHECK(bank_->set_mark(mark_));
    check_.repaired = true;
    return check_;
  }

  Result<ListFolderCheck> build_anew() {
    bank_.reset();
    JIUM_TRY(const ListDescription built,
             make_list_folder(list_, folder_, [](std::uint64_t, int) { /* nobody waits for a number */ }));
    check_.items = built.items;
    check_.repaired = true;
    return check_;
  }

  const std::string& folder_;
  const std::string& list_;
  ListDescription description_;
  std::string mark_;
  std::unique_ptr<match::HashBank> bank_;
  ListFolderCheck check_;
};

}  // namespace

Result<ListFolderCheck> check_list_folder(const std::string& folder, const std::string& list, bool repair) {
  if (repair && list.empty())
    return fault(FaultKind::malformed, "to repair a list folder, name the list that it was made of");
  auto checked = Checking(folder, list).run(repair);
  if (!checked) return Fault(std::move(checked).fault()).within(folder);
  return checked;
}

}  // namespace jium::cli
