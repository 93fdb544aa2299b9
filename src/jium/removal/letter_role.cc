#include "jium/removal/letter_role.h"

namespace jium::removal {

LetterRole usual_letter(Rung rung) {
  switch (rung) {
    case Rung::site_operator:
    case Rung::site_owner:
      return LetterRole::removal;
    case Rung::host:
    case Rung::cdn:
      return LetterRole::take_down;
    case Rung::registrar:
      return LetterRole::suspension;
    case Rung::search_engine:
      return LetterRole::delisting;
    case Rung::committee:
      break;
  }
  return LetterRole::block;
}

bool may_ask(Rung rung, LetterRole letter) {
  // The place may be a result of a search service.
  const bool runs_it = rung == Rung::site_operator || rung == Rung::site_owner;
  return letter == usual_letter(rung) || (runs_it && letter == LetterRole::delisting);
}

}  // namespace jium::removal
