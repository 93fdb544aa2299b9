// Answers already given to a change, by the key its sender chose: the same request again gets the same answer
// and changes nothing.
#pragma once

#include <optional>
#include <string>

#include "jium/store/access_keys.h"
#include "jium/store/store.h"

namespace jium::store {

struct GivenAnswer {
  int status = 0;
  std::string body;
};

// Conflict when the same key came with another request before. `request_digest`: of method, path and body.
[[nodiscard]] Result<std::optional<GivenAnswer>> given_answer(Transaction& tx, AccessKeyId sender,
                                                              std::string_view key, ByteView request_digest);
[[nodiscard]] Result<void> keep_answer(Transaction& tx, AccessKeyId sender,
                                       registry::OrganisationId organisation, std::string_view key,
                                       ByteView request_digest, const GivenAnswer& answer, Instant at);
// Forgets answers older than `before`.
[[nodiscard]] Result<void> forget_answers(Transaction& tx, Instant before);

// Empties the organisation's kept answers: a repeated request is still known for one, so that nothing happens
// twice, and is told (Conflict) that its answer is gone.
[[nodiscard]] Result<void> empty_answers(Transaction& tx, registry::OrganisationId organisation);

}  // namespace jium::store
