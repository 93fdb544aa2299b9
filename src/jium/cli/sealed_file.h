// Files that are written once, from their start to their end, and the sum by which a damaged one is known:
// BLAKE2b with 32 bytes and no key (libsodium crypto_generichash), as in the fingerprint index. A file has
// its name only when all of it is on the disk.
#pragma once

#include <sodium.h>

#include <cstdint>
#include <string>
#include <string_view>

#include "jium/base/bytes.h"
#include "jium/base/result.h"

namespace jium::cli {

// How long a file is, in bytes, and its sum in hexadecimal.
struct Seal {
  std::uint64_t size = 0;
  std::string sum;
  friend bool operator==(const Seal&, const Seal&) = default;
};

[[nodiscard]] Seal seal_of_text(std::string_view text);
// Outside when it is not there or cannot be read to its end.
[[nodiscard]] Result<Seal> seal_of_file(const std::string& path);

class SealedFile {
 public:
  // Writes to PATH.new until it is finished; Outside when that cannot be made.
  [[nodiscard]] static Result<SealedFile> create(const std::string& path);
  SealedFile(SealedFile&& other) noexcept;
  SealedFile& operator=(SealedFile&&) = delete;
  ~SealedFile();

  [[nodiscard]] Result<void> add(std::string_view bytes);
  // On the disk and under its name when it returns; sync_folder() makes the name itself lasting. Once only.
  [[nodiscard]] Result<Seal> finish();

 private:
  SealedFile(std::string path, int descriptor);
  [[nodiscard]] Result<void> flush();

  std::string path_;
  int descriptor_;
  std::string waiting_;  // not yet written
  std::uint64_t size_ = 0;
  crypto_generichash_state sum_{};
};

// The whole of a small file at once.
[[nodiscard]] Result<Seal> write_sealed(const std::string& path, std::string_view text);

}  // namespace jium::cli
