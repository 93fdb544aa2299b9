// The manual page of the authorisation table: docs/operating/authorisation.md, written from authz.tsv and
// compared with what is checked in, so that no rule changes without a person reading the change.
#pragma once

#include <string>

#include "jium/desk/authorisation.h"

namespace jium::desk {

// Markdown. Routes stand in the order of the table, roles in that of the enumeration.
[[nodiscard]] std::string manual_page(const Authorisation& table);

}  // namespace jium::desk
