#include "jium/fingerprint/value_check.h"

#include "jium/fingerprint/picture_print.h"
#include "jium/fingerprint/video_print.h"
#include "jium/fingerprint/vpdq_value.h"

namespace jium::fingerprint {
namespace {

template <class T>
Result<void> only_whether(const Result<T>& read) {
  if (!read) return read.fault();
  return {};
}

}  // namespace

Result<void> check_value(const Fingerprint& fingerprint) {
  switch (fingerprint.algorithm()) {
    case Algorithm::vpdq:
      return only_whether(read_frames(fingerprint.value()));
    case Algorithm::picture_print:
      return only_whether(decode_print(fingerprint.value()));
    case Algorithm::picture_query:
      return only_whether(decode_query(fingerprint.value()));
    case Algorithm::video_print:
      return only_whether(decode_video_print(fingerprint.value()));
    case Algorithm::video_query:
      return only_whether(decode_video_query(fingerprint.value()));
    case Algorithm::pdq:
    case Algorithm::pdq_512:
    case Algorithm::md5:
    case Algorithm::sha1:
    case Algorithm::sha256:
      return {};  // any bits will do
  }
  return {};
}

}  // namespace jium::fingerprint
