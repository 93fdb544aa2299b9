// A hash list (exchange/hash_list.h) that is read from a file, once, and digested on the way.
#pragma once

#include <cstdint>
#include <fstream>
#include <functional>
#include <memory>
#include <streambuf>
#include <string>

#include "jium/base/result.h"
#include "jium/exchange/hash_list.h"

namespace jium::cli {

class ListFile {
 public:
  // Outside when it is no regular file or cannot be read.
  [[nodiscard]] static Result<ListFile> open(const std::string& path);

  // Every file of the list in its order, until `visit` answers with a fault, which is handed on. What
  // read_hash_list() says, with the path as context; Outside when it cannot be read to its end. Once only.
  using Visit = std::function<Result<void>(exchange::ListedFile)>;
  [[nodiscard]] Result<void> read(const Visit& visit);

  // How much of it was read, in per cent.
  [[nodiscard]] int per_cent() const;
  // After read(): SHA-256 of its bytes, in hexadecimal.
  [[nodiscard]] Result<std::string> digest();

 private:
  class Buffer;
  ListFile(std::string path, std::uint64_t size, std::shared_ptr<Buffer> buffer);
  std::string path_;
  std::uint64_t size_;
  std::shared_ptr<Buffer> buffer_;
};

// The digest of a list that need not be understood.
[[nodiscard]] Result<std::string> digest_of_list(const std::string& path);

}  // namespace jium::cli
