// What happened to an index since its last segment: one record for each value that came and each key that
// went, so that a process that is killed loses nothing that it had written
// (docs/formats/fingerprint_index.md).
#pragma once

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "jium/base/bytes.h"
#include "jium/match/index_delta.h"

namespace jium::match {

struct LogRecord {
  enum class Kind : std::uint8_t { add = 1, remove = 2 };
  Kind kind = Kind::add;
  KeyedBits entry;  // `bits` are zero for a removal
  friend bool operator==(const LogRecord&, const LogRecord&) = default;
};

// 16 bytes of head, then 56 a record. The number is part of every checksum, so that an old file under a new
// name is not taken for it.
[[nodiscard]] Bytes encode_log_head(std::uint64_t number);
void encode_record(std::uint64_t number, const LogRecord& record, Bytes& to);

struct LogContent {
  std::vector<LogRecord> records;  // up to the first that does not hold
  std::size_t held = 0;            // bytes up to there
  bool whole = false;              // nothing came after them
  bool cut = false;                // only part of a record (or of the head) came after them
};
[[nodiscard]] LogContent decode_log(std::uint64_t number, ByteView bytes);

class LogWriter {
 public:
  // A new and empty log; Outside when it cannot be made.
  [[nodiscard]] static Result<std::unique_ptr<LogWriter>> create(const std::string& path,
                                                                 std::uint64_t number);
  ~LogWriter();
  LogWriter(const LogWriter&) = delete;
  LogWriter& operator=(const LogWriter&) = delete;

  // With the operating system when it returns, so safe from the end of this process.
  [[nodiscard]] Result<void> append(std::span<const LogRecord> records);
  // On the disk when it returns, so safe from the end of the machine.
  [[nodiscard]] Result<void> sync();

 private:
  LogWriter(int descriptor, std::uint64_t number) : descriptor_(descriptor), number_(number) {}
  [[nodiscard]] Result<void> write(ByteView bytes);
  int descriptor_;
  std::uint64_t number_;
};

}  // namespace jium::match
