#include "jium/fingerprint/picture_reply.h"

#include <algorithm>

#include "jium/media/picture_problem.h"

namespace jium::fingerprint {
namespace {

constexpr std::uint8_t kPicture = 'P';
constexpr std::uint8_t kFault = 'F';
constexpr std::size_t kReplySize = 1 + 1 + 4 + 4 + 1 + 32;
constexpr int kLargestSide = 1 << 20;

void put_number(Bytes& bytes, int number) {
  for (int shift = 0; shift < 32; shift += 8)
    bytes.push_back(static_cast<std::uint8_t>(static_cast<unsigned>(number) >> shift));
}

int take_number(ByteView bytes, std::size_t at) {
  unsigned number = 0;
  for (std::size_t i = 0; i < 4; ++i) number |= static_cast<unsigned>(bytes[at + i]) << (8 * i);
  return static_cast<int>(number);
}

Fault nonsense() {
  return fault(FaultKind::internal, "the sandbox answered nonsense");
}

}  // namespace

Bytes write_reply(const PictureReply& reply) {
  Bytes bytes{kPicture, static_cast<std::uint8_t>(reply.format)};
  put_number(bytes, reply.width);
  put_number(bytes, reply.height);
  bytes.push_back(static_cast<std::uint8_t>(reply.pdq.quality));
  bytes.insert(bytes.end(), reply.pdq.bits.begin(), reply.pdq.bits.end());
  return bytes;
}

Bytes write_fault(const Fault& fault) {
  const auto problem = media::problem_of(fault);
  if (!problem) return {};  // not one that a picture can have: the parent will say that the sandbox failed
  return {kFault, static_cast<std::uint8_t>(*problem)};
}

Result<PictureReply> read_reply(ByteView bytes) {
  if (bytes.size() == 2 && bytes[0] == kFault) {
    const auto problem = media::problem_of(bytes[1]);
    return problem ? media::fault_of(*problem) : nonsense();
  }
  if (bytes.size() != kReplySize || bytes[0] != kPicture) return nonsense();
  PictureReply reply;
  if (bytes[1] > static_cast<std::uint8_t>(media::PictureFormat::bmp)) return nonsense();
  reply.format = static_cast<media::PictureFormat>(bytes[1]);
  reply.width = take_number(bytes, 2);
  reply.height = take_number(bytes, 6);
  reply.pdq.quality = bytes[10];
  const auto sane = [](int side) { return side > 0 && side <= kLargestSide; };
  if (!sane(reply.width) || !sane(reply.height) || reply.pdq.quality > 100) return nonsense();
  std::copy_n(bytes.begin() + 11, reply.pdq.bits.size(), reply.pdq.bits.begin());
  return reply;
}

}  // namespace jium::fingerprint
