#include "jium/cli/label_file.h"

#include <sodium.h>

#include <array>
#include <optional>

#include "jium/base/byte_stream.h"

namespace jium::cli {
namespace {

constexpr std::size_t kPlace = 16;
constexpr std::string_view kMagic = "jiumlbl1";

std::uint64_t number_at(const std::uint8_t* from) {
  return ByteReader({from, 8}).number(8);
}

std::uint64_t sum_of(std::uint64_t item, std::string_view label) {
  ByteWriter key;
  key.bytes(bytes_of(kMagic));
  key.number(item, 8);
  const Bytes made = key.take();
  static_assert(crypto_shorthash_KEYBYTES == 16 && crypto_shorthash_BYTES == 8);
  std::array<std::uint8_t, crypto_shorthash_BYTES> sum{};
  crypto_shorthash(sum.data(), bytes_of(label).data(), label.size(), made.data());
  return number_at(sum.data());
}

// The label as it lies there, if it is what was written.
std::optional<std::string_view> label_at(std::uint64_t item, ByteView labels, ByteView places) {
  if (item >= places.size() / kPlace) return std::nullopt;
  const std::uint8_t* place = places.data() + item * kPlace;
  const std::uint64_t start = item == 0 ? 0 : number_at(place - kPlace) + 1;
  const std::uint64_t end = number_at(place);
  if (end >= labels.size() || start > end) return std::nullopt;
  const std::string_view label = text_of(labels.subspan(start, end - start));
  return sum_of(item, label) == number_at(place + 8) ? std::optional(label) : std::nullopt;
}

}  // namespace

Result<LabelWriter> LabelWriter::create(const std::string& folder) {
  JIUM_TRY(SealedFile labels, SealedFile::create(folder + "/" + std::string(kLabels)));
  JIUM_TRY(SealedFile places, SealedFile::create(folder + "/" + std::string(kLabelPlaces)));
  return LabelWriter(std::move(labels), std::move(places));
}

Result<void> LabelWriter::add(std::string_view label) {
  end_ += label.size();
  ByteWriter place;
  place.number(end_, 8);
  place.number(sum_of(items_, label), 8);
  ++items_;
  ++end_;
  JIUM_CHECK(labels_.add(label));
  JIUM_CHECK(labels_.add("\n"));
  return places_.add(text_of(place.take()));
}

Result<LabelWriter::Seals> LabelWriter::finish() {
  Seals seals;
  JIUM_TRY(seals.labels, labels_.finish());
  JIUM_TRY(seals.places, places_.finish());
  return seals;
}

Result<LabelFile> LabelFile::open(const std::string& folder, const LabelWriter::Seals& seals) {
  const auto map = [&](std::string_view name, const Seal& seal) -> Result<match::Block> {
    auto block = match::Block::of_file(folder + "/" + std::string(name));
    if (!block) return Fault(std::move(block).fault()).within(name);
    if (block->size() != seal.size)
      return fault(FaultKind::malformed,
                   std::string(name) + " is not as long as it was written: run jium index again");
    return block;
  };
  JIUM_TRY(match::Block labels, map(kLabels, seals.labels));
  JIUM_TRY(match::Block places, map(kLabelPlaces, seals.places));
  return LabelFile(std::move(labels), std::move(places));
}

std::string LabelFile::label(std::uint64_t item) const {
  if (const auto label = label_at(item, labels_.bytes(), places_.bytes())) return std::string(*label);
  return "item " + std::to_string(item) + " (its label is damaged: see jium index --check)";
}

}  // namespace jium::cli
