// A removal request in the inbox of an operator that runs jium here: a platform of this installation, which a
// centre's directory names as one of its operators. Both sides say so (PlatformLink) before anything is
// offered.
//
//   waiting --fetched--> served --> acknowledged --> removed | refused
//   served, acknowledged --asks--> needs_more --answered--> acknowledged
//   waiting --(the ground has gone)--> withdrawn: it is never shown
//   served, acknowledged, needs_more --the centre takes it back--> withdrawn
//
// The clock starts when the request is first fetched: before that the operator knows nothing of it.
#pragma once

#include <optional>
#include <string>

#include "jium/removal/removal_request.h"

namespace jium::removal {

struct LinkTag {
  static constexpr char letter = 'M';
  static constexpr std::string_view noun = "platform link";
};
using LinkId = Id<LinkTag>;

struct PlatformLink {
  LinkId id;
  registry::OrganisationId organisation;  // the centre
  OperatorId site_operator;               // of its directory
  registry::OrganisationId platform;
  std::string named_by;
  Instant named_at{};
  std::string accepted_by;  // empty: not yet
  std::optional<Instant> accepted_at;
  std::string ended_by;  // empty: it has not ended
  std::optional<Instant> ended_at;

  [[nodiscard]] bool in_force() const { return accepted_at && !ended_at; }
};
// Conflict when it is accepted already, or has ended.
[[nodiscard]] Result<void> accept(PlatformLink& link, std::string by, Instant at);
[[nodiscard]] Result<void> end(PlatformLink& link, std::string by, Instant at);

enum class OfferState { waiting, served, acknowledged, needs_more, removed, refused, withdrawn };
BOOST_DESCRIBE_ENUM(OfferState, waiting, served, acknowledged, needs_more, removed, refused, withdrawn)

// Why an operator says no.
enum class RefusalReason {
  not_found,       // there is nothing at this address
  not_ours,        // the address is not on a site of theirs
  not_illegal,     // their reading of the law, or of their terms
  needs_identity,  // they want to know who the survivor is, which nobody is told
  court_order,     // they want an order
  other,
};
BOOST_DESCRIBE_ENUM(RefusalReason, not_found, not_ours, not_illegal, needs_identity, court_order, other)

struct PlatformRequest {
  RequestId request;
  registry::OrganisationId organisation;  // the centre
  registry::OrganisationId platform;
  LinkId link;
  std::uint64_t seq = 0;        // anew with each change on the centre's side, so that a cursor finds it again
  Secret<std::string> content;  // desk/platform_message.h
  OfferState state = OfferState::waiting;
  Instant filed_at{};
  std::optional<Instant> served_at, acknowledged_at, answered_at;
  std::optional<RefusalReason> reason;
  Secret<std::string> words;  // of the answer; may be empty
};

// Each is Conflict when the state does not allow it; said again, what holds already is no fault and no
// change.
[[nodiscard]] Result<bool> acknowledge(PlatformRequest& request, Instant at);  // true: it is new
struct OfferAnswer {
  OfferState outcome = OfferState::removed;  // or refused
  std::optional<RefusalReason> reason;       // of a refusal
  Secret<std::string> words;
};
[[nodiscard]] Result<bool> answer(PlatformRequest& request, const OfferAnswer& ask, Instant at);
[[nodiscard]] Result<void> ask_more(PlatformRequest& request);
void take_back(PlatformRequest& request);

struct QuestionTag {
  static constexpr char letter = 'Q';
  static constexpr std::string_view noun = "question";
};
using QuestionId = Id<QuestionTag>;

enum class QuestionKind { question, counter_notice };
BOOST_DESCRIBE_ENUM(QuestionKind, question, counter_notice)

struct PlatformQuestion {
  QuestionId id;
  RequestId request;
  registry::OrganisationId platform;
  QuestionKind kind = QuestionKind::question;
  Secret<std::string> words;
  Instant asked_at{};
  Secret<std::string> answer;  // of the centre's officer
  std::optional<Instant> answered_at;
};

}  // namespace jium::removal
