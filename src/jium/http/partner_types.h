// Partners of a platform, and what goes between installations by our API (docs/formats/platform_requests.md).
#pragma once

#include "jium/http/platform_types.h"
#include "jium/removal/partner.h"

namespace jium::http::wire {

struct Signer {
  std::string public_key;  // hexadecimal
};
JIUM_WIRE_VIEW(Signer, (public_key))

struct NamePartner {
  std::string name;
  Exact public_key;
};
JIUM_WIRE_ASK(NamePartner, (name, public_key))

struct Partner {
  removal::PartnerId id;
  std::string name;
  std::string public_key;
  std::string base;  // what the centre writes into its directory, behind this server's address
  std::string named_by;
  Instant named_at{};
  std::optional<Instant> ended_at;
};
JIUM_WIRE_VIEW(Partner, (id, name, public_key, base, named_by, named_at, ended_at))

struct Partners {
  std::vector<Partner> partners;
};
JIUM_WIRE_VIEW(Partners, (partners))

struct SentFingerprint {
  Exact algorithm;
  Exact value;
};
JIUM_WIRE_ASK(SentFingerprint, (algorithm, value))

struct SendRequest {
  removal::RequestId reference;
  std::string centre;
  std::string contact;
  Exact address;
  std::string rule;
  std::string legal_basis;
  std::string legal_text;
  std::optional<int> clock_hours;  // none: the rule counts working days
  bool clock_is_statutory = false;
  std::string category;
  std::vector<SentFingerprint> fingerprints;
};
JIUM_WIRE_ASK(SendRequest, (reference, centre, contact, address, rule, legal_basis, legal_text, clock_hours,
                            clock_is_statutory, category, fingerprints))

// What has become of it, for who sent it.
struct SentStatus {
  removal::RequestId reference;
  removal::OfferState state{};
  std::optional<removal::RefusalReason> reason;
  std::string words;
  Instant received_at{};
  std::optional<Instant> acknowledged_at, answered_at;
  std::vector<ServedQuestion> questions;
};
JIUM_WIRE_VIEW(SentStatus,
               (reference, state, reason, words, received_at, acknowledged_at, answered_at, questions))

struct SendAnswer {
  removal::QuestionId question;
  std::string words;
  bool taken_back = false;
};
JIUM_WIRE_ASK(SendAnswer, (question, words, taken_back))

}  // namespace jium::http::wire
