#include "jium/desk/write_log.h"

#include "jium/base/log.h"

namespace jium::desk {
namespace {

Result<void> append(store::Transaction& tx, const store::LogLine& line) {
  const auto appended = store::append_to_log(tx, line);
  if (appended) return {};
  log::warning("audit_log_not_written", {{"kind", appended.fault().kind}});
  return fault(FaultKind::busy,
               "the audit log cannot be written, and without it nothing is done or shown: try again in a "
               "moment, and if it stays so tell whoever runs jium");
}

}  // namespace

Result<void> write_log(const Desk& desk, store::Transaction& tx, const Actor& actor, audit::Act act,
                       const store::LogSubject& about, audit::Outcome outcome) {
  return append(tx, {.act = act,
                     .actor = actor.person ? actor.person->text() : actor.key.text(),
                     .organisation = actor.organisation,
                     .subject = about,
                     .outcome = outcome,
                     .at = desk.clock.now()});
}

Result<void> write_log_of_stranger(const Desk& desk, store::Transaction& tx, audit::Act act,
                                   const store::LogSubject& about, audit::Outcome outcome) {
  return append(tx, {.act = act,
                     .actor = "-",
                     .organisation = std::nullopt,
                     .subject = about,
                     .outcome = outcome,
                     .at = desk.clock.now()});
}

Result<void> write_log_of_house(const Desk& desk, store::Transaction& tx,
                                std::optional<registry::OrganisationId> organisation, audit::Act act,
                                const store::LogSubject& about, audit::Outcome outcome) {
  return append(tx, {.act = act,
                     .actor = std::string(kJiumItself),
                     .organisation = organisation,
                     .subject = about,
                     .outcome = outcome,
                     .at = desk.clock.now()});
}

}  // namespace jium::desk
