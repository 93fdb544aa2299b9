// The two columns of a signature, as statements have them: who, and when.
#pragma once

#include <optional>

#include "jium/casework/signer.h"
#include "jium/store/fields.h"

namespace jium::store {

[[nodiscard]] inline std::optional<std::string> by_of(const std::optional<casework::Signature>& signature) {
  if (!signature) return std::nullopt;
  return to_text(signature->by);
}
[[nodiscard]] inline std::optional<Instant> at_of(const std::optional<casework::Signature>& signature) {
  if (!signature) return std::nullopt;
  return signature->at;
}

// Reads both; nothing when nobody signed.
[[nodiscard]] inline Result<std::optional<casework::Signature>> read_signature(Fields& in) {
  const std::string by = in.text();
  const auto at = in.maybe_instant();
  if (!at) return std::optional<casework::Signature>();
  JIUM_TRY(auto signer, stored(casework::parse_signer(by)));
  return std::optional<casework::Signature>({std::move(signer), *at});
}

}  // namespace jium::store
