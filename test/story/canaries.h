// Marks that must never be found at rest: words, fingerprints and pictures that a story plays with, in every
// form in which they could have been written down, and the search for them through whole folders.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "jium/base/bytes.h"
#include "jium/base/result.h"

namespace jium::story {

class Canaries {
 public:
  // A text: as it is, in UTF-16, in base64 and as hexadecimal digits.
  void plant_text(const std::string& name, const std::string& text);
  // Bytes (a fingerprint): as they are, hexadecimal in both cases and from behind, and in base64.
  void plant_bytes(const std::string& name, const Bytes& bytes);
  // A file: any run of 31 of its bytes is noticed, but for runs that say next to nothing.
  void plant_file(const std::string& name, const Bytes& bytes);

  // The names of what was found, each once.
  [[nodiscard]] std::vector<std::string> find_in(std::string_view text) const;

  struct Search {
    std::vector<std::string> found;  // "what, in which file"
    std::vector<std::string> files;  // all that were looked through, by name
    std::uint64_t bytes = 0;
  };
  // Looks through a file, or a folder and all below it. Files that vanish meanwhile are passed over.
  [[nodiscard]] Result<Search> search(const std::filesystem::path& where) const;

  [[nodiscard]] std::size_t forms() const { return patterns_.size() + windows_.size(); }

 private:
  struct Pattern {
    std::string name;
    std::string bytes;
  };
  void plant(const std::string& name, std::string bytes);
  void find_windows(std::string_view text, std::vector<std::string>& found) const;

  std::vector<Pattern> patterns_;
  std::unordered_map<std::string_view, std::string> windows_;  // into files_
  std::vector<std::unique_ptr<std::string>> files_;
};

}  // namespace jium::story
