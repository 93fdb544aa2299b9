#include "jium/base/text_file.h"

#include <filesystem>
#include <fstream>

namespace jium {
namespace {

constexpr std::uintmax_t kLargest = std::uintmax_t{256} << 20;

}  // namespace

Result<std::string> read_text_file(const std::string& path) {
  std::error_code failed;
  // A stream opens a folder happily and throws when it is read.
  if (!std::filesystem::is_regular_file(path, failed)) {
    return fault(FaultKind::outside, path + " is not there, or not a regular file");
  }
  const std::uintmax_t size = std::filesystem::file_size(path, failed);
  if (failed || size > kLargest)
    return fault(FaultKind::outside, path + " is too large for what it is meant to be");
  std::ifstream file(path, std::ios::binary);
  std::string text(size, '\0');
  if (!file.read(text.data(), static_cast<std::streamsize>(size))) {
    return fault(FaultKind::outside, path + " cannot be read: check its owner and mode");
  }
  return text;
}

Result<std::string> read_word_file(const std::string& path) {
  JIUM_TRY(std::string word, read_text_file(path));
  while (!word.empty() && (word.back() == '\n' || word.back() == '\r' || word.back() == ' ')) word.pop_back();
  return word;
}

}  // namespace jium
