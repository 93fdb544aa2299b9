#include "jium/desk/withdraw_report.h"

#include "jium/desk/change_consent.h"
#include "jium/desk/register_footage.h"
#include "jium/desk/write_log.h"
#include "jium/store/footages.h"
#include "jium/store/intake_reports.h"

namespace jium::desk {
namespace {

// The person, as verbs know an actor: nobody of the house, with what the report gives a right to. Histories
// name the report's own number.
Actor person_of(const casework::IntakeReport& report) {
  return {.key = store::AccessKeyId(report.id.value()), .organisation = report.organisation};
}

Result<void> withdraw_all_consent(const Desk& desk, store::Transaction& tx, const Actor& person,
                                  casework::CaseId the_case) {
  for (const auto purpose :
       {casework::Purpose::removal, casework::Purpose::police, casework::Purpose::other_centres})
    JIUM_CHECK(change_consent(desk, tx, person, {the_case, purpose, false}));
  return {};
}

Result<void> withdraw_all_footage(const Desk& desk, store::Transaction& tx, const Actor& person,
                                  casework::CaseId the_case) {
  JIUM_TRY(const auto footages, store::footages_of(tx, the_case));
  for (const auto& stored : footages) {
    if (!registry::may_match(stored.footage.state)) continue;
    JIUM_CHECK(withdraw_footage(desk, tx, person, stored.footage.id));
  }
  return {};
}

}  // namespace

Result<void> withdraw_report(const Desk& desk, store::Transaction& tx, const casework::IntakeReport& given) {
  if (!given.the_case) return store::shred(tx, given);
  casework::IntakeReport report = given;
  JIUM_CHECK(casework::withdraw(report, desk.clock.now()));
  const Actor person = person_of(report);
  JIUM_CHECK(withdraw_all_consent(desk, tx, person, *report.the_case));
  JIUM_CHECK(withdraw_all_footage(desk, tx, person, *report.the_case));
  JIUM_CHECK(store::update(tx, report));
  JIUM_CHECK(write_history(desk, tx, *report.the_case, std::string(kJiumItself),
                           casework::Event::consent_withdrawn, report.the_case->text(),
                           "by the person who reported, with their receipt"));
  return write_log_of_house(desk, tx, report.organisation, audit::Act::consent_withdrawn, *report.the_case);
}

}  // namespace jium::desk
