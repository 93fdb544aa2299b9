#include "jium/desk/write_log.h"

#include "jium/base/log.h"

namespace jium::desk {
namespace {

Result<std::uint64_t> append(store::Transaction& tx, const store::LogLine& line) {
  const auto appended = store::append_to_log(tx, line);
  if (appended) return *appended;
  log::warning("audit_log_not_written", {{"kind", appended.fault().kind}});
  return fault(FaultKind::busy,
               "the audit log cannot be written, and without it nothing is done or shown: try again in a "
               "moment, and if it stays so tell whoever runs jium");
}

Result<void> write(store::Transaction& tx, const store::LogLine& line) {
  JIUM_CHECK(append(tx, line));
  return {};
}

}  // namespace

Result<void> write_log(const Desk& desk, store::Transaction& tx, const Actor& actor, audit::Act act,
                       const store::LogSubject& about, audit::Outcome outcome) {
  return write(tx, {.act = act,
                    .actor = actor.person ? actor.person->text() : actor.key.text(),
                    .organisation = actor.organisation,
                    .subject = about,
                    .outcome = outcome,
                    .at = desk.clock.now()});
}

Result<void> write_log_of_stranger(const Desk& desk, store::Transaction& tx, audit::Act act,
                                   const store::LogSubject& about, audit::Outcome outcome) {
  return write(tx, {.act = act,
                    .actor = "-",
                    .organisation = std::nullopt,
                    .subject = about,
                    .outcome = outcome,
                    .at = desk.clock.now()});
}

Result<std::uint64_t> write_log_of_check(const Desk& desk, store::Transaction& tx,
                                         registry::OrganisationId organisation,
                                         const store::LogSubject& about, std::string details) {
  return append(tx, {.act = audit::Act::check_recorded,
                     .actor = std::string(kJiumItself),
                     .organisation = organisation,
                     .subject = about,
                     .outcome = audit::Outcome::done,
                     .at = desk.clock.now(),
                     .details = std::move(details)});
}

Result<void> write_log_of_house(const Desk& desk, store::Transaction& tx,
                                std::optional<registry::OrganisationId> organisation, audit::Act act,
                                const store::LogSubject& about, audit::Outcome outcome) {
  return write(tx, {.act = act,
                    .actor = std::string(kJiumItself),
                    .organisation = organisation,
                    .subject = about,
                    .outcome = outcome,
                    .at = desk.clock.now()});
}

}  // namespace jium::desk
