// The file in which `jium audit witness` remembers what it saw: audit/witness.h says what stands in it. Two
// processes never change it at once, and what it says is on the disk before a cosignature leaves the process:
// a witness that forgets can be made to sign two histories.
#pragma once

#include <string>

#include "jium/audit/witness.h"
#include "jium/cli/replaced_file.h"

namespace jium::cli {

class WitnessFile {
 public:
  // A new file, for a witness that has seen nothing; conflict when one is there.
  [[nodiscard]] static Result<void> begin(const std::string& path, const audit::WitnessState& state);
  // Holds the file until this goes. Outside when it cannot be read, busy when another process holds it, and
  // what audit::read_witness_state says.
  [[nodiscard]] static Result<WitnessFile> open(const std::string& path);

  [[nodiscard]] const audit::WitnessState& state() const { return state_; }
  [[nodiscard]] Result<void> replace(const audit::WitnessState& state);

 private:
  WitnessFile(std::string path, FileLock lock, audit::WitnessState state)
      : path_(std::move(path)), lock_(std::move(lock)), state_(std::move(state)) {}

  std::string path_;
  FileLock lock_;
  audit::WitnessState state_;
};

}  // namespace jium::cli
