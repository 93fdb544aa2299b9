// What a person keeps of the console for themselves: views of lists (a name, a page, a filter) and how it
// looks. Nobody else sees them, an administrator neither; they go when the person leaves.
#pragma once

#include <string>
#include <vector>

#include "jium/desk/desk.h"
#include "jium/store/person_views.h"

namespace jium::desk {

inline constexpr std::size_t kMostViews = 100;

struct KeepView {
  std::string name;    // 1 to 80 characters in one line
  std::string page;    // a word: small letters, digits and '-', up to 40
  std::string filter;  // a JSON object of up to 4,096 bytes
};
// A view of this name on this page is replaced. Conflict for a program, which is nobody, and beyond
// kMostViews; Malformed for what is none.
[[nodiscard]] Result<store::PersonView> keep_view(const Desk& desk, store::Transaction& tx,
                                                  const Actor& actor, const KeepView& ask);
// None for a program.
[[nodiscard]] Result<std::vector<store::PersonView>> own_views(store::Transaction& tx, const Actor& actor);
[[nodiscard]] Result<void> remove_view(store::Transaction& tx, const Actor& actor, store::ViewId id);

// What is not named stays as it is.
[[nodiscard]] Result<store::PersonSettings> keep_settings(const Desk& desk, store::Transaction& tx,
                                                          const Actor& actor,
                                                          const store::PersonSettings& change);
[[nodiscard]] Result<store::PersonSettings> own_settings(store::Transaction& tx, const Actor& actor);

}  // namespace jium::desk
