#include "jium/match/threshold.h"

namespace jium::match {

std::string_view name_of(Witness witness) {
  switch (witness) {
    case Witness::pdq:
      return "pdq";
    case Witness::pdq_turned:
      return "pdq_turned";
    case Witness::canonical:
      return "canonical";
    case Witness::region:
      return "region";
    case Witness::inner_frame:
      return "inner_frame";
    case Witness::cell:
      return "cell";
    case Witness::complement:
      return "complement";
    case Witness::local_features:
      return "local_features";
  }
  return "unknown";
}

}  // namespace jium::match
