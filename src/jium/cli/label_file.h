// What a list calls its items, in two files of a list folder (docs/formats/list_folder.md), so that one label
// is read without the others: `labels` is text, a line an item; `label-places` has 16 bytes an item, two
// little-endian numbers: where its line ends in `labels` (at the line end itself), and SipHash-2-4 of the
// label, keyed with its number, so that no other's label is told by mistake.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "jium/base/result.h"
#include "jium/cli/sealed_file.h"
#include "jium/match/segment_block.h"

namespace jium::cli {

inline constexpr std::string_view kLabels = "labels";
inline constexpr std::string_view kLabelPlaces = "label-places";

class LabelWriter {
 public:
  [[nodiscard]] static Result<LabelWriter> create(const std::string& folder);
  // Of the items in their order; no line end in it.
  [[nodiscard]] Result<void> add(std::string_view label);
  struct Seals {
    Seal labels, places;
  };
  [[nodiscard]] Result<Seals> finish();

 private:
  LabelWriter(SealedFile labels, SealedFile places)
      : labels_(std::move(labels)), places_(std::move(places)) {}
  SealedFile labels_, places_;
  std::uint64_t items_ = 0;
  std::uint64_t end_ = 0;
};

// Thread-safe, as nothing changes.
class LabelFile {
 public:
  // Malformed when the files are not as long as their seals say, Outside when they cannot be read. Their
  // bytes are not looked at: each label is checked when it is asked for.
  [[nodiscard]] static Result<LabelFile> open(const std::string& folder, const LabelWriter::Seals& seals);
  // Of an item that is damaged, or that there is not, words that say so.
  [[nodiscard]] std::string label(std::uint64_t item) const;

 private:
  LabelFile(match::Block labels, match::Block places)
      : labels_(std::move(labels)), places_(std::move(places)) {}
  match::Block labels_, places_;
};

}  // namespace jium::cli
