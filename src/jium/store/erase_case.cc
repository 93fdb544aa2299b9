#include <set>

#include "jium/store/erasure.h"
#include "jium/store/fields.h"
#include "jium/store/footages.h"
#include "jium/store/idempotency.h"
#include "jium/store/inspections.h"
#include "jium/store/rows.h"
#include "jium/store/sightings.h"

namespace jium::store {
namespace {

using casework::CaseId;
using registry::OrganisationId;

// In this order, as rows refer to those of later lines. Each takes the case's number, once.
constexpr std::array kStatements{
    "delete from series_person_token where person in (select id from series_person where the_case = ?)",
    "delete from series_person where the_case = ?",
    "delete from token_lesson where link in (select link from link_side where the_case = ?)",
    "delete from link_evidence where link in (select link from link_side where the_case = ?)",
    "delete from trace_key where trace in (select id from trace where the_case = ?)",
    "delete from trace where the_case = ?",
    "delete from job where kind = 'climb_ladder' and subject in (select id from ladder where the_case = ?)",
    "delete from ladder_step where ladder in (select id from ladder where the_case = ?)",
    "delete from ladder where the_case = ?",
    "delete from block_vote where block_request in (select id from block_request where the_case = ?)",
    "update block_entry set block_request = null, content_sealed = null where block_request in"
    " (select id from block_request where the_case = ?)",
    "delete from block_request where the_case = ?",
    "delete from job where kind in ('check_place', 'end_clock', 'end_offer', 'poll_operator') and subject in"
    " (select id from removal_request where the_case = ?)",
    "delete from job where kind = 'send_letter' and subject in (select letter.id from letter join "
    "removal_request"
    " on removal_request.id = letter.request where the_case = ?)",
    "delete from job where kind = 'inspect' and subject in (select inspection.id from inspection join "
    "sighting"
    " on sighting.id = inspection.sighting join footage on footage.id = sighting.footage where the_case = ?)",
    "delete from job where kind = 'send_post' and subject in (select outgoing_post.id from"
    " outgoing_post join removal_request on removal_request.id = outgoing_post.request where the_case = ?)",
    "delete from outgoing_post where request in (select id from removal_request where the_case = ?)",
    "delete from platform_question where request in (select id from removal_request where the_case = ?)",
    "delete from platform_request where request in (select id from removal_request where the_case = ?)",
    "delete from task where the_case = ?",
    "delete from officer_look where request in (select id from removal_request where the_case = ?)",
    "delete from place_check where request in (select id from removal_request where the_case = ?)",
    "delete from reply where the_case = ?",
    "delete from letter_item where request in (select id from removal_request where the_case = ?)",
    "delete from batch_request where request in (select id from removal_request where the_case = ?)",
    "delete from batch_left_out where sighting in (select sighting.id from sighting join footage"
    " on footage.id = sighting.footage where the_case = ?)",
    "delete from investigation where the_case = ?",
    "delete from letter where request in (select id from removal_request where the_case = ?)",
    "delete from cost_entry where the_case = ?",
    "delete from case_support where the_case = ?",
    "update operator_contact set request = null where request in"
    " (select id from removal_request where the_case = ?)",
    "delete from removal_request where the_case = ?",
    "delete from inspection where sighting in (select sighting.id from sighting join footage"
    " on footage.id = sighting.footage where the_case = ?)",
    "delete from reveal where the_case = ?",
    "delete from sighting_leak where sighting in (select sighting.id from sighting join footage"
    " on footage.id = sighting.footage where the_case = ?)",
    "delete from child_sharing where footage in (select id from footage where the_case = ?)",
    "delete from sighting where footage in (select id from footage where the_case = ?)",
    "delete from alarm where the_case = ?",
    "delete from footage_label where footage in (select id from footage where the_case = ?)",
    "delete from footage_life where footage in (select id from footage where the_case = ?)",
    "delete from decision_vote where footage in (select id from footage where the_case = ?)",
    "update feed_entry set decision = null, content_sealed = null where footage in"
    " (select id from footage where the_case = ?)",
    "delete from decision where footage in (select id from footage where the_case = ?)",
    "update appeal set footage = null where footage in (select id from footage where the_case = ?)",
    "delete from history where the_case = ?",
    "delete from legal_hold where the_case = ?",
    "delete from survivor_identity where the_case = ?",
    "delete from decoy where the_case = ?",
    "delete from vigil_statement where vigil in (select id from vigil where the_case = ?)",
    "delete from vigil where the_case = ?",
    "delete from court_paper_case where the_case = ?",
    "delete from outcome_case where the_case = ?",
    "delete from intake_session where report in (select id from intake_report where the_case = ?)",
    "delete from intake_message where report in (select id from intake_report where the_case = ?)",
    "delete from intake_report where the_case = ?",
};

Result<void> empty_footage(Transaction& tx, CaseId the_case, Instant at) {
  // Whoever follows the feed learns that it matches nothing any more.
  JIUM_CHECK(tx.database().run(
      "insert into footage_change (footage) select id from footage where the_case = ? order by id",
      {the_case}));
  return tx.database().run(
      "update footage set kind = 'image', source = 'officer', state = 'withdrawn', fingerprints_sealed = ?,"
      " registered_at = ?, decided_at = null, withdrawn_at = ?, has_prints = 0 where the_case = ?",
      {Bytes{}, at, at, the_case});
}

Result<void> empty_case(Transaction& tx, CaseId the_case, Instant at) {
  return tx.database().run(
      "update case_file set pseudonym_sealed = ?, pseudonym_index = null, age_band = 'unknown', harm_types = "
      "'', requester = "
      "'victim',"
      " papers_checked_at = null, consent_removal = 0, consent_police = 0, consent_other_centres = 0,"
      " state = 'forgotten', opened_at = ?, closed_at = null where id = ?",
      {Bytes{}, at, the_case});
}

constexpr std::array kDealtWith{
    DealtWith{"alarm", "deleted"},
    DealtWith{"assignment", "stays: numbers; who had which right, and who gave it, is kept for three years"},
    DealtWith{"appeal", "untied: the platform's own words about its own entry stay with it"},
    DealtWith{"block_entry", "emptied: the salted digest stays for the list's chain, after a tombstone"},
    DealtWith{"block_request", "deleted"},
    DealtWith{"block_vote", "deleted"},
    DealtWith{"case_file", "emptied: its number stays, as the erasure and the footage name it"},
    DealtWith{"child_sharing", "deleted"},
    DealtWith{"case_link",
              "stays, ended, without its ground: that there was one is the other centre's record too"},
    DealtWith{"decision", "deleted"},
    DealtWith{"case_support", "deleted"},
    DealtWith{"court_paper_case", "deleted: that a paper was made stays, without a word of whom it counted"},
    DealtWith{"outcome_case", "deleted: what a court decided stays, and names no survivor"},
    DealtWith{"cost_entry", "deleted"},
    DealtWith{"decoy", "deleted"},
    DealtWith{"decision_vote", "deleted"},
    DealtWith{"erasure", "stays: what was decided about the case, without a word about the person"},
    DealtWith{"footage", "emptied: its number stays, as the feed of changes names it"},
    DealtWith{"feed_entry", "emptied: the salted digest stays for the feed's chain, after a tombstone"},
    DealtWith{"footage_change", "stays: numbers, and one more that tells followers to forget"},
    DealtWith{"footage_label", "deleted"},
    DealtWith{"footage_life", "deleted"},
    DealtWith{"history", "deleted"},
    DealtWith{"intake_message", "deleted"},
    DealtWith{"intake_report", "deleted: the receipt finds nothing any more"},
    DealtWith{"intake_session", "deleted"},
    DealtWith{"inspection", "deleted, where it is of the case's places"},
    DealtWith{"ladder", "deleted"},
    DealtWith{"ladder_step", "deleted"},
    DealtWith{"legal_hold", "deleted: none is in force when a case is erased"},
    DealtWith{"link_evidence", "deleted"},
    DealtWith{"link_side", "stays: numbers, and that the link has ended"},
    DealtWith{"series_seat", "stays: numbers, and that the case has left"},
    DealtWith{"series_person", "deleted"},
    DealtWith{"series_person_token", "deleted"},
    DealtWith{"token_lesson", "deleted, where a link of the case taught it"},
    DealtWith{"trace", "deleted"},
    DealtWith{"trace_key", "deleted"},
    DealtWith{"letter", "deleted"},
    DealtWith{"operator_contact", "untied: that an operator was written to stays, about what does not"},
    DealtWith{"outgoing_post", "deleted"},
    DealtWith{"letter_item", "deleted"},
    DealtWith{"batch_request", "deleted"},
    DealtWith{"batch_left_out", "deleted"},
    DealtWith{"investigation", "deleted"},
    DealtWith{"reply", "deleted, where it is known to answer the case"},
    DealtWith{"officer_look", "deleted"},
    DealtWith{"place_check", "deleted"},
    DealtWith{"platform_question", "deleted"},
    DealtWith{"platform_request", "deleted: the platform's list has a gap then, and nothing to show for it"},
    DealtWith{"removal_request", "deleted"},
    DealtWith{"reveal", "deleted"},
    DealtWith{"sighting", "deleted"},
    DealtWith{"sighting_leak", "deleted"},
    DealtWith{"survivor_identity", "deleted"},
    DealtWith{"task", "deleted; a task that belongs to no case says nothing of one"},
    DealtWith{"vigil", "deleted"},
    DealtWith{"vigil_statement", "deleted"},
};

// Looks at the case's places that recorded nothing in it (the place was empty then, or it was asked about
// before the footage was registered) hold its addresses too, under the organisation's key. One that recorded
// a sighting of another case is that case's.
Result<void> delete_inspections_of(Transaction& tx, OrganisationId organisation,
                                   const std::set<std::string>& addresses) {
  if (addresses.empty()) return {};
  JIUM_TRY(const auto inspections, inspections_without_sighting(tx, organisation));
  for (const Inspection& inspection : inspections) {
    if (!addresses.contains(inspection.address.canonical().reveal())) continue;
    JIUM_CHECK(tx.database().run("delete from job where kind = 'inspect' and subject = ?", {inspection.id}));
    JIUM_CHECK(tx.database().run("delete from inspection where id = ?", {inspection.id}));
  }
  return {};
}

// What was found, or not found, at such a place may be the other case's evidence.
Result<bool> is_place_of_another(Transaction& tx, CaseId the_case, const registry::Sighting& sighting) {
  JIUM_TRY(const auto there, sightings_at(tx, sighting.organisation, sighting.address));
  for (const registry::Sighting& other : there) {
    JIUM_TRY(const auto footage, load_footage(tx, other.organisation, other.footage));
    if (footage.the_case != the_case) return true;
  }
  return false;
}

Result<std::set<std::string>> addresses_of(Transaction& tx, CaseId the_case) {
  std::set<std::string> addresses;
  JIUM_TRY(const auto sightings, sightings_of_case(tx, the_case));
  for (const auto& sighting : sightings) {
    JIUM_TRY(const bool shared, is_place_of_another(tx, the_case, sighting));
    if (!shared) addresses.insert(sighting.address.canonical().reveal());
  }
  return addresses;
}

}  // namespace

Result<void> erase_case(Transaction& tx, OrganisationId organisation, CaseId the_case, Instant at) {
  JIUM_TRY(const auto addresses, addresses_of(tx, the_case));
  for (const char* statement : kStatements) JIUM_CHECK(tx.database().run(statement, {the_case}));
  JIUM_CHECK(delete_inspections_of(tx, organisation, addresses));
  JIUM_CHECK(empty_footage(tx, the_case, at));
  JIUM_CHECK(empty_case(tx, the_case, at));
  JIUM_CHECK(empty_answers(tx, organisation));
  return tx.destroy_data_key(DataKeyId(the_case.value()));
}

const std::vector<DealtWith>& dealt_with() {
  static const std::vector<DealtWith> tables(kDealtWith.begin(), kDealtWith.end());
  return tables;
}

}  // namespace jium::store
