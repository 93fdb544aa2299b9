// The key file: the master keys of a store, one line a generation.
//
//   jium key GENERATION HEX        64 hexadecimal digits, generations from 1 upwards, each once
//
// Usually there is one line; while keys are being rotated (key_rotation.h) there are two. The file has mode
// 0600 (0400 where nobody rotates), is never read through a link, and is replaced as a whole: written beside,
// synced, renamed, and its folder synced.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <string>

#include "jium/base/result.h"
#include "jium/base/secret.h"

namespace jium::store {

using KeyBytes = std::array<std::uint8_t, 32>;
using Generation = std::int64_t;

class KeyRing {
 public:
  [[nodiscard]] static KeyRing random();  // one key, generation 1
  // Outside, in words for whoever looks after the machine.
  [[nodiscard]] static Result<KeyRing> read(const std::string& path);
  // A new file. The key gets its name only when it is whole and on disk; of two processes that start at the
  // same moment the second takes the first one's.
  [[nodiscard]] static Result<KeyRing> make(const std::string& path);
  [[nodiscard]] Result<void> replace(const std::string& path) const;

  [[nodiscard]] Generation newest() const { return keys_.rbegin()->first; }
  [[nodiscard]] Generation oldest() const { return keys_.begin()->first; }
  [[nodiscard]] std::size_t size() const { return keys_.size(); }
  [[nodiscard]] const KeyBytes* find(Generation generation) const;
  [[nodiscard]] KeyRing with_next() const;  // one more, newer than all
  [[nodiscard]] KeyRing with_only(Generation generation) const;

  [[nodiscard]] static Result<KeyRing> parse(std::string_view text);
  [[nodiscard]] std::string text() const;  // secret

 private:
  std::map<Generation, Secret<KeyBytes>> keys_;  // never empty
};

}  // namespace jium::store
