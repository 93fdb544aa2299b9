// What can be done, as the log names it: the closed list of acts and, of each, how much is at stake. One
// table, in act.cc.
#pragma once

#include <string_view>

#include "jium/base/enum_text.h"

namespace jium::audit {

// read: something was shown. secret: what was shown or left the house holds an address or an identity.
// change: something is different now.
enum class AuditClass { read, change, secret };
BOOST_DESCRIBE_ENUM(AuditClass, read, change, secret)

// A word is never renamed or given another meaning; new words are added at the end.
enum class Act {
  log_started,
  signed_in,
  signed_out,
  sign_in_refused,
  organisation_added,
  organisation_suspended,
  person_invited,
  person_joined,
  role_granted,
  role_withdrawn,
  key_issued,
  key_revoked,
  key_rotated,
  group_changed,
  case_opened,
  case_changed,
  case_assigned,
  case_released,
  case_closed,
  case_shown,
  cases_listed,
  consent_recorded,
  consent_withdrawn,
  identity_opened,
  footage_registered,
  footage_decided,
  footage_withdrawn,
  footage_shown,
  footage_matched,
  appeal_filed,
  appeal_decided,
  place_inspected,
  sighting_recorded,
  sighting_shown,
  address_revealed,
  decoy_touched,
  operator_kept,
  site_kept,
  directory_shown,
  request_drafted,
  request_confirmed,
  request_shown,
  letter_sent,
  letter_shown,
  answer_recorded,
  check_recorded,
  alarm_raised,
  alarm_seen,
  alarms_listed,
  feed_served,
  report_made,
  records_exported,
  hold_placed,
  hold_lifted,
  erasure_asked,
  erasure_refused,
  erasure_done,
  log_shown,
  log_exported,
  rule_changed,
  backup_made,
  backup_restored,
  store_migrated,
  footage_submitted,
  footage_shared,
  footage_labelled,
  sighting_reported,
  feed_opened,
  feed_acknowledged,
  leak_traced,
  appeal_shown,
  checkpoint_cosigned,
  hold_asked,       // one of the two words that place or lift a hold
  erasure_weighed,  // one of the two words that decide about an erasure
  stepped_up,
  people_listed,
  person_changed,
  reveals_listed,
  decoy_planted,
  identity_key_published,
  identity_sealed,
  contacts_discovered,
  directory_imported,
  directory_exported,
  operators_merged,
  host_change_settled,
  batch_prepared,
  batch_shown,
  batch_confirmed,
  batch_undone,
  reply_received,
  reply_shown,
  reply_sorted,
  ladder_changed,
  ladder_shown,
  block_request_filed,
  block_request_shown,
  block_request_decided,
  block_list_served,
  webhook_set,
  changes_served,
  task_shown,
  task_done,
  form_sent,
  requests_served,
  cost_recorded,
  costs_shown,
  statistics_made,
  vigil_changed,
  vigil_shown,
  passphrase_changed,
  passkey_added,
  log_purged,
  sighting_shared,
  check_shown,
  task_taken,
  recipe_kept,  // or rehearsed, confirmed by the second person, or retired
  recipe_shown,
  form_rehearsed,  // what would be posted was shown
  platform_linked,
  platforms_listed,
  question_asked,
  trace_recorded,  // or corrected, or taken back
  traces_shown,
  tokens_made,  // blinded words were answered with the installation's key
  link_suggested,
  links_shown,
  link_offered,  // or accepted: this side's word
  link_declined,
  link_changed,  // what is shared over it, until when
  link_ended,
  link_read,  // what the other side shares was shown
  holders_asked,
  series_group_changed,
  series_group_shown,
  joint_count_given,
  joint_count_shown,
  court_paper_made,
  court_paper_shown,
  outcome_recorded,
  outcomes_shown,
};

[[nodiscard]] std::string_view word_of(Act act);
[[nodiscard]] AuditClass class_of(Act act);
[[nodiscard]] Result<Act> parse_act(std::string_view text);

}  // namespace jium::audit
