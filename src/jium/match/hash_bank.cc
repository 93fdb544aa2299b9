#include "jium/match/hash_bank.h"

#include <sodium.h>

#include <algorithm>
#include <filesystem>
#include <system_error>

#include "jium/base/text_file.h"
#include "jium/match/segment_block.h"

namespace jium::match {
namespace {

using fingerprint::Algorithm;
using fingerprint::Fingerprint;

constexpr std::array<std::string_view, 3> kNames{"pdq", "pdq-512", "digests"};
constexpr std::size_t kSum = 32;

Bits256 key_of(const Fingerprint& digest) {
  const std::string_view name = fingerprint::name_of(digest.algorithm());
  crypto_generichash_state state;
  Bits256 bits{};
  crypto_generichash_init(&state, nullptr, 0, sizeof bits);
  // The name's end is marked, so that no name and value can be read as another name and value.
  crypto_generichash_update(&state, bytes_of(name).data(), name.size());
  const std::uint8_t end = 0;
  crypto_generichash_update(&state, &end, 1);
  crypto_generichash_update(&state, digest.value().data(), digest.value().size());
  crypto_generichash_final(&state, reinterpret_cast<std::uint8_t*>(bits.data()), sizeof bits);
  return bits;
}

std::string sum_of(std::string_view text) {
  Bytes sum(kSum);
  crypto_generichash(sum.data(), sum.size(), bytes_of(text).data(), text.size(), nullptr, 0);
  return to_hex(sum);
}

// "SUM TEXT\n"; nothing when it is not what was written.
std::optional<std::string> read_mark(const std::string& path) {
  const auto line = read_word_file(path);
  if (!line || line->size() < 2 * kSum + 1 || (*line)[2 * kSum] != ' ') return std::nullopt;
  std::string text = line->substr(2 * kSum + 1);
  if (line->substr(0, 2 * kSum) != sum_of(text)) return std::nullopt;
  return text;
}

Result<void> write_mark(const std::string& folder, const std::string& text) {
  const std::string fresh = folder + "/mark.new";
  std::error_code failed;
  std::filesystem::remove(fresh, failed);  // what a killed process left
  JIUM_CHECK(write_file(fresh, bytes_of(sum_of(text) + " " + text + "\n")));
  std::filesystem::rename(fresh, folder + "/mark", failed);
  if (failed) return fault(FaultKind::outside, "the index's mark cannot be written: " + failed.message());
  return sync_folder(folder);
}

}  // namespace

HashBank::HashBank() {
  for (auto& part : parts_) part = std::make_unique<HammingIndex>();
}

HashBank::HashBank(std::string folder, std::array<std::unique_ptr<HammingIndex>, kParts> parts)
    : folder_(std::move(folder)), parts_(std::move(parts)) {}

namespace {

Result<void> make_private_folder(const std::string& folder) {
  std::error_code failed;
  std::filesystem::create_directories(folder, failed);
  if (failed)
    return fault(FaultKind::outside, "the index folder cannot be made: " + failed.message()).within(folder);
  std::filesystem::permissions(folder, std::filesystem::perms::owner_all, failed);
  return {};
}

}  // namespace

Result<std::unique_ptr<HashBank>> HashBank::open(const std::string& folder, Segment::Check check,
                                                 bool read_only) {
  if (!read_only) JIUM_CHECK(make_private_folder(folder));
  IndexSettings settings;
  settings.check = check;
  settings.read_only = read_only;
  std::array<std::unique_ptr<HammingIndex>, kParts> parts;
  for (std::size_t i = 0; i < kParts; ++i) {
    JIUM_TRY(parts[i], HammingIndex::open(folder + "/" + std::string(kNames[i]), settings));
  }
  std::unique_ptr<HashBank> bank(new HashBank(read_only ? "" : folder, std::move(parts)));
  if (!bank->was_refused()) bank->mark_ = read_mark(folder + "/mark");
  return bank;
}

bool HashBank::was_refused() const {
  return std::ranges::any_of(parts_, [](const auto& part) { return !part->refused().empty(); });
}

void HashBank::sort_into(Values& values, const KnownItem& known) {
  for (const Fingerprint& one : known.fingerprints) {
    if (fingerprint::is_digest(one.algorithm())) {
      values[digests].push_back({known.item, key_of(one)});
    } else if (fingerprint::is_perceptual(one.algorithm()) && one.matches_perceptually()) {
      values[one.algorithm() == Algorithm::pdq ? pdq : pdq_512].push_back({known.item, bits_of(one.value())});
    }
  }
}

void HashBank::put(const KnownItem& known) {
  remove(known.item);
  add_new({&known, 1});
}

void HashBank::add_new(std::span<const KnownItem> items) {
  Values values;
  for (const KnownItem& known : items) sort_into(values, known);
  for (std::size_t i = 0; i < kParts; ++i) {
    if (!values[i].empty()) parts_[i]->add_many(values[i]);
  }
}

void HashBank::remove(std::uint64_t item) {
  for (const auto& part : parts_) part->remove(item);
}

std::vector<Hit> HashBank::near(Algorithm algorithm, const Bits256& bits, int radius) const {
  return parts_[algorithm == Algorithm::pdq ? pdq : pdq_512]->search(bits, radius);
}

std::vector<std::uint64_t> HashBank::equal(const Fingerprint& digest) const {
  std::vector<std::uint64_t> items;
  for (const Hit& hit : parts_[digests]->search(key_of(digest), 0)) items.push_back(hit.key);
  return items;
}

Result<void> HashBank::set_mark(const std::string& text) {
  if (folder_.empty() || mark_ == text) return {};
  for (const auto& part : parts_) JIUM_CHECK(part->sync());
  JIUM_CHECK(write_mark(folder_, text));
  mark_ = text;
  return {};
}

Result<std::vector<IndexCheck>> HashBank::check(const EveryItem& every, bool mend) {
  Values values;
  JIUM_CHECK(every([&](const KnownItem& known) { sort_into(values, known); }));
  std::vector<IndexCheck> checks;
  for (std::size_t i = 0; i < kParts; ++i) {
    std::ranges::sort(values[i], {}, &KeyedBits::key);
    IndexCheck check{kNames[i], parts_[i]->damaged(), {}, values[i].size()};
    for (const std::string& name : parts_[i]->refused()) check.damaged.push_back(name);
    const RegistrySource source = [at = std::size_t{0}, &list = values[i]]() mutable {
      return at == list.size() ? std::nullopt : std::optional(list[at++]);
    };
    JIUM_TRY(check.difference, mend ? parts_[i]->mend(source) : parts_[i]->compare_with(source));
    checks.push_back(std::move(check));
  }
  return checks;
}

}  // namespace jium::match
