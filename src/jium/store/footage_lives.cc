#include "jium/store/footage_lives.h"

#include "jium/store/cases.h"
#include "jium/store/decisions.h"
#include "jium/store/fields.h"
#include "jium/store/organisations.h"
#include "jium/store/rows.h"

namespace jium::store {
namespace {

using registry::Doer;
using registry::FootageId;
using registry::FootageLife;
using registry::Group;
using registry::GroupId;
using registry::GroupMember;
using registry::Label;
using registry::LabelId;
using registry::OrganisationId;
using registry::SchemeCode;

constexpr std::string_view kLife =
    "select footage, organisation, registered_by, registered_role, submitted_by, submitted_role, "
    "submitted_at,"
    " legal_basis, scheme, scheme_version, class_code, level, sharing_group, decision_round, awaits,"
    " under_review from footage_life";
constexpr std::string_view kLabel =
    "select id, footage, organisation, scheme, scheme_version, class_code, labeller, labelled_at from "
    "footage_label";
constexpr std::string_view kGroup =
    "select sharing_group.id, name, made_by, made_at from sharing_group join sharing_group_member on"
    " sharing_group_member.sharing_group = sharing_group.id";

Result<FootageLife> read_life(Transaction&, const Row& row) {
  Fields in(row);
  FootageLife life;
  life.footage = in.id<FootageId>();
  life.owner = in.id<OrganisationId>();
  life.registered_by = Doer{in.text(), life.owner, in.text()};
  const Doer submitted{in.text(), life.owner, in.text()};
  life.submitted_at = in.maybe_instant();
  if (life.submitted_at) life.submitted_by = submitted;
  life.legal_basis = in.text();
  const SchemeCode proposed{in.text(), in.text(), in.text()};
  if (!proposed.scheme.empty()) life.proposed = proposed;
  life.sharing.level = in.word<registry::SharingLevel>();
  life.sharing.group = in.maybe_id<GroupId>();
  life.round = in.number();
  life.awaits = in.flag();
  life.under_review = in.flag();
  return in.finish(std::move(life));
}

// Footage from before there was a life to write down.
FootageLife unwritten(const registry::Footage& footage) {
  FootageLife life;
  life.footage = footage.id;
  life.owner = footage.organisation;
  life.registered_by.organisation = footage.organisation;
  return life;
}

Result<FootageFile> with_life(Transaction& tx, StoredFootage stored) {
  const FootageId id = stored.footage.id;
  JIUM_TRY(auto life, first(tx, kLife, "where footage = ?", {id}, read_life));
  FootageFile file{std::move(stored), {}, {}};
  file.life = life ? *std::move(life) : unwritten(file.stored.footage);
  JIUM_TRY(file.life.decision, latest_decision(tx, id));
  JIUM_TRY(const auto the_case, load_case(tx, file.stored.footage.organisation, file.stored.the_case));
  file.consent = {the_case.consent.removal, the_case.consent.other_centres};
  return file;
}

Result<Label> read_label(Transaction&, const Row& row) {
  Fields in(row);
  return in.finish(Label{.id = in.id<LabelId>(),
                         .footage = in.id<FootageId>(),
                         .organisation = in.id<OrganisationId>(),
                         .what = {in.text(), in.text(), in.text()},
                         .labeller = in.text(),
                         .at = in.instant()});
}

Result<Group> read_group(Transaction&, const Row& row) {
  Fields in(row);
  return in.finish(Group{.id = in.id<GroupId>(),
                         .name = in.text(),
                         .made_by = in.id<OrganisationId>(),
                         .made_at = in.instant()});
}

Result<FootageId> read_id(Transaction&, const Row& row) {
  return row.id<FootageId>(0);
}

std::optional<std::string_view> maybe(const std::optional<SchemeCode>& what, std::string SchemeCode::*part) {
  if (!what) return std::nullopt;
  return (*what).*part;
}
std::optional<std::string_view> maybe(const std::optional<Doer>& doer, std::string Doer::*part) {
  if (!doer) return std::nullopt;
  return (*doer).*part;
}

}  // namespace

Result<void> insert(Transaction& tx, const FootageLife& life) {
  return tx.database().run(
      "insert into footage_life (footage, organisation, registered_by, registered_role, submitted_by,"
      " submitted_role, submitted_at, legal_basis, scheme, scheme_version, class_code, level, sharing_group,"
      " decision_round, awaits, under_review) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      {life.footage, life.owner, life.registered_by.who, life.registered_by.role,
       maybe(life.submitted_by, &Doer::who), maybe(life.submitted_by, &Doer::role), life.submitted_at,
       life.legal_basis, maybe(life.proposed, &SchemeCode::scheme),
       maybe(life.proposed, &SchemeCode::version), maybe(life.proposed, &SchemeCode::code),
       to_text(life.sharing.level), life.sharing.group, life.round, life.awaits, life.under_review});
}

Result<void> update(Transaction& tx, const FootageLife& life) {
  JIUM_TRY(const auto known, first(tx, kLife, "where footage = ?", {life.footage}, read_life));
  if (!known) return insert(tx, life);
  return change_one(
      tx,
      "update footage_life set submitted_by = ?, submitted_role = ?, submitted_at = ?, legal_basis = ?,"
      " scheme = ?, scheme_version = ?, class_code = ?, level = ?, sharing_group = ?, decision_round = ?,"
      " awaits = ?, under_review = ? where footage = ?",
      {maybe(life.submitted_by, &Doer::who), maybe(life.submitted_by, &Doer::role), life.submitted_at,
       life.legal_basis, maybe(life.proposed, &SchemeCode::scheme),
       maybe(life.proposed, &SchemeCode::version), maybe(life.proposed, &SchemeCode::code),
       to_text(life.sharing.level), life.sharing.group, life.round, life.awaits, life.under_review,
       life.footage},
      "no such footage");
}

Result<FootageFile> load_file(Transaction& tx, OrganisationId organisation, FootageId id) {
  JIUM_TRY(auto stored, load_footage(tx, organisation, id));
  return with_life(tx, std::move(stored));
}

Result<FootageFile> load_any_file(Transaction& tx, FootageId id) {
  JIUM_TRY(auto stored, load_any_footage(tx, id));
  return with_life(tx, std::move(stored));
}

Result<std::vector<FootageId>> awaiting_decision(Transaction& tx, int limit) {
  return all(tx, "select footage from footage_life",
             "where awaits = 1 or under_review = 1 order by submitted_at, footage limit ?", {limit}, read_id);
}

Result<std::vector<FootageId>> shared_to_platforms(Transaction& tx) {
  return all(tx, "select footage from footage_life join footage on footage.id = footage_life.footage",
             "where level = 'platforms' and state = 'decided' order by decided_at, footage", {}, read_id);
}

Result<void> insert(Transaction& tx, const Label& label) {
  return tx.database().run(
      "insert into footage_label (id, footage, organisation, scheme, scheme_version, class_code, labeller,"
      " labelled_at) values (?, ?, ?, ?, ?, ?, ?, ?)",
      {label.id, label.footage, label.organisation, label.what.scheme, label.what.version, label.what.code,
       label.labeller, label.at});
}

Result<std::vector<Label>> labels_of(Transaction& tx, FootageId footage) {
  return all(tx, kLabel, "where footage = ? order by labelled_at, id", {footage}, read_label);
}

Result<void> insert(Transaction& tx, const Group& group, const std::vector<GroupMember>& members) {
  JIUM_CHECK(tx.database().run("insert into sharing_group (id, name, made_by, made_at) values (?, ?, ?, ?)",
                               {group.id, group.name, group.made_by, group.made_at}));
  for (const GroupMember& one : members) {
    JIUM_CHECK(tx.database().run(
        "insert into sharing_group_member (sharing_group, organisation, invited_at, joined_at)"
        " values (?, ?, ?, ?)",
        {group.id, one.organisation, one.invited_at, one.joined_at}));
  }
  return {};
}

Result<Group> load_group(Transaction& tx, OrganisationId organisation, GroupId id) {
  return one(tx, kGroup, "where sharing_group.id = ? and organisation = ?", {id, organisation},
             "no such group", read_group);
}

Result<std::vector<Group>> groups_of(Transaction& tx, OrganisationId organisation) {
  return all(tx, kGroup, "where organisation = ? order by made_at, sharing_group.id", {organisation},
             read_group);
}

Result<std::vector<GroupMember>> members_of(Transaction& tx, GroupId id) {
  return all(tx, "select organisation, invited_at, joined_at from sharing_group_member",
             "where sharing_group = ? order by invited_at, organisation", {id},
             [](Transaction&, const Row& row) -> Result<GroupMember> {
               return GroupMember{row.id<OrganisationId>(0), row.instant(1), row.maybe_instant(2)};
             });
}

Result<void> note_joined(Transaction& tx, GroupId group, OrganisationId organisation, Instant at) {
  return change_one(
      tx, "update sharing_group_member set joined_at = ? where sharing_group = ? and organisation = ?",
      {at, group, organisation}, "no such group");
}

Result<registry::Viewer> viewer_of(Transaction& tx, OrganisationId organisation) {
  JIUM_TRY(const auto known, load_organisation(tx, organisation));
  registry::Viewer viewer{organisation, known.kind, {}};
  JIUM_CHECK(tx.database().query(
      "select sharing_group from sharing_group_member where organisation = ? and joined_at is not null",
      {organisation}, [&](const Row& row) -> Result<void> {
        viewer.groups.insert(row.id<GroupId>(0));
        return {};
      }));
  return viewer;
}

}  // namespace jium::store
