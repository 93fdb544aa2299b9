#include "jium/match/index_log.h"

#include <fcntl.h>
#include <sodium.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace jium::match {
namespace {

constexpr std::array<char, 8> kMagic{'j', 'i', 'u', 'm', 'l', 'o', 'g', '1'};
constexpr std::size_t kHead = 16;
constexpr std::size_t kBody = 48;  // kind, seven zeros, key, bits
constexpr std::size_t kRecord = kBody + crypto_shorthash_BYTES;

// A checksum against torn writes, not against people: its key is no secret.
std::array<std::uint8_t, crypto_shorthash_BYTES> sum_of(std::uint64_t number, const std::uint8_t* body) {
  std::array<std::uint8_t, crypto_shorthash_KEYBYTES> key{};
  std::memcpy(key.data(), kMagic.data(), kMagic.size());
  std::memcpy(key.data() + kMagic.size(), &number, sizeof number);
  std::array<std::uint8_t, crypto_shorthash_BYTES> sum{};
  crypto_shorthash(sum.data(), body, kBody, key.data());
  return sum;
}

}  // namespace

Bytes encode_log_head(std::uint64_t number) {
  Bytes head(kHead);
  std::memcpy(head.data(), kMagic.data(), kMagic.size());
  std::memcpy(head.data() + kMagic.size(), &number, sizeof number);
  return head;
}

void encode_record(std::uint64_t number, const LogRecord& record, Bytes& to) {
  std::array<std::uint8_t, kBody> body{};
  body[0] = static_cast<std::uint8_t>(record.kind);
  std::memcpy(body.data() + 8, &record.entry.key, sizeof record.entry.key);
  std::memcpy(body.data() + 16, record.entry.bits.data(), sizeof record.entry.bits);
  const auto sum = sum_of(number, body.data());
  to.insert(to.end(), body.begin(), body.end());
  to.insert(to.end(), sum.begin(), sum.end());
}

LogContent decode_log(std::uint64_t number, ByteView bytes) {
  LogContent content;
  const Bytes head = encode_log_head(number);
  content.cut = bytes.size() < kHead && std::equal(bytes.begin(), bytes.end(), head.begin());
  if (bytes.size() < kHead || !std::equal(head.begin(), head.end(), bytes.begin())) return content;
  bytes = bytes.subspan(kHead);
  content.held = kHead;
  while (bytes.size() >= kRecord) {
    const auto sum = sum_of(number, bytes.data());
    if (!std::equal(sum.begin(), sum.end(), bytes.begin() + kBody)) return content;
    if (bytes[0] != 1 && bytes[0] != 2) return content;
    LogRecord record{static_cast<LogRecord::Kind>(bytes[0]), {}};
    std::memcpy(&record.entry.key, bytes.data() + 8, sizeof record.entry.key);
    std::memcpy(record.entry.bits.data(), bytes.data() + 16, sizeof record.entry.bits);
    content.records.push_back(record);
    content.held += kRecord;
    bytes = bytes.subspan(kRecord);
  }
  content.whole = bytes.empty();
  content.cut = !content.whole;
  return content;
}

Result<std::unique_ptr<LogWriter>> LogWriter::create(const std::string& path, std::uint64_t number) {
  const int descriptor = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_APPEND | O_CLOEXEC, 0600);
  if (descriptor < 0) return fault(FaultKind::outside, "the index log cannot be made");
  std::unique_ptr<LogWriter> writer(new LogWriter(descriptor, number));
  JIUM_CHECK(writer->write(encode_log_head(number)));
  return writer;
}

LogWriter::~LogWriter() {
  ::close(descriptor_);
}

Result<void> LogWriter::append(std::span<const LogRecord> records) {
  Bytes bytes;
  bytes.reserve(records.size() * kRecord);
  for (const LogRecord& record : records) encode_record(number_, record, bytes);
  return write(bytes);
}

Result<void> LogWriter::write(ByteView bytes) {
  while (!bytes.empty()) {
    const auto wrote = ::write(descriptor_, bytes.data(), bytes.size());
    if (wrote < 0 && errno == EINTR) continue;
    if (wrote <= 0) return fault(FaultKind::outside, "the index log cannot be written");
    bytes = bytes.subspan(static_cast<std::size_t>(wrote));
  }
  return {};
}

Result<void> LogWriter::sync() {
  if (::fdatasync(descriptor_) != 0)
    return fault(FaultKind::outside, "the index log does not reach the disk");
  return {};
}

}  // namespace jium::match
