#include "jium/match/index_manifest.h"

#include <fcntl.h>
#include <sodium.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <cstring>
#include <filesystem>
#include <optional>

namespace jium::match {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t kManifestMagic = 0x316E'616D'6D75'696AULL;  // "jiumman1" in the file
constexpr std::uint64_t kGraveMagic = 0x3176'7267'6D75'696AULL;     // "jiumgrv1"
constexpr std::size_t kSum = 32;

// Numbers of 64 bits, little-endian, with a checksum after them: manifest and grave are nothing else.
Bytes sealed(std::span<const std::uint64_t> words) {
  Bytes bytes(words.size_bytes() + kSum);
  if (!words.empty()) std::memcpy(bytes.data(), words.data(), words.size_bytes());
  crypto_generichash(bytes.data() + words.size_bytes(), kSum, bytes.data(), words.size_bytes(), nullptr, 0);
  return bytes;
}

std::optional<std::vector<std::uint64_t>> unsealed(ByteView bytes) {
  if (bytes.size() < kSum || bytes.size() % 8 != 0) return std::nullopt;
  const std::size_t size = bytes.size() - kSum;
  std::array<std::uint8_t, kSum> sum{};
  crypto_generichash(sum.data(), kSum, bytes.data(), size, nullptr, 0);
  if (!std::equal(sum.begin(), sum.end(), bytes.begin() + static_cast<std::ptrdiff_t>(size)))
    return std::nullopt;
  std::vector<std::uint64_t> words(size / 8);
  if (size > 0) std::memcpy(words.data(), bytes.data(), size);
  return words;
}

// 7 of "log-7"; nothing for any other name.
std::optional<std::uint64_t> number_in(const std::string& name, std::string_view before) {
  if (!name.starts_with(before)) return std::nullopt;
  std::uint64_t number = 0;
  const char* end = name.data() + name.size();
  const auto [stopped, error] = std::from_chars(name.data() + before.size(), end, number);
  if (error != std::errc{} || stopped != end) return std::nullopt;
  return number;
}

// So that the next start finds a whole log there.
bool cut_back(const std::string& path, std::uint64_t number, std::size_t held) {
  if (held == 0) return write_file(path, encode_log_head(number)).has_value();
  std::error_code error;
  fs::resize_file(path, held, error);
  return !error;
}

}  // namespace

Bytes encode_manifest(const Manifest& manifest) {
  std::vector<std::uint64_t> words{kManifestMagic, manifest.next_number, manifest.first_log,
                                   manifest.incomplete ? 1U : 0U, manifest.parts.size()};
  for (const Manifest::Part& part : manifest.parts) {
    words.push_back(part.number);
    words.push_back(part.grave);
  }
  return sealed(words);
}

Result<Manifest> decode_manifest(ByteView bytes) {
  const auto words = unsealed(bytes);
  if (!words || words->size() < 5 || words->front() != kManifestMagic)
    return fault(FaultKind::malformed, "the manifest is damaged");
  if ((words->size() - 5) % 2 != 0 || (*words)[4] != (words->size() - 5) / 2 || (*words)[3] > 1)
    return fault(FaultKind::malformed, "the manifest is not one that jium writes");
  Manifest manifest{(*words)[1], (*words)[2], (*words)[3] == 1, {}};
  for (std::size_t i = 5; i < words->size(); i += 2) manifest.parts.push_back({(*words)[i], (*words)[i + 1]});
  return manifest;
}

Bytes encode_grave(std::uint64_t segment, std::span<const std::uint64_t> words) {
  std::vector<std::uint64_t> all{kGraveMagic, segment};
  all.insert(all.end(), words.begin(), words.end());
  return sealed(all);
}

Result<std::vector<std::uint64_t>> decode_grave(std::uint64_t segment, ByteView bytes) {
  auto words = unsealed(bytes);
  if (!words || words->size() < 2 || words->front() != kGraveMagic || (*words)[1] != segment)
    return fault(FaultKind::malformed, "the list of dead values is damaged");
  words->erase(words->begin(), words->begin() + 2);
  return std::move(*words);
}

Result<std::unique_ptr<IndexFolder>> IndexFolder::take(const std::string& path) {
  std::error_code error;
  fs::create_directories(path, error);
  const int lock = ::open((fs::path(path) / "lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (lock < 0) return fault(FaultKind::outside, "the index folder cannot be used");
  return locked(path, lock, false);
}

Result<std::unique_ptr<IndexFolder>> IndexFolder::share(const std::string& path) {
  const int lock = ::open((fs::path(path) / "lock").c_str(), O_RDONLY | O_CLOEXEC);
  if (lock < 0) return fault(FaultKind::missing, "there is no index in this folder, or it may not be read");
  return locked(path, lock, true);
}

Result<std::unique_ptr<IndexFolder>> IndexFolder::locked(const std::string& path, int lock, bool shared) {
  std::unique_ptr<IndexFolder> folder(new IndexFolder(path, lock, shared));
  if (::flock(lock, (shared ? LOCK_SH : LOCK_EX) | LOCK_NB) != 0)
    return fault(FaultKind::conflict, "another process has this index open");
  return folder;
}

IndexFolder::~IndexFolder() {
  ::close(lock_);
}

std::string IndexFolder::segment_path(std::uint64_t number) const {
  return (fs::path(path_) / ("segment-" + std::to_string(number))).string();
}

std::string IndexFolder::grave_path(std::uint64_t number) const {
  return (fs::path(path_) / ("grave-" + std::to_string(number))).string();
}

std::string IndexFolder::log_path(std::uint64_t number) const {
  return (fs::path(path_) / ("log-" + std::to_string(number))).string();
}

Result<std::vector<std::string>> IndexFolder::names() const {
  std::vector<std::string> names;
  std::error_code error;
  for (fs::directory_iterator at(path_, error), end; !error && at != end; at.increment(error))
    names.push_back(at->path().filename().string());
  if (error) return fault(FaultKind::outside, "the index folder cannot be read");
  return names;
}

Result<IndexFolder::Content> IndexFolder::read(Segment::Check check, bool into_memory) const {
  JIUM_TRY(const std::vector<std::string> here, names());
  Content content;
  Manifest manifest;
  bool has_manifest = false;
  const auto numbers_of = [&](std::string_view kind) {
    std::vector<std::uint64_t> numbers;
    for (const std::string& name : here) {
      if (const auto number = number_in(name, kind)) numbers.push_back(*number);
    }
    std::ranges::sort(numbers);
    return numbers;
  };
  const std::vector<std::uint64_t> logs = numbers_of("log-");
  if (const auto block = Block::of_file((fs::path(path_) / "manifest").string())) {
    if (auto decoded = decode_manifest(block->bytes())) {
      manifest = std::move(*decoded);
      has_manifest = true;
      if (manifest.incomplete) content.refused.emplace_back("index: it was never mended");
    } else {
      content.refused.push_back("manifest: " + decoded.fault().what);
    }
  } else if (block.fault().kind != FaultKind::missing) {
    return block.fault();
  } else if (!logs.empty() || !numbers_of("segment-").empty()) {
    content.refused.emplace_back("manifest: it is not there");
  }
  if (!content.refused.empty() && !manifest.incomplete && !logs.empty()) manifest.first_log = logs.front();
  content.next_number = manifest.next_number;
  // Numbers that were given out after the manifest was written, or before one that is lost, stay unused.
  for (const std::string_view kind : {"segment-", "grave-"}) {
    const std::vector<std::uint64_t> numbers = numbers_of(kind);
    if (!numbers.empty()) content.next_number = std::max(content.next_number, numbers.back() + 1);
  }
  content.first_log = manifest.first_log;
  read_parts(manifest, check, into_memory, content);
  read_logs(manifest.first_log, logs, content);
  // A manifest names a log that was there before it.
  const bool has_logs = !logs.empty() && logs.back() >= manifest.first_log;
  if (has_manifest && !has_logs)
    content.refused.push_back("log-" + std::to_string(manifest.first_log) + ": it is not there");
  return content;
}

void IndexFolder::read_parts(const Manifest& manifest, Segment::Check check, bool into_memory,
                             Content& content) const {
  for (const Manifest::Part& part : manifest.parts) {
    auto segment = Segment::open(segment_path(part.number), check, into_memory);
    if (!segment) {
      content.refused.push_back("segment-" + std::to_string(part.number) + ": " + segment.fault().what);
      continue;
    }
    if (part.grave != 0) {
      const auto block = Block::of_file(grave_path(part.grave));
      const auto words = block ? decode_grave(part.number, block->bytes())
                               : Result<std::vector<std::uint64_t>>(block.fault());
      // Without it, what was withdrawn would be found again: better to miss until the registry is asked.
      if (!words) {
        content.refused.push_back("grave-" + std::to_string(part.grave) + ": " + words.fault().what);
        continue;
      }
      (*segment)->bury(*words);
    }
    content.parts.push_back({part.number, part.grave, std::move(*segment)});
  }
}

void IndexFolder::read_logs(std::uint64_t first, std::span<const std::uint64_t> numbers,
                            Content& content) const {
  for (const std::uint64_t number : numbers) {
    if (number < first) continue;
    for (; first < number; ++first)
      content.refused.push_back("log-" + std::to_string(first) + ": it is not there");
    ++first;
    const auto block = Block::of_file(log_path(number));
    LogContent log;
    if (block) log = decode_log(number, block->bytes());
    // A process that is killed leaves part of a record that nobody was promised, at the end of the last log.
    if (log.cut && number == numbers.back())
      log.whole = shared_ || cut_back(log_path(number), number, log.held);
    if (!log.whole)
      content.refused.push_back("log-" + std::to_string(number) + ": it is cut short or damaged");
    content.logs.emplace_back(number, std::move(log.records));
  }
}

Result<void> IndexFolder::write_grave(std::uint64_t number, std::uint64_t segment,
                                      std::span<const std::uint64_t> words) const {
  return write_file(grave_path(number), encode_grave(segment, words));
}

Result<void> IndexFolder::commit(const Manifest& manifest) const {
  const fs::path fresh = fs::path(path_) / "manifest.new";
  JIUM_CHECK(sync_folder(path_));
  JIUM_CHECK(write_file(fresh.string(), encode_manifest(manifest)));
  std::error_code error;
  fs::rename(fresh, fs::path(path_) / "manifest", error);
  if (error) return fault(FaultKind::outside, "the manifest cannot be replaced");
  JIUM_CHECK(sync_folder(path_));
  JIUM_TRY(const std::vector<std::string> here, names());
  for (const std::string& name : here) {
    const auto segment = number_in(name, "segment-");
    const auto grave = number_in(name, "grave-");
    const auto log = number_in(name, "log-");
    const auto names_it = [&](const Manifest::Part& part) {
      return (segment && part.number == *segment) || (grave && part.grave == *grave);
    };
    const bool ours = segment || grave;
    if ((ours && std::ranges::none_of(manifest.parts, names_it)) || (log && *log < manifest.first_log))
      fs::remove(fs::path(path_) / name, error);
  }
  return {};
}

}  // namespace jium::match
