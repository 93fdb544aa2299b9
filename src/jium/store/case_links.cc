#include "jium/store/case_links.h"

#include <cmath>

#include "jium/store/fields.h"
#include "jium/store/rows.h"

namespace jium::store {
namespace {

using linkage::CaseLink;
using linkage::LinkId;
using linkage::LinkSide;

constexpr std::string_view kColumns =
    "select id, suggested_at, thousandths, state, purpose, until, settled_at, settled_by, declined_for, "
    "ended_by"
    " from case_link";
constexpr double kThousandths = 1000;

std::string text_of_fields(const linkage::SharedFields& fields) {
  std::string text;
  for (const auto field : fields) text += (text.empty() ? "" : " ") + std::string(to_text(field));
  return text;
}

Result<linkage::SharedFields> fields_of(std::string_view text) {
  linkage::SharedFields fields;
  while (!text.empty()) {
    const auto blank = text.find(' ');
    JIUM_TRY(const auto field, stored(parse_enum<linkage::SharedField>("word", text.substr(0, blank))));
    fields.insert(field);
    text = blank == std::string_view::npos ? std::string_view() : text.substr(blank + 1);
  }
  return fields;
}

Result<LinkSide> read_side(Transaction&, const Row& row) {
  Fields in(row);
  LinkSide side{.organisation = in.id<registry::OrganisationId>(), .the_case = in.id<casework::CaseId>()};
  side.said_yes_at = in.maybe_instant();
  JIUM_TRY(side.fields, fields_of(in.text()));
  return in.finish(std::move(side));
}

// Without its sides: a statement inside another's rows is for no driver.
Result<CaseLink> read_link(Transaction&, const Row& row) {
  Fields in(row);
  CaseLink link;
  link.id = in.id<LinkId>();
  link.suggested_at = in.instant();
  link.worth = static_cast<double>(in.integer()) / kThousandths;
  link.state = in.word<linkage::LinkState>();
  link.purpose = in.word<linkage::LinkPurpose>();
  link.until = in.maybe_instant();
  link.settled_at = in.maybe_instant();
  link.settled_by = in.maybe_id<registry::OrganisationId>();
  link.declined_for = in.maybe_word<linkage::DeclineReason>();
  link.ended_by = in.maybe_word<linkage::LinkEnd>();
  return in.finish(std::move(link));
}

Result<CaseLink> with_sides(Transaction& tx, CaseLink link) {
  JIUM_TRY(auto sides, all(tx, "select organisation, the_case, said_yes_at, fields from link_side",
                           "where link = ? order by organisation", {link.id}, read_side));
  if (sides.size() != link.sides.size()) return fault(FaultKind::missing, "no such link");
  link.sides = {std::move(sides[0]), std::move(sides[1])};
  return link;
}

Result<std::vector<CaseLink>> with_sides(Transaction& tx, std::vector<CaseLink> links) {
  for (CaseLink& link : links) {
    JIUM_TRY(link, with_sides(tx, std::move(link)));
  }
  return links;
}

Result<StoredEvidence> read_evidence(Transaction&, const Row& row) {
  Fields in(row);
  StoredEvidence made;
  made.evidence.ground = in.word<linkage::Ground>();
  made.evidence.kind = in.maybe_word<linkage::TraceKind>();
  made.evidence.closeness = in.word<linkage::Closeness>();
  made.evidence.weaker_confidence = in.word<linkage::Confidence>();
  made.evidence.since = in.instant();
  made.token = in.maybe_blob();
  return in.finish(std::move(made));
}

std::int64_t thousandths(const CaseLink& link) {
  return std::llround(link.worth * kThousandths);
}

}  // namespace

Result<void> insert(Transaction& tx, const CaseLink& link) {
  JIUM_CHECK(tx.database().run(
      "insert into case_link (id, suggested_at, thousandths, state, purpose, until, settled_at, settled_by,"
      " declined_for, ended_by) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      {link.id, link.suggested_at, thousandths(link), to_text(link.state), to_text(link.purpose), link.until,
       link.settled_at, link.settled_by, maybe_text(link.declined_for), maybe_text(link.ended_by)}));
  for (const LinkSide& side : link.sides) {
    JIUM_CHECK(tx.database().run(
        "insert into link_side (link, organisation, the_case, said_yes_at, fields) values (?, ?, ?, ?, ?)",
        {link.id, side.organisation, side.the_case, side.said_yes_at, text_of_fields(side.fields)}));
  }
  return {};
}

Result<void> update(Transaction& tx, const CaseLink& link) {
  JIUM_CHECK(
      change_one(tx,
                 "update case_link set thousandths = ?, state = ?, purpose = ?, until = ?, settled_at = ?, "
                 "settled_by = ?,"
                 " declined_for = ?, ended_by = ? where id = ?",
                 {thousandths(link), to_text(link.state), to_text(link.purpose), link.until, link.settled_at,
                  link.settled_by, maybe_text(link.declined_for), maybe_text(link.ended_by), link.id},
                 "no such link"));
  for (const LinkSide& side : link.sides) {
    JIUM_CHECK(change_one(
        tx, "update link_side set said_yes_at = ?, fields = ? where link = ? and organisation = ?",
        {side.said_yes_at, text_of_fields(side.fields), link.id, side.organisation}, "no such link"));
  }
  return {};
}

Result<void> put_evidence(Transaction& tx, LinkId link, const std::vector<StoredEvidence>& evidence) {
  JIUM_CHECK(tx.database().run("delete from link_evidence where link = ?", {link}));
  std::int64_t number = 0;
  for (const StoredEvidence& one : evidence) {
    const linkage::Evidence& what = one.evidence;
    JIUM_CHECK(tx.database().run(
        "insert into link_evidence (link, number, ground, kind, closeness, confidence, token, since)"
        " values (?, ?, ?, ?, ?, ?, ?, ?)",
        {link, ++number, to_text(what.ground), maybe_text(what.kind), to_text(what.closeness),
         to_text(what.weaker_confidence), one.token, what.since}));
  }
  return {};
}

Result<std::vector<StoredEvidence>> evidence_of(Transaction& tx, LinkId link) {
  return all(tx, "select ground, kind, closeness, confidence, since, token from link_evidence",
             "where link = ? order by number", {link}, read_evidence);
}

Result<CaseLink> load_link(Transaction& tx, LinkId id) {
  JIUM_TRY(auto link, one(tx, kColumns, "where id = ?", {id}, "no such link", read_link));
  return with_sides(tx, std::move(link));
}

Result<std::vector<CaseLink>> links_of_case(Transaction& tx, casework::CaseId the_case) {
  JIUM_TRY(auto links,
           all(tx, kColumns,
               "where id in (select link from link_side where the_case = ?) order by suggested_at, id",
               {the_case}, read_link));
  return with_sides(tx, std::move(links));
}

Result<std::vector<CaseLink>> links_of(Transaction& tx, registry::OrganisationId organisation) {
  JIUM_TRY(auto links,
           all(tx, kColumns,
               "where id in (select link from link_side where organisation = ?) order by suggested_at, id",
               {organisation}, read_link));
  return with_sides(tx, std::move(links));
}

Result<void> put_lesson(Transaction& tx, const TokenLesson& lesson) {
  return tx.database().run(
      "insert into token_lesson (token, link, organisation, opened, at) values (?, ?, ?, ?, ?)"
      " on conflict (token, link, organisation) do update set opened = excluded.opened, at = excluded.at",
      {lesson.token, lesson.link, lesson.organisation, lesson.opened, lesson.at});
}

}  // namespace jium::store
