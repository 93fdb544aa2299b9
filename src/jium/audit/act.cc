#include "jium/audit/act.h"

#include <algorithm>
#include <array>

namespace jium::audit {
namespace {

// More words than Boost.Describe takes.
struct ActRow {
  Act act;
  AuditClass audit;
  std::string_view word;
};
constexpr auto kActs = std::to_array<ActRow>({
    {Act::log_started, AuditClass::change, "log_started"},
    {Act::signed_in, AuditClass::change, "signed_in"},
    {Act::signed_out, AuditClass::change, "signed_out"},
    {Act::sign_in_refused, AuditClass::change, "sign_in_refused"},
    {Act::organisation_added, AuditClass::change, "organisation_added"},
    {Act::organisation_suspended, AuditClass::change, "organisation_suspended"},
    {Act::person_invited, AuditClass::change, "person_invited"},
    {Act::person_joined, AuditClass::change, "person_joined"},
    {Act::role_granted, AuditClass::change, "role_granted"},
    {Act::role_withdrawn, AuditClass::change, "role_withdrawn"},
    {Act::key_issued, AuditClass::change, "key_issued"},
    {Act::key_revoked, AuditClass::change, "key_revoked"},
    {Act::key_rotated, AuditClass::change, "key_rotated"},
    {Act::group_changed, AuditClass::change, "group_changed"},
    {Act::case_opened, AuditClass::change, "case_opened"},
    {Act::case_changed, AuditClass::change, "case_changed"},
    {Act::case_assigned, AuditClass::change, "case_assigned"},
    {Act::case_released, AuditClass::change, "case_released"},
    {Act::case_closed, AuditClass::change, "case_closed"},
    {Act::case_shown, AuditClass::read, "case_shown"},
    {Act::cases_listed, AuditClass::read, "cases_listed"},
    {Act::consent_recorded, AuditClass::change, "consent_recorded"},
    {Act::consent_withdrawn, AuditClass::change, "consent_withdrawn"},
    {Act::identity_opened, AuditClass::secret, "identity_opened"},
    {Act::footage_registered, AuditClass::change, "footage_registered"},
    {Act::footage_decided, AuditClass::change, "footage_decided"},
    {Act::footage_withdrawn, AuditClass::change, "footage_withdrawn"},
    {Act::footage_shown, AuditClass::read, "footage_shown"},
    {Act::footage_matched, AuditClass::read, "footage_matched"},
    {Act::appeal_filed, AuditClass::change, "appeal_filed"},
    {Act::appeal_decided, AuditClass::change, "appeal_decided"},
    {Act::place_inspected, AuditClass::change, "place_inspected"},
    {Act::sighting_recorded, AuditClass::change, "sighting_recorded"},
    {Act::sighting_shown, AuditClass::read, "sighting_shown"},
    {Act::address_revealed, AuditClass::secret, "address_revealed"},
    {Act::decoy_touched, AuditClass::secret, "decoy_touched"},
    {Act::operator_kept, AuditClass::change, "operator_kept"},
    {Act::site_kept, AuditClass::change, "site_kept"},
    {Act::directory_shown, AuditClass::secret, "directory_shown"},
    {Act::request_drafted, AuditClass::change, "request_drafted"},
    {Act::request_confirmed, AuditClass::change, "request_confirmed"},
    {Act::request_shown, AuditClass::read, "request_shown"},
    {Act::letter_sent, AuditClass::change, "letter_sent"},
    {Act::letter_shown, AuditClass::read, "letter_shown"},
    {Act::answer_recorded, AuditClass::change, "answer_recorded"},
    {Act::check_recorded, AuditClass::change, "check_recorded"},
    {Act::alarm_raised, AuditClass::change, "alarm_raised"},
    {Act::alarm_seen, AuditClass::change, "alarm_seen"},
    {Act::alarms_listed, AuditClass::read, "alarms_listed"},
    {Act::feed_served, AuditClass::read, "feed_served"},
    {Act::report_made, AuditClass::read, "report_made"},
    {Act::records_exported, AuditClass::secret, "records_exported"},
    {Act::hold_placed, AuditClass::change, "hold_placed"},
    {Act::hold_lifted, AuditClass::change, "hold_lifted"},
    {Act::erasure_asked, AuditClass::change, "erasure_asked"},
    {Act::erasure_refused, AuditClass::change, "erasure_refused"},
    {Act::erasure_done, AuditClass::change, "erasure_done"},
    {Act::log_shown, AuditClass::read, "log_shown"},
    {Act::log_exported, AuditClass::read, "log_exported"},
    {Act::rule_changed, AuditClass::change, "rule_changed"},
    {Act::backup_made, AuditClass::change, "backup_made"},
    {Act::backup_restored, AuditClass::change, "backup_restored"},
    {Act::store_migrated, AuditClass::change, "store_migrated"},
    {Act::footage_submitted, AuditClass::change, "footage_submitted"},
    {Act::footage_shared, AuditClass::change, "footage_shared"},
    {Act::footage_labelled, AuditClass::change, "footage_labelled"},
    {Act::sighting_reported, AuditClass::change, "sighting_reported"},
    {Act::feed_opened, AuditClass::change, "feed_opened"},
    {Act::feed_acknowledged, AuditClass::change, "feed_acknowledged"},
    {Act::leak_traced, AuditClass::read, "leak_traced"},
    {Act::appeal_shown, AuditClass::read, "appeal_shown"},
    {Act::checkpoint_cosigned, AuditClass::change, "checkpoint_cosigned"},
    {Act::hold_asked, AuditClass::change, "hold_asked"},
    {Act::erasure_weighed, AuditClass::change, "erasure_weighed"},
    {Act::stepped_up, AuditClass::change, "stepped_up"},
    {Act::people_listed, AuditClass::read, "people_listed"},
    {Act::person_changed, AuditClass::change, "person_changed"},
    {Act::reveals_listed, AuditClass::read, "reveals_listed"},
    {Act::decoy_planted, AuditClass::change, "decoy_planted"},
    {Act::identity_key_published, AuditClass::change, "identity_key_published"},
    {Act::identity_sealed, AuditClass::change, "identity_sealed"},
    {Act::contacts_discovered, AuditClass::change, "contacts_discovered"},
    {Act::directory_imported, AuditClass::change, "directory_imported"},
    {Act::directory_exported, AuditClass::secret, "directory_exported"},
    {Act::operators_merged, AuditClass::change, "operators_merged"},
    {Act::host_change_settled, AuditClass::change, "host_change_settled"},
    {Act::batch_prepared, AuditClass::change, "batch_prepared"},
    {Act::batch_shown, AuditClass::read, "batch_shown"},
    {Act::batch_confirmed, AuditClass::change, "batch_confirmed"},
    {Act::batch_undone, AuditClass::change, "batch_undone"},
    {Act::reply_received, AuditClass::change, "reply_received"},
    {Act::reply_shown, AuditClass::read, "reply_shown"},
    {Act::reply_sorted, AuditClass::change, "reply_sorted"},
    {Act::ladder_changed, AuditClass::change, "ladder_changed"},
    {Act::ladder_shown, AuditClass::read, "ladder_shown"},
    {Act::block_request_filed, AuditClass::change, "block_request_filed"},
    {Act::block_request_shown, AuditClass::read, "block_request_shown"},
    {Act::block_request_decided, AuditClass::change, "block_request_decided"},
    {Act::block_list_served, AuditClass::secret, "block_list_served"},
    {Act::webhook_set, AuditClass::change, "webhook_set"},
    {Act::changes_served, AuditClass::read, "changes_served"},
    {Act::task_shown, AuditClass::read, "task_shown"},
    {Act::task_done, AuditClass::change, "task_done"},
    {Act::form_sent, AuditClass::change, "form_sent"},
    {Act::requests_served, AuditClass::secret, "requests_served"},
    {Act::cost_recorded, AuditClass::change, "cost_recorded"},
    {Act::costs_shown, AuditClass::read, "costs_shown"},
    {Act::statistics_made, AuditClass::read, "statistics_made"},
    {Act::vigil_changed, AuditClass::change, "vigil_changed"},
    {Act::vigil_shown, AuditClass::read, "vigil_shown"},
    {Act::passphrase_changed, AuditClass::change, "passphrase_changed"},
    {Act::passkey_added, AuditClass::change, "passkey_added"},
    {Act::log_purged, AuditClass::change, "log_purged"},
    {Act::sighting_shared, AuditClass::change, "sighting_shared"},
    {Act::check_shown, AuditClass::read, "check_shown"},
    {Act::task_taken, AuditClass::change, "task_taken"},
    {Act::recipe_kept, AuditClass::change, "recipe_kept"},
    {Act::recipe_shown, AuditClass::read, "recipe_shown"},
    {Act::form_rehearsed, AuditClass::secret, "form_rehearsed"},
    {Act::platform_linked, AuditClass::change, "platform_linked"},
    {Act::platforms_listed, AuditClass::read, "platforms_listed"},
    {Act::question_asked, AuditClass::change, "question_asked"},
    {Act::trace_recorded, AuditClass::change, "trace_recorded"},
    {Act::traces_shown, AuditClass::read, "traces_shown"},
    {Act::tokens_made, AuditClass::change, "tokens_made"},
    {Act::link_suggested, AuditClass::change, "link_suggested"},
    {Act::links_shown, AuditClass::read, "links_shown"},
    {Act::link_offered, AuditClass::change, "link_offered"},
    {Act::link_declined, AuditClass::change, "link_declined"},
    {Act::link_changed, AuditClass::change, "link_changed"},
    {Act::link_ended, AuditClass::change, "link_ended"},
    {Act::link_read, AuditClass::secret, "link_read"},
    {Act::holders_asked, AuditClass::change, "holders_asked"},
    {Act::series_group_changed, AuditClass::change, "series_group_changed"},
    {Act::series_group_shown, AuditClass::read, "series_group_shown"},
    {Act::joint_count_given, AuditClass::change, "joint_count_given"},
    {Act::joint_count_shown, AuditClass::read, "joint_count_shown"},
    {Act::court_paper_made, AuditClass::secret, "court_paper_made"},
    {Act::court_paper_shown, AuditClass::read, "court_paper_shown"},
    {Act::outcome_recorded, AuditClass::change, "outcome_recorded"},
    {Act::outcomes_shown, AuditClass::read, "outcomes_shown"},
});

constexpr bool is_in_order() {
  for (std::size_t i = 0; i < kActs.size(); ++i) {
    if (kActs[i].act != static_cast<Act>(i)) return false;
  }
  return true;
}
static_assert(is_in_order(), "a row for each act, in the order of the enumeration");

const ActRow& row_of(Act act) {
  return kActs.at(static_cast<std::size_t>(act));
}

}  // namespace

std::string_view word_of(Act act) {
  return row_of(act).word;
}

AuditClass class_of(Act act) {
  return row_of(act).audit;
}

Result<Act> parse_act(std::string_view text) {
  const auto row = std::ranges::find(kActs, text, &ActRow::word);
  if (row == kActs.end()) return fault(FaultKind::malformed, "the log knows no such act");
  return row->act;
}

}  // namespace jium::audit
