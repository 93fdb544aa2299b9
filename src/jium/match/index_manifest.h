// The folder of an index: which segments belong to it and from which log on it is to be replayed. The
// manifest is the one file that is ever replaced, by a rename, so it is always the old one or the new one
// (docs/formats/fingerprint_index.md).
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "jium/match/index_log.h"
#include "jium/match/segment.h"

namespace jium::match {

struct Manifest {
  struct Part {
    std::uint64_t number = 0;  // segment-NUMBER
    std::uint64_t grave = 0;   // grave-NUMBER holds its dead; 0 when it has none
    friend bool operator==(const Part&, const Part&) = default;
  };
  std::uint64_t next_number = 1;  // never used before, by segment or grave
  std::uint64_t first_log = 1;    // older logs are in the segments
  bool incomplete = false;        // something was refused and has not been made up for yet
  std::vector<Part> parts;
  friend bool operator==(const Manifest&, const Manifest&) = default;
};

[[nodiscard]] Bytes encode_manifest(const Manifest& manifest);
// Malformed unless it is exactly what encode_manifest writes.
[[nodiscard]] Result<Manifest> decode_manifest(ByteView bytes);

// Which of a segment's values are dead, a bit each.
[[nodiscard]] Bytes encode_grave(std::uint64_t segment, std::span<const std::uint64_t> words);
[[nodiscard]] Result<std::vector<std::uint64_t>> decode_grave(std::uint64_t segment, ByteView bytes);

class IndexFolder {
 public:
  // Makes the folder if need be and keeps it for this process; Conflict while another has it.
  [[nodiscard]] static Result<std::unique_ptr<IndexFolder>> take(const std::string& path);
  // To read alone, beside others that only read: nothing is written, not even to put a log in order. Missing
  // when there is no index; Conflict while somebody has it to write.
  [[nodiscard]] static Result<std::unique_ptr<IndexFolder>> share(const std::string& path);
  ~IndexFolder();
  IndexFolder(const IndexFolder&) = delete;
  IndexFolder& operator=(const IndexFolder&) = delete;

  struct Content {
    struct Part {
      std::uint64_t number = 0;
      std::uint64_t grave = 0;
      std::shared_ptr<Segment> segment;
    };
    std::uint64_t next_number = 1;
    std::uint64_t first_log = 1;
    std::vector<Part> parts;
    std::vector<std::pair<std::uint64_t, std::vector<LogRecord>>> logs;  // by number, rising
    // Files that do not hold what was written, by name, and why. What they held is missing.
    std::vector<std::string> refused;
  };
  // Everything that holds. Outside only when the folder itself cannot be read.
  [[nodiscard]] Result<Content> read(Segment::Check check, bool into_memory) const;

  // Durable when it returns; then removes what is no longer named.
  [[nodiscard]] Result<void> commit(const Manifest& manifest) const;
  [[nodiscard]] Result<void> write_grave(std::uint64_t number, std::uint64_t segment,
                                         std::span<const std::uint64_t> words) const;

  [[nodiscard]] const std::string& path() const { return path_; }
  [[nodiscard]] std::string segment_path(std::uint64_t number) const;
  [[nodiscard]] std::string grave_path(std::uint64_t number) const;
  [[nodiscard]] std::string log_path(std::uint64_t number) const;

 private:
  IndexFolder(std::string path, int lock, bool shared)
      : path_(std::move(path)), lock_(lock), shared_(shared) {}
  [[nodiscard]] static Result<std::unique_ptr<IndexFolder>> locked(const std::string& path, int lock,
                                                                   bool shared);
  [[nodiscard]] Result<std::vector<std::string>> names() const;
  void read_parts(const Manifest& manifest, Segment::Check check, bool into_memory, Content& content) const;
  void read_logs(std::uint64_t first, std::span<const std::uint64_t> numbers, Content& content) const;

  std::string path_;
  int lock_;
  bool shared_;
};

}  // namespace jium::match
