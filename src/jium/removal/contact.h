// What has passed between the centre and an operator: each time somebody was written to, over which channel,
// about which request, and what came of it. Free of words and addresses: an operator's habits, not its
// letters.
#pragma once

#include <optional>

#include "jium/removal/removal_request.h"

namespace jium::removal {

struct ContactTag {
  static constexpr char letter = 'N';
  static constexpr std::string_view noun = "contact";
};
using ContactId = Id<ContactTag>;

// waiting: no word yet. undeliverable: the channel would not take it. silent: the clock ended without a word.
enum class ContactOutcome { waiting, acknowledged, removed, refused, undeliverable, silent };
BOOST_DESCRIBE_ENUM(ContactOutcome, waiting, acknowledged, removed, refused, undeliverable, silent)

struct Contact {
  ContactId id;
  registry::OrganisationId organisation;
  OperatorId site_operator;
  std::optional<registry::SiteId> site;
  std::optional<RequestId> request;  // none once its case is erased
  ChannelKind channel = ChannelKind::mail;
  Instant at{};
  ContactOutcome outcome = ContactOutcome::waiting;
  std::optional<Instant> outcome_at;
};

// What an operator's answer makes of the contact. `removed` and `refused` are last words, but for a refusal
// that follows a claim; silence ends with any word.
[[nodiscard]] ContactOutcome outcome_of(Answer answer);
void note_outcome(Contact& contact, ContactOutcome outcome, Instant at);

}  // namespace jium::removal
