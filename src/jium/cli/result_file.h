// A file of results that grows while a long work goes on, one JSON document a line, and from which an
// interrupted work goes on: a line says which file it is about by a stamp of its path, size and time, so that
// a file that has changed since is looked at again. Format: docs/formats/result_file.md.
#pragma once

#include <array>
#include <boost/json.hpp>
#include <cstdint>
#include <functional>
#include <set>
#include <string>

#include "jium/base/result.h"

namespace jium::cli {

// Path, size and time of change, as a keyless BLAKE2b of 16 bytes: two million known files are 130 MB of
// memory whatever their names.
using FileStamp = std::array<std::uint8_t, 16>;

struct FileState {
  FileStamp stamp{};
  std::int64_t size = -1;         // bytes; -1 when it cannot be told
  std::int64_t modified_ms = -1;  // since 1970
};
[[nodiscard]] FileState state_of_file(const std::string& path);

class ResultFile {
 public:
  // `head` is the first line: what the work is, and against what. A file that is there already goes on if its
  // head is the same: a last line that was cut is taken off. Conflict when its head is another, or when
  // another process is writing to it; Malformed when it is no result file; Outside when it cannot be written.
  // `each` is handed every line but the first that is there already, in their order.
  using EachLine = std::function<void(const boost::json::object&)>;
  [[nodiscard]] static Result<ResultFile> open(const std::string& path, const boost::json::object& head,
                                               const EachLine& each = {});
  ResultFile(ResultFile&& other) noexcept;
  ResultFile& operator=(ResultFile&&) = delete;
  ~ResultFile();

  // A file whose line tells of something that may pass (a busy machine, a mode that somebody mends) is not
  // done: it is looked at again, and its last line counts.
  [[nodiscard]] bool has(const FileStamp& stamp) const { return done_.contains(stamp); }
  // Files that are done and have no fingerprint.
  [[nodiscard]] std::size_t with_fault() const { return with_fault_; }
  [[nodiscard]] std::size_t known() const { return done_.size(); }
  // One whole line, written at once. The member "stamp" is added.
  [[nodiscard]] Result<void> add(const FileStamp& stamp, boost::json::object result);
  // To the disk itself.
  [[nodiscard]] Result<void> finish();

 private:
  explicit ResultFile(int descriptor) : descriptor_(descriptor) {}
  [[nodiscard]] Result<void> read_what_is_there(const std::string& path, const std::string& head,
                                                const EachLine& each);
  [[nodiscard]] static Result<void> check_head(const std::string& line, const std::string& head);
  [[nodiscard]] Result<void> take_line(const std::string& line, std::size_t number, const EachLine& each);
  void take(const FileStamp& stamp, const boost::json::object& result);
  [[nodiscard]] Result<void> write(const std::string& line);

  int descriptor_ = -1;
  std::set<FileStamp> done_;
  std::size_t with_fault_ = 0;
};

}  // namespace jium::cli
