#include "jium/store/platforms.h"

#include "jium/store/cases.h"
#include "jium/store/fields.h"
#include "jium/store/rows.h"

namespace jium::store {
namespace {

using registry::OrganisationId;
using removal::PlatformLink;
using removal::PlatformQuestion;
using removal::PlatformRequest;
using removal::RequestId;

constexpr std::string_view kRequestTable = "platform_request", kQuestionTable = "platform_question";
constexpr std::string_view kContent = "content_sealed", kWords = "words_sealed", kAnswer = "answer_sealed";
constexpr std::string_view kLink =
    "select id, organisation, site_operator, platform, named_by, named_at, coalesce(accepted_by, ''),"
    " accepted_at, coalesce(ended_by, ''), ended_at from platform_link";
constexpr std::string_view kRequest =
    "select request, data_key, content_sealed, words_sealed, organisation, platform, link, seq, state,"
    " filed_at, served_at, acknowledged_at, answered_at, reason from platform_request";
constexpr std::string_view kQuestion =
    "select id, data_key, words_sealed, answer_sealed, request, platform, kind, asked_at, answered_at"
    " from platform_question";

std::optional<std::string> unless_empty(const std::string& text) {
  return text.empty() ? std::nullopt : std::optional(text);
}

Result<PlatformLink> read_link(Transaction&, const Row& row) {
  Fields in(row);
  return in.finish(PlatformLink{.id = in.id<removal::LinkId>(),
                                .organisation = in.id<OrganisationId>(),
                                .site_operator = in.id<removal::OperatorId>(),
                                .platform = in.id<OrganisationId>(),
                                .named_by = in.text(),
                                .named_at = in.instant(),
                                .accepted_by = in.text(),
                                .accepted_at = in.maybe_instant(),
                                .ended_by = in.text(),
                                .ended_at = in.maybe_instant()});
}

Result<PlatformRequest> read_request(Transaction& tx, const Row& row) {
  Fields in(row);
  const auto id = in.id<RequestId>();
  JIUM_TRY(const DataKey key, tx.data_key(in.id<DataKeyId>()));
  const SealedRow sealed{key, kRequestTable, id.value()};
  JIUM_TRY(std::string content, in.open(sealed, kContent));
  JIUM_TRY(std::string words, in.open(sealed, kWords));
  return in.finish(PlatformRequest{.request = id,
                                   .organisation = in.id<OrganisationId>(),
                                   .platform = in.id<OrganisationId>(),
                                   .link = in.id<removal::LinkId>(),
                                   .seq = static_cast<std::uint64_t>(in.integer()),
                                   .content = Secret<std::string>(std::move(content)),
                                   .state = in.word<removal::OfferState>(),
                                   .filed_at = in.instant(),
                                   .served_at = in.maybe_instant(),
                                   .acknowledged_at = in.maybe_instant(),
                                   .answered_at = in.maybe_instant(),
                                   .reason = in.maybe_word<removal::RefusalReason>(),
                                   .words = Secret<std::string>(std::move(words))});
}

Result<PlatformQuestion> read_question(Transaction& tx, const Row& row) {
  Fields in(row);
  const auto id = in.id<removal::QuestionId>();
  JIUM_TRY(const DataKey key, tx.data_key(in.id<DataKeyId>()));
  const SealedRow sealed{key, kQuestionTable, id.value()};
  JIUM_TRY(std::string words, in.open(sealed, kWords));
  JIUM_TRY(std::string answer, in.open(sealed, kAnswer));
  return in.finish(PlatformQuestion{.id = id,
                                    .request = in.id<RequestId>(),
                                    .platform = in.id<OrganisationId>(),
                                    .kind = in.word<removal::QuestionKind>(),
                                    .words = Secret<std::string>(std::move(words)),
                                    .asked_at = in.instant(),
                                    .answer = Secret<std::string>(std::move(answer)),
                                    .answered_at = in.maybe_instant()});
}

}  // namespace

Result<void> insert(Transaction& tx, const PlatformLink& link) {
  return tx.database().run(
      "insert into platform_link (id, organisation, site_operator, platform, named_by, named_at, accepted_by,"
      " accepted_at, ended_by, ended_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      {link.id, link.organisation, link.site_operator, link.platform, link.named_by, link.named_at,
       unless_empty(link.accepted_by), link.accepted_at, unless_empty(link.ended_by), link.ended_at});
}

Result<void> update(Transaction& tx, const PlatformLink& link) {
  return change_one(
      tx,
      "update platform_link set accepted_by = ?, accepted_at = ?, ended_by = ?, ended_at = ? where id = ?",
      {unless_empty(link.accepted_by), link.accepted_at, unless_empty(link.ended_by), link.ended_at, link.id},
      "no such platform link");
}

Result<PlatformLink> load_link(Transaction& tx, removal::LinkId id) {
  return one(tx, kLink, "where id = ?", {id}, "no such platform link", read_link);
}

Result<std::vector<PlatformLink>> all_links(Transaction& tx) {
  return all(tx, kLink, "order by named_at, id", {}, read_link);
}

Result<std::optional<PlatformLink>> link_of_operator(Transaction& tx, OrganisationId organisation,
                                                     removal::OperatorId site_operator) {
  return first(
      tx, kLink,
      "where organisation = ? and site_operator = ? and accepted_at is not null and ended_at is null",
      {organisation, site_operator}, read_link);
}

Result<std::vector<PlatformLink>> open_links_of_operator(Transaction& tx, OrganisationId organisation,
                                                         removal::OperatorId site_operator) {
  return all(tx, kLink, "where organisation = ? and site_operator = ? and ended_at is null",
             {organisation, site_operator}, read_link);
}

Result<std::uint64_t> next_seq(Transaction& tx, OrganisationId platform) {
  // Writing transactions are alone: what is counted here is committed before anybody counts on.
  JIUM_TRY(
      const auto seq,
      first(tx, "insert into platform_count (platform, last_seq) values (?, 1)",
            "on conflict (platform) do update set last_seq = platform_count.last_seq + 1 returning last_seq",
            {platform}, [](Transaction&, const Row& row) -> Result<std::uint64_t> {
              return static_cast<std::uint64_t>(row.integer(0));
            }));
  return seq.value();
}

Result<void> insert(Transaction& tx, const PlatformRequest& request, casework::CaseId the_case) {
  JIUM_TRY(const DataKey key, case_key(tx, the_case));
  const SealedRow sealed{key, kRequestTable, request.request.value()};
  return tx.database().run(
      "insert into platform_request (request, organisation, platform, link, seq, data_key, content_sealed, "
      "state,"
      " filed_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
      {request.request, request.organisation, request.platform, request.link,
       static_cast<std::int64_t>(request.seq), key.id, sealed.seal(kContent, request.content.reveal()),
       to_text(request.state), request.filed_at});
}

Result<void> update(Transaction& tx, const PlatformRequest& request, casework::CaseId the_case) {
  JIUM_TRY(const DataKey key, case_key(tx, the_case));
  const SealedRow sealed{key, kRequestTable, request.request.value()};
  return change_one(tx,
                    "update platform_request set seq = ?, state = ?, served_at = ?, acknowledged_at = ?,"
                    " answered_at = ?, reason = ?, words_sealed = ? where request = ?",
                    {static_cast<std::int64_t>(request.seq), to_text(request.state), request.served_at,
                     request.acknowledged_at, request.answered_at, maybe_text(request.reason),
                     sealed.seal_unless_empty(kWords, request.words.reveal()), request.request},
                    "no such removal request");
}

Result<PlatformRequest> load_platform_request(Transaction& tx, OrganisationId platform, RequestId id) {
  return one(tx, kRequest, "where request = ? and platform = ?", {id, platform}, "no such removal request",
             read_request);
}

Result<std::optional<PlatformRequest>> platform_request_of(Transaction& tx, RequestId id) {
  return first(tx, kRequest, "where request = ?", {id}, read_request);
}

Result<std::vector<PlatformRequest>> platform_requests_after(Transaction& tx, OrganisationId platform,
                                                             std::uint64_t after, int limit) {
  return all(tx, kRequest, "where platform = ? and seq > ? order by seq limit ?",
             {platform, static_cast<std::int64_t>(after), limit}, read_request);
}

Result<void> insert(Transaction& tx, const PlatformQuestion& question, casework::CaseId the_case) {
  JIUM_TRY(const DataKey key, case_key(tx, the_case));
  const SealedRow sealed{key, kQuestionTable, question.id.value()};
  return tx.database().run(
      "insert into platform_question (id, request, platform, kind, data_key, words_sealed, asked_at)"
      " values (?, ?, ?, ?, ?, ?, ?)",
      {question.id, question.request, question.platform, to_text(question.kind), key.id,
       sealed.seal(kWords, question.words.reveal()), question.asked_at});
}

Result<void> update(Transaction& tx, const PlatformQuestion& question, casework::CaseId the_case) {
  JIUM_TRY(const DataKey key, case_key(tx, the_case));
  const SealedRow sealed{key, kQuestionTable, question.id.value()};
  return change_one(
      tx, "update platform_question set answer_sealed = ?, answered_at = ? where id = ?",
      {sealed.seal_unless_empty(kAnswer, question.answer.reveal()), question.answered_at, question.id},
      "no such question");
}

Result<PlatformQuestion> load_question(Transaction& tx, removal::QuestionId id) {
  return one(tx, kQuestion, "where id = ?", {id}, "no such question", read_question);
}

Result<std::vector<PlatformQuestion>> questions_of(Transaction& tx, RequestId request) {
  return all(tx, kQuestion, "where request = ? order by asked_at, id", {request}, read_question);
}

}  // namespace jium::store
