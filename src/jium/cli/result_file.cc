#include "jium/cli/result_file.h"

#include <fcntl.h>
#include <sodium.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <fstream>
#include <utility>

#include "jium/base/bytes.h"

namespace jium::cli {
namespace {

namespace json = boost::json;

Fault cannot_write() {
  return fault(FaultKind::outside, "the result file cannot be written: is the disk full?");
}

Fault cannot_read() {
  return fault(FaultKind::outside, "the result file cannot be read to its end");
}

Fault foreign() {
  return fault(FaultKind::malformed, "there is a file of this name that jium did not write: choose another");
}

std::string number_text(std::int64_t number) {
  return "/" + std::to_string(number);
}

}  // namespace

FileState state_of_file(const std::string& path) {
  FileState state;
  struct stat status {};
  if (::stat(path.c_str(), &status) == 0) {
    state.size = status.st_size;
    state.modified_ms = status.st_mtim.tv_sec * 1000 + status.st_mtim.tv_nsec / 1'000'000;
  }
  const std::string whole = path + '\0' + number_text(state.size) + number_text(state.modified_ms);
  const ByteView bytes = bytes_of(whole);
  crypto_generichash(state.stamp.data(), state.stamp.size(), bytes.data(), bytes.size(), nullptr, 0);
  return state;
}

ResultFile::ResultFile(ResultFile&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)),
      done_(std::move(other.done_)),
      with_fault_(other.with_fault_) {}

ResultFile::~ResultFile() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

Result<ResultFile> ResultFile::open(const std::string& path, const json::object& head, const EachLine& each) {
  const int descriptor = ::open(path.c_str(), O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  if (descriptor < 0)
    return fault(FaultKind::outside,
                 "the result file cannot be opened for writing: check its folder and mode");
  ResultFile file(descriptor);
  if (::flock(descriptor, LOCK_EX | LOCK_NB) != 0)
    return fault(FaultKind::conflict, "another jium is writing to this result file");
  const std::string first = json::serialize(head);
  JIUM_CHECK(file.read_what_is_there(path, first, each));
  struct stat status {};
  if (::fstat(descriptor, &status) != 0) return cannot_write();
  if (status.st_size == 0) JIUM_CHECK(file.write(first + '\n'));
  return file;
}

// A line without its end was being written when the work was interrupted: it is taken off, and its file is
// looked at again.
Result<void> ResultFile::read_what_is_there(const std::string& path, const std::string& head,
                                            const EachLine& each) {
  std::ifstream in(path, std::ios::binary);
  if (!in) return cannot_read();
  std::string line;
  off_t whole = 0;
  for (std::size_t number = 1; std::getline(in, line); ++number) {
    if (in.eof()) {
      // A first line that is not the beginning of ours is somebody else's.
      if (number == 1 && !head.starts_with(line)) return foreign();
      break;
    }
    JIUM_CHECK(number == 1 ? check_head(line, head) : take_line(line, number, each));
    whole += static_cast<off_t>(line.size()) + 1;
  }
  if (in.bad()) return cannot_read();  // whatever could not be read is not cut off
  if (::ftruncate(descriptor_, whole) != 0) return cannot_write();
  return {};
}

Result<void> ResultFile::check_head(const std::string& line, const std::string& head) {
  if (line == head) return {};
  json::error_code failed;
  const json::value other = json::parse(line, failed);
  if (failed || !other.is_object() || !other.as_object().contains("jium")) return foreign();
  return fault(FaultKind::conflict,
               "this result file is of another work (another command, another list to match against or other "
               "options): choose another name");
}

Result<void> ResultFile::take_line(const std::string& line, std::size_t number, const EachLine& each) {
  json::error_code failed;
  const json::value result = json::parse(line, failed);
  const auto* object = failed ? nullptr : result.if_object();
  const auto* stamp = object == nullptr ? nullptr : object->if_contains("stamp");
  const auto bytes = stamp == nullptr || !stamp->is_string() ? Result<Bytes>(fault(FaultKind::malformed, ""))
                                                             : from_hex(std::string_view(stamp->as_string()));
  FileStamp known{};
  if (!bytes || bytes->size() != known.size())
    return fault(FaultKind::malformed, "line " + std::to_string(number) +
                                           " of the result file cannot be read: move it away to begin anew");
  std::copy(bytes->begin(), bytes->end(), known.begin());
  take(known, *object);
  if (each) each(*object);
  return {};
}

void ResultFile::take(const FileStamp& stamp, const json::object& result) {
  const json::value* fault = result.if_contains("fault");
  const json::object* told = fault == nullptr ? nullptr : fault->if_object();
  const json::value* kind = told == nullptr ? nullptr : told->if_contains("kind");
  const bool may_pass = kind != nullptr && *kind != "malformed";
  if (!may_pass && done_.insert(stamp).second && kind != nullptr) ++with_fault_;
}

Result<void> ResultFile::add(const FileStamp& stamp, json::object result) {
  result["stamp"] = to_hex(stamp);
  JIUM_CHECK(write(json::serialize(result) + '\n'));
  take(stamp, result);
  return {};
}

Result<void> ResultFile::write(const std::string& line) {
  ByteView rest = bytes_of(line);
  while (!rest.empty()) {
    const ssize_t written = ::write(descriptor_, rest.data(), rest.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return cannot_write();
    rest = rest.subspan(static_cast<std::size_t>(written));
  }
  return {};
}

Result<void> ResultFile::finish() {
  if (::fsync(descriptor_) != 0) return cannot_write();
  return {};
}

}  // namespace jium::cli
