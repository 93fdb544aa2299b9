// Platforms as operators: links between a centre's directory and platforms of this installation, the requests
// that a platform is served, and what it asks about them. These rows stand between organisations: the desk's
// rules say who sees them (desk/serve_requests.h), in the house's own name.
//
// What a request says is sealed with the case's key, so that erasing the case erases it here too.
#pragma once

#include <optional>
#include <vector>

#include "jium/removal/operator.h"
#include "jium/removal/platform_request.h"
#include "jium/store/store.h"

namespace jium::store {

[[nodiscard]] Result<void> insert(Transaction& tx, const removal::PlatformLink& link);
[[nodiscard]] Result<void> update(Transaction& tx, const removal::PlatformLink& link);  // accepted, ended
[[nodiscard]] Result<removal::PlatformLink> load_link(Transaction& tx, removal::LinkId id);
[[nodiscard]] Result<std::vector<removal::PlatformLink>> all_links(Transaction& tx);  // oldest first
// The one that is accepted and not ended.
[[nodiscard]] Result<std::optional<removal::PlatformLink>> link_of_operator(
    Transaction& tx, registry::OrganisationId organisation, removal::OperatorId site_operator);
[[nodiscard]] Result<std::vector<removal::PlatformLink>> open_links_of_operator(
    Transaction& tx, registry::OrganisationId organisation, removal::OperatorId site_operator);

// Given in the order of commits, and never twice.
[[nodiscard]] Result<std::uint64_t> next_seq(Transaction& tx, registry::OrganisationId platform);

[[nodiscard]] Result<void> insert(Transaction& tx, const removal::PlatformRequest& request,
                                  casework::CaseId the_case);
// Its number, state and times, and the words of an answer.
[[nodiscard]] Result<void> update(Transaction& tx, const removal::PlatformRequest& request,
                                  casework::CaseId the_case);
// Missing unless it is this platform's.
[[nodiscard]] Result<removal::PlatformRequest> load_platform_request(Transaction& tx,
                                                                     registry::OrganisationId platform,
                                                                     removal::RequestId id);
[[nodiscard]] Result<std::optional<removal::PlatformRequest>> platform_request_of(Transaction& tx,
                                                                                  removal::RequestId id);
// In the order of their numbers.
[[nodiscard]] Result<std::vector<removal::PlatformRequest>> platform_requests_after(
    Transaction& tx, registry::OrganisationId platform, std::uint64_t after, int limit);

[[nodiscard]] Result<void> insert(Transaction& tx, const removal::PlatformQuestion& question,
                                  casework::CaseId the_case);
[[nodiscard]] Result<void> update(Transaction& tx, const removal::PlatformQuestion& question,
                                  casework::CaseId the_case);  // its answer
[[nodiscard]] Result<removal::PlatformQuestion> load_question(Transaction& tx, removal::QuestionId id);
[[nodiscard]] Result<std::vector<removal::PlatformQuestion>> questions_of(
    Transaction& tx, removal::RequestId request);  // oldest first

}  // namespace jium::store
