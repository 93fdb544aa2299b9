// The life of footage as the API shows it.
#pragma once

#include "jium/desk/share_footage.h"
#include "jium/http/life_types.h"
#include "jium/http/present.h"

namespace jium::http {

[[nodiscard]] wire::SchemeCode present(const registry::SchemeCode& what);
[[nodiscard]] registry::SchemeCode given(const wire::SchemeCode& what);
[[nodiscard]] wire::FootageDecision present(const registry::Decision& decision);
[[nodiscard]] wire::SeenFootage present(const desk::SeenFootage& seen);
// Of one's own.
[[nodiscard]] wire::SeenFootage present_own(const store::FootageFile& file);
[[nodiscard]] wire::Group present(const desk::SeenGroup& seen);

template <class List>
[[nodiscard]] auto present_each(const List& list) {
  std::vector<decltype(present(list.front()))> shown;
  shown.reserve(list.size());
  for (const auto& one : list) shown.push_back(present(one));
  return shown;
}

}  // namespace jium::http
