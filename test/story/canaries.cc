#include "story/canaries.h"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <set>

#include "peers/temporary_folder.h"

namespace jium::story {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kWindow = 16;
constexpr std::size_t kTellingBytes = 8;  // different values in a window, so that runs of zeroes do not count

std::string base64_of(std::string_view bytes, int variant) {
  std::string text(sodium_base64_ENCODED_LEN(bytes.size(), variant), '\0');
  const ByteView view = bytes_of(bytes);
  sodium_bin2base64(text.data(), text.size(), view.data(), view.size(), variant);
  text.resize(text.find('\0'));
  return text;
}

// Without its last characters, which depend on what may follow.
std::string base64_core(std::string_view bytes) {
  return base64_of(bytes.substr(0, bytes.size() - bytes.size() % 3),
                   sodium_base64_VARIANT_ORIGINAL_NO_PADDING);
}

std::string upper(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) { return std::toupper(c); });
  return text;
}

std::string utf16_of_ascii(std::string_view text) {
  std::string wide;
  for (const char c : text) {
    wide += c;
    wide += '\0';
  }
  return wide;
}

bool tells_something(std::string_view window) {
  return std::set<char>(window.begin(), window.end()).size() >= kTellingBytes;
}

}  // namespace

void Canaries::plant(const std::string& name, std::string bytes) {
  patterns_.push_back({name, std::move(bytes)});
}

void Canaries::plant_text(const std::string& name, const std::string& text) {
  plant(name, text);
  plant(name + " in UTF-16", utf16_of_ascii(text));
  plant(name + " in hexadecimal", to_hex(bytes_of(text)));
  // Base64 looks different at each of three beginnings.
  for (std::size_t skipped = 0; skipped < 3 && text.size() > skipped + 8; ++skipped) {
    plant(name + " in base64", base64_core(std::string_view(text).substr(skipped)));
  }
}

void Canaries::plant_bytes(const std::string& name, const Bytes& bytes) {
  const std::string raw(text_of(bytes));
  const std::string hex = to_hex(bytes);
  plant(name, raw);
  plant(name + " from behind", std::string(raw.rbegin(), raw.rend()));
  plant(name + " in hexadecimal", hex);
  plant(name + " in hexadecimal", upper(hex));
  plant(name + " in hexadecimal from behind", std::string(hex.rbegin(), hex.rend()));
  for (std::size_t skipped = 0; skipped < 3; ++skipped) {
    plant(name + " in base64", base64_core(std::string_view(raw).substr(skipped)));
  }
}

void Canaries::plant_file(const std::string& name, const Bytes& bytes) {
  files_.push_back(std::make_unique<std::string>(text_of(bytes)));
  const std::string_view file = *files_.back();
  for (std::size_t at = 0; at + kWindow <= file.size(); at += kWindow) {
    const std::string_view window = file.substr(at, kWindow);
    if (tells_something(window)) windows_.emplace(window, name);
  }
}

void Canaries::find_windows(std::string_view text, std::vector<std::string>& found) const {
  std::set<std::string> names;
  for (std::size_t at = 0; at + kWindow <= text.size(); ++at) {
    const auto window = windows_.find(text.substr(at, kWindow));
    if (window != windows_.end()) names.insert(window->second);
  }
  found.insert(found.end(), names.begin(), names.end());
}

std::vector<std::string> Canaries::find_in(std::string_view text) const {
  std::vector<std::string> found;
  for (const Pattern& pattern : patterns_) {
    if (text.find(pattern.bytes) != std::string_view::npos) found.push_back(pattern.name);
  }
  find_windows(text, found);
  return found;
}

Result<Canaries::Search> Canaries::search(const fs::path& where) const {
  Search search;
  const auto look_through = [&](const fs::path& file) {
    const auto text = peers::read_file(file);
    if (!text) return;
    search.files.push_back(file.filename().string());
    search.bytes += text->size();
    for (const std::string& name : find_in(*text)) {
      search.found.push_back(name + ", in " + file.filename().string());
    }
    // A file's name is at rest, too.
    for (const std::string& name : find_in(file.filename().string())) {
      search.found.push_back(name + ", as a file's name");
    }
  };
  std::error_code problem;
  if (!fs::exists(where, problem)) return fault(FaultKind::missing, "there is nothing to search");
  if (!fs::is_directory(where, problem)) {
    look_through(where);
    return search;
  }
  for (auto at = fs::recursive_directory_iterator(where, problem);
       !problem && at != fs::recursive_directory_iterator(); at.increment(problem)) {
    if (at->is_regular_file(problem)) look_through(at->path());
  }
  return search;
}

}  // namespace jium::story
