#include "jium/fingerprint/file_reply.h"

#include "jium/base/byte_stream.h"
#include "jium/fingerprint/value_check.h"
#include "jium/media/picture_problem.h"
#include "jium/media/video_problem.h"

namespace jium::fingerprint {
namespace {

constexpr std::uint8_t kReply = 'R';
constexpr std::uint8_t kPictureFault = 'F';
constexpr std::uint8_t kVideoFault = 'G';
constexpr std::uint32_t kLargestSide = 1 << 20;
constexpr std::size_t kMostFingerprints = 8;
constexpr std::size_t kFingerprintHead = 1 + 1 + 4;

Fault nonsense() {
  return fault(FaultKind::internal, "the sandbox answered nonsense");
}

Result<FileReply> read_fault(ByteView bytes) {
  if (bytes[0] == kPictureFault) {
    const auto problem = media::problem_of(bytes[1]);
    return problem ? media::fault_of(*problem) : nonsense();
  }
  const auto problem = media::video_problem_of(bytes[1]);
  return problem ? media::fault_of(*problem) : nonsense();
}

// A digest is the parent's to make: a child that knew one would only be lying about it.
Result<Fingerprint> read_fingerprint(ByteReader& in) {
  const auto algorithm = static_cast<Algorithm>(in.number(1, 0, kAlgorithmCount - 1));
  const auto quality = static_cast<int>(in.number(1, 0, 100));
  const ByteView value = in.section();
  if (!in.good() || is_digest(algorithm)) return nonsense();
  auto made = Fingerprint::make(algorithm, value, quality);
  if (!made || !check_value(*made)) return nonsense();
  return made;
}

}  // namespace

Bytes write_reply(const FileReply& reply) {
  ByteWriter out;
  out.number(kReply, 1);
  out.number(static_cast<std::uint64_t>(reply.kind), 1);
  out.number(reply.kind == FileKind::image ? static_cast<std::uint64_t>(reply.picture)
                                           : static_cast<std::uint64_t>(reply.container),
             1);
  out.number(static_cast<std::uint64_t>(reply.width), 4);
  out.number(static_cast<std::uint64_t>(reply.height), 4);
  out.number(reply.duration_ms, 4);
  out.number(reply.cut_short ? 1 : 0, 1);
  out.number(reply.fingerprints.size(), 1);
  for (const Fingerprint& fingerprint : reply.fingerprints) {
    out.number(static_cast<std::uint64_t>(fingerprint.algorithm()), 1);
    out.number(static_cast<std::uint64_t>(fingerprint.quality()), 1);
    out.section(fingerprint.value());
  }
  return out.take();
}

Bytes write_fault(const Fault& fault) {
  if (const auto problem = media::problem_of(fault))
    return {kPictureFault, static_cast<std::uint8_t>(*problem)};
  if (const auto problem = media::video_problem_of(fault))
    return {kVideoFault, static_cast<std::uint8_t>(*problem)};
  return {};  // not one that a file can have: the parent will say that the sandbox failed
}

Result<FileReply> read_reply(ByteView bytes) {
  if (bytes.size() == 2 && (bytes[0] == kPictureFault || bytes[0] == kVideoFault)) return read_fault(bytes);
  ByteReader in(bytes);
  in.require(in.number(1) == kReply);
  FileReply reply;
  reply.kind = static_cast<FileKind>(in.number(1, 0, 1));
  const auto format = static_cast<std::uint8_t>(in.number(1));
  if (reply.kind == FileKind::image) {
    const auto known = media::format_of(format);
    in.require(known.has_value());
    reply.picture = known.value_or(media::PictureFormat::jpeg);
  } else {
    in.require(format <= static_cast<std::uint8_t>(media::Container::webp));
    if (in.good()) reply.container = static_cast<media::Container>(format);
  }
  reply.width = static_cast<int>(in.number(4, 1, kLargestSide));
  reply.height = static_cast<int>(in.number(4, 1, kLargestSide));
  reply.duration_ms = static_cast<std::uint32_t>(in.number(4));
  reply.cut_short = in.number(1, 0, 1) == 1;
  const std::size_t count = in.count(1, kMostFingerprints, kFingerprintHead);
  for (std::size_t i = 0; i < count; ++i) {
    JIUM_TRY(Fingerprint fingerprint, read_fingerprint(in));
    reply.fingerprints.push_back(std::move(fingerprint));
  }
  if (!in.finished() || reply.fingerprints.empty()) return nonsense();
  return reply;
}

}  // namespace jium::fingerprint
