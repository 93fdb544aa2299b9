// One of backup and key rotation at a time: a backup takes the key file that goes with the state it copies,
// and two rotations would each make a key. The server does not take it.
#pragma once

#include <string>
#include <utility>

#include "jium/base/result.h"

namespace jium::app {

class DataLock {
 public:
  // Conflict while another has it; it ends with the process, too.
  [[nodiscard]] static Result<DataLock> take(const std::string& data_folder);
  DataLock(DataLock&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}
  DataLock& operator=(DataLock&&) = delete;
  ~DataLock();

 private:
  explicit DataLock(int descriptor) : descriptor_(descriptor) {}
  int descriptor_;
};

}  // namespace jium::app
