// What every verb stands on. A verb is a function in a file of its name: (Desk, Transaction, Actor, what is
// asked)
// -> Result. It loads, decides by the rules of the value rooms, stores and writes the history, all in the
// caller's transaction; http/, work/ and cli/ only parse, call one and present.
#pragma once

#include "jium/base/clock.h"
#include "jium/casework/history.h"
#include "jium/casework/reveal.h"
#include "jium/desk/actor.h"
#include "jium/desk/harmless_pictures.h"
#include "jium/desk/known_footage.h"
#include "jium/desk/passphrase.h"
#include "jium/registry/decision.h"
#include "jium/removal/rule.h"
#include "jium/removal/watch.h"
#include "jium/store/alarms.h"
#include "jium/store/store.h"

namespace jium::desk {

// How people prove who they are.
struct PeopleSettings {
  PassphraseCost passphrase;
  // Where browsers reach this installation, "https://desk.example": passkeys are bound to it.
  std::string origin = "http://localhost:8420";
};

struct Desk {
  const Clock& clock;
  KnownFootage& known;
  const removal::RuleBook& rules;
  removal::WatchPolicy watch;
  const HarmlessPictures* harmless = nullptr;  // none: nothing is refused as harmless
  int reviewers = registry::kLeastReviewers;   // of the committee, who must agree
  PeopleSettings people{};
  casework::RevealPolicy reveals{};
};

// Adds an entry to the case's history. `note` is one line for the officer and may be empty.
[[nodiscard]] Result<void> write_history(const Desk& desk, store::Transaction& tx, casework::CaseId the_case,
                                         std::string actor, casework::Event event, std::string subject,
                                         std::string note = "");

[[nodiscard]] Result<void> raise_alarm(const Desk& desk, store::Transaction& tx,
                                       registry::OrganisationId organisation,
                                       std::optional<casework::CaseId> the_case, store::AlarmKind kind,
                                       std::string subject);

}  // namespace jium::desk
