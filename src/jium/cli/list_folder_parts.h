// What opening, making and checking a list folder (list_folder.h) have in common; for those three alone.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "jium/base/result.h"
#include "jium/cli/list_folder.h"
#include "jium/match/hash_bank.h"

namespace jium::cli {

inline constexpr std::string_view kList = "list";

[[nodiscard]] std::string path_in(const std::string& folder, std::string_view name);
// What the bank is marked with when all that this text describes is there.
[[nodiscard]] std::string mark_of(std::string_view description);
// The text of `list`; Missing when there is none.
[[nodiscard]] Result<std::string> description_in(const std::string& folder);
// Any number may read a folder while nobody writes to it.
enum class Use { read, write };
[[nodiscard]] Result<std::unique_ptr<match::HashBank>> hashes_in(const std::string& folder,
                                                                 match::Segment::Check check, Use use);

// Labels and prints of a list that is read for the first time or again.
class ListTexts {
 public:
  [[nodiscard]] static Result<ListTexts> create(const std::string& folder);
  [[nodiscard]] Result<void> add(const exchange::ListedFile& one);
  [[nodiscard]] std::uint64_t items() const { return description_.items; }
  // All but the digest.
  [[nodiscard]] Result<ListDescription> finish();

 private:
  ListTexts(LabelWriter labels, SealedFile prints) : labels_(std::move(labels)), prints_(std::move(prints)) {}
  LabelWriter labels_;
  SealedFile prints_;
  ListDescription description_;
};
// build_list_folder() without the folder's name in what it says.
[[nodiscard]] Result<ListDescription> make_list_folder(const std::string& list, const std::string& folder,
                                                       const ListProgress& progress);
// Of the whole list, without its hashes.
[[nodiscard]] Result<ListDescription> write_list_texts(const std::string& list, const std::string& folder);

}  // namespace jium::cli
