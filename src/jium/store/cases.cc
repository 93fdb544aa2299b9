#include "jium/store/cases.h"

#include <boost/algorithm/string/classification.hpp>
#include <boost/algorithm/string/split.hpp>

#include "jium/store/fields.h"
#include "jium/store/rows.h"

namespace jium::store {
namespace {

using casework::Case;
using casework::CaseId;
using casework::HarmType;
using registry::OrganisationId;

constexpr std::string_view kTable = "case_file";
constexpr std::string_view kPseudonym = "pseudonym_sealed";
constexpr std::string_view kColumns =
    "select id, data_key, pseudonym_sealed, harm_types, organisation, age_band, requester, papers_checked_at,"
    " consent_removal, consent_police, consent_other_centres, state, opened_at, closed_at from case_file";

// With the organisation in it, so that two of them which chose the same word do not have the same index.
Bytes index_of(Transaction& tx, OrganisationId organisation, std::string_view pseudonym) {
  return tx.vault().blind_index(IndexPurpose::pseudonym, organisation.text() + ' ' + std::string(pseudonym));
}

// Words between commas: they are counted in statistics and never searched.
std::string write_harm_types(const std::vector<HarmType>& types) {
  std::string text;
  for (const HarmType type : types) {
    if (!text.empty()) text += ',';
    text += to_text(type);
  }
  return text;
}

Result<std::vector<HarmType>> read_harm_types(const std::string& text) {
  std::vector<HarmType> types;
  if (text.empty()) return types;
  std::vector<std::string> words;
  boost::split(words, text, boost::is_any_of(","));
  for (const std::string& word : words) {
    JIUM_TRY(const HarmType type, stored(parse_enum<HarmType>("harm type", word)));
    types.push_back(type);
  }
  return types;
}

Result<Case> read_case(Transaction& tx, const Row& row) {
  Fields in(row);
  const auto id = in.id<CaseId>();
  JIUM_TRY(const DataKey key, tx.data_key(in.id<DataKeyId>()));
  JIUM_TRY(std::string pseudonym, in.open({key, kTable, id.value()}, kPseudonym));
  JIUM_TRY(std::vector<HarmType> harm_types, read_harm_types(in.text()));
  return in.finish(Case{.id = id,
                        .organisation = in.id<OrganisationId>(),
                        .pseudonym = Secret(std::move(pseudonym)),
                        .age_band = in.word<casework::AgeBand>(),
                        .harm_types = std::move(harm_types),
                        .requester = in.word<casework::Relation>(),
                        .papers_checked_at = in.maybe_instant(),
                        .consent = {.removal = in.flag(), .police = in.flag(), .other_centres = in.flag()},
                        .state = in.word<casework::CaseState>(),
                        .opened_at = in.instant(),
                        .closed_at = in.maybe_instant()});
}

}  // namespace

Result<void> insert(Transaction& tx, const Case& the_case) {
  JIUM_TRY(const DataKey key, tx.make_data_key(the_case.organisation, DataKeyId(the_case.id.value())));
  const SealedRow sealed{key, kTable, the_case.id.value()};
  return tx.database().run(
      "insert into case_file (id, data_key, pseudonym_sealed, pseudonym_index, harm_types, organisation, "
      "age_band, requester, papers_checked_at,"
      " consent_removal, consent_police, consent_other_centres, state, opened_at, closed_at)"
      " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      {the_case.id, key.id, sealed.seal(kPseudonym, the_case.pseudonym.reveal()),
       index_of(tx, the_case.organisation, the_case.pseudonym.reveal()),
       write_harm_types(the_case.harm_types), the_case.organisation, to_text(the_case.age_band),
       to_text(the_case.requester), the_case.papers_checked_at, the_case.consent.removal,
       the_case.consent.police, the_case.consent.other_centres, to_text(the_case.state), the_case.opened_at,
       the_case.closed_at});
}

Result<Case> load_case(Transaction& tx, OrganisationId organisation, CaseId id) {
  return one(tx, kColumns, "where id = ? and organisation = ?", {id, organisation}, "no such case",
             read_case);
}

Result<std::vector<Case>> cases_of(Transaction& tx, OrganisationId organisation) {
  return all(tx, kColumns, "where organisation = ? order by opened_at desc, id desc", {organisation},
             read_case);
}

Result<std::vector<Case>> cases_called(Transaction& tx, OrganisationId organisation,
                                       std::string_view pseudonym) {
  JIUM_TRY(auto found, all(tx, kColumns,
                           "where organisation = ? and (pseudonym_index = ? or pseudonym_index is null)"
                           " order by opened_at desc, id desc",
                           {organisation, index_of(tx, organisation, pseudonym)}, read_case));
  // Those from before there was an index are compared as they are.
  std::erase_if(found, [&](const Case& one) { return one.pseudonym.reveal() != pseudonym; });
  return found;
}

Result<void> update(Transaction& tx, const Case& the_case) {
  return change_one(
      tx,
      "update case_file set state = ?, consent_removal = ?, consent_police = ?, consent_other_centres = ?,"
      " closed_at = ? where id = ? and organisation = ?",
      {to_text(the_case.state), the_case.consent.removal, the_case.consent.police,
       the_case.consent.other_centres, the_case.closed_at, the_case.id, the_case.organisation},
      "no such case");
}

Result<DataKey> case_key(Transaction& tx, CaseId id) {
  // It is made together with the case and has the same number.
  return tx.data_key(DataKeyId(id.value()));
}

}  // namespace jium::store
