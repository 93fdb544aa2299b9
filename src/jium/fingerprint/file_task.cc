// The work of the sandboxed child: one file in, its fingerprints out.
#include "jium/fingerprint/fingerprinter.h"
#include "jium/fingerprint/local_features.h"
#include "jium/fingerprint/picture_print.h"
#include "jium/fingerprint/video_print.h"
#include "jium/fingerprint/vpdq_value.h"
#include "jium/media/page_signs.h"
#include "jium/media/video_problem.h"

namespace jium::fingerprint {
namespace {

bool has(std::uint32_t purpose, Purpose part) {
  return (purpose & static_cast<std::uint32_t>(part)) != 0;
}

Result<void> add(FileReply& reply, Algorithm algorithm, ByteView value, int quality) {
  JIUM_TRY(Fingerprint made, Fingerprint::make(algorithm, value, quality));
  reply.fingerprints.push_back(std::move(made));
  return {};
}

Result<FileReply> look_at_picture(const media::Picture& picture, std::uint32_t purpose) {
  FileReply reply;
  reply.picture = picture.format;
  reply.width = picture.width;
  reply.height = picture.height;
  const Pdq pdq = pdq_of(picture.view());
  JIUM_CHECK(add(reply, Algorithm::pdq, pdq.bits, pdq.quality));
  // The other dialect costs little, and a list of it can be matched with nothing else.
  if (purpose != static_cast<std::uint32_t>(Purpose::standard)) {
    const Pdq other = pdq_512_of(picture.view());
    JIUM_CHECK(add(reply, Algorithm::pdq_512, other.bits, other.quality));
  }
  if (has(purpose, Purpose::keep))
    JIUM_CHECK(add(reply, Algorithm::picture_print, encode(print_of(picture.view())), 100));
  if (has(purpose, Purpose::ask))
    JIUM_CHECK(add(reply, Algorithm::picture_query, encode(query_of(picture.view())), 100));
  return reply;
}

Result<FileReply> look_at_video(const VideoFindings& found, std::uint32_t purpose) {
  FileReply reply;
  if (found.standard.empty())
    return media::fault_of(media::VideoProblem::damaged);  // no frame could be shown
  reply.kind = FileKind::video;
  reply.container = found.facts.container;
  reply.width = found.facts.width;
  reply.height = found.facts.height;
  reply.duration_ms = found.print.duration_ms;
  reply.cut_short = found.facts.ending != media::VideoEnding::whole;
  JIUM_CHECK(add(reply, Algorithm::vpdq, write_frames(found.standard), 100));
  if (has(purpose, Purpose::keep)) JIUM_CHECK(add(reply, Algorithm::video_print, encode(found.print), 100));
  if (has(purpose, Purpose::ask)) JIUM_CHECK(add(reply, Algorithm::video_query, encode(found.query), 100));
  return reply;
}

// GIF and WebP are pictures until they move; what moves is a video whose first frame people know as a
// picture.
Result<FileReply> look_at_either(ByteView input, std::uint32_t purpose) {
  JIUM_TRY(const media::Picture first, media::decode_picture(input));
  const auto found =
      look_into_video(input, {.print = has(purpose, Purpose::keep), .query = has(purpose, Purpose::ask)});
  JIUM_TRY(FileReply picture, look_at_picture(first, purpose));
  if (!found || found->facts.frames < 2) return picture;
  JIUM_TRY(FileReply reply, look_at_video(*found, purpose));
  for (Fingerprint& fingerprint : picture.fingerprints) reply.fingerprints.push_back(std::move(fingerprint));
  return reply;
}

// A fault of which list tells the person more? What the bytes are known to be, before "no known picture".
bool is_a_known_kind(const Fault& fault) {
  const auto problem = media::video_problem_of(fault);
  return problem && *problem != media::VideoProblem::unknown_kind &&
         *problem != media::VideoProblem::still_picture && *problem != media::VideoProblem::empty;
}

Result<FileReply> look_at(ByteView input, std::uint32_t purpose) {
  const auto container = media::recognise_container(input);
  if (container && (*container == media::Container::gif || *container == media::Container::webp))
    return look_at_either(input, purpose);
  if (container) {
    JIUM_TRY(const VideoFindings found, look_into_video(input, {.print = has(purpose, Purpose::keep),
                                                                .query = has(purpose, Purpose::ask)}));
    return look_at_video(found, purpose);
  }
  if (is_a_known_kind(container.fault())) return container.fault();
  JIUM_TRY(const media::Picture picture, media::decode_picture(input));
  return look_at_picture(picture, purpose);
}

}  // namespace

Bytes file_task(ByteView input, std::uint32_t purpose) {
  if (purpose == kReadPage) return media::write_page(media::read_page(input, media::built_in_page_signs()));
  const auto reply = look_at(input, purpose);
  return reply ? write_reply(*reply) : write_fault(reply.fault());
}

void prepare_file_task() {
  prepare_local_features();
  static_cast<void>(media::built_in_page_signs());
  static_cast<void>(media::read_page(bytes_of("<p>"), media::built_in_page_signs()));
}

}  // namespace jium::fingerprint
