// The evidence of a fetch as the text that is sealed.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "jium/base/result.h"
#include "jium/registry/fetcher.h"

namespace jium::store {

// Empty when there is none.
[[nodiscard]] std::string write_evidence(const std::optional<registry::FetchEvidence>& evidence);
[[nodiscard]] Result<std::optional<registry::FetchEvidence>> read_evidence(std::string_view text);

}  // namespace jium::store
