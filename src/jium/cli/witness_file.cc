#include "jium/cli/witness_file.h"

#include <filesystem>
#include <utility>

#include "jium/base/text_file.h"

namespace jium::cli {

Result<void> WitnessFile::begin(const std::string& path, const audit::WitnessState& state) {
  JIUM_TRY(const FileLock lock, FileLock::take(path + ".lock"));
  std::error_code unreadable;
  if (std::filesystem::exists(std::filesystem::symlink_status(path, unreadable)))
    return fault(FaultKind::conflict, path + " is there already: a witness begins once and does not forget");
  return replace_file(path, write_witness_state(state));
}

Result<WitnessFile> WitnessFile::open(const std::string& path) {
  // Beside the state, which is another file after each change.
  JIUM_TRY(FileLock lock, FileLock::take(path + ".lock"));
  auto text = read_text_file(path);
  auto state = text ? audit::read_witness_state(*text) : Result<audit::WitnessState>(std::move(text).fault());
  if (!state) return Fault(std::move(state).fault()).within("reading the witness's state");
  return WitnessFile(path, std::move(lock), *std::move(state));
}

Result<void> WitnessFile::replace(const audit::WitnessState& state) {
  JIUM_CHECK(replace_file(path_, write_witness_state(state)));
  state_ = state;
  return {};
}

}  // namespace jium::cli
