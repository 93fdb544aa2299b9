#include "jium/cli/recognition_text.h"

#include <fmt/format.h>

#include "jium/cli/session.h"
#include "jium/registry/sighting.h"

namespace jium::cli {
namespace {

using registry::Witness;

std::string_view words_of(Witness witness) {
  switch (witness) {
    case Witness::digest:
      return "the very same file";
    case Witness::pdq:
      return "the picture as it is";
    case Witness::pdq_turned:
      return "turned or mirrored";
    case Witness::canonical:
      return "with another frame";
    case Witness::region:
      return "a part of it";
    case Witness::inner_frame:
      return "set into another picture";
    case Witness::cell:
      return "beside other pictures";
    case Witness::complement:
      return "with inverted colours";
    case Witness::local_features:
      return "by spots that agree in place";
    case Witness::frames:
      return "by frames that follow one another";
    case Witness::sound:
      return "by its sound";
    case Witness::both:
      return "by frames and sound";
  }
  return "";
}

}  // namespace

std::string recognition_text(const boost::json::value& match) {
  const Witness witness = registry::witness_of(text_at(match, "witness"));
  if (witness == Witness::digest) return std::string(words_of(witness));
  if (witness == Witness::pdq) return "PDQ distance " + text_at(match, "distance");
  return fmt::format("{}, sureness {} %", words_of(witness), text_at(match, "sureness"));
}

}  // namespace jium::cli
