#include "jium/store/partners.h"

#include "jium/store/fields.h"
#include "jium/store/rows.h"

namespace jium::store {
namespace {

using registry::OrganisationId;
using removal::Partner;
using removal::PartnerId;
using removal::PlatformQuestion;
using removal::ReceivedRequest;
using removal::RequestId;

constexpr std::string_view kPartnerTable = "partner", kRequestTable = "received_request",
                           kQuestionTable = "received_question";
constexpr std::string_view kName = "name_sealed", kContent = "content_sealed", kWords = "words_sealed",
                           kAnswer = "answer_sealed";
constexpr std::string_view kPartner =
    "select id, data_key, name_sealed, organisation, named_by, named_at, coalesce(ended_by, ''),"
    " ended_at, public_key from partner";
constexpr std::string_view kRequest =
    "select id, data_key, content_sealed, words_sealed, organisation, partner, seq, state, received_at,"
    " served_at, acknowledged_at, answered_at, reason from received_request";
constexpr std::string_view kQuestion =
    "select id, data_key, words_sealed, answer_sealed, request, organisation, kind, asked_at, answered_at"
    " from received_question";

Result<Partner> read_partner(Transaction& tx, const Row& row) {
  Fields in(row);
  const auto id = in.id<PartnerId>();
  JIUM_TRY(const DataKey key, tx.data_key(in.id<DataKeyId>()));
  JIUM_TRY(std::string name, in.open({key, kPartnerTable, id.value()}, kName));
  Partner partner;
  partner.id = id;
  partner.name = std::move(name);
  partner.platform = in.id<OrganisationId>();
  partner.named_by = in.text();
  partner.named_at = in.instant();
  partner.ended_by = in.text();
  partner.ended_at = in.maybe_instant();
  partner.public_key = row.blob(8);
  return in.finish(std::move(partner));
}

Result<ReceivedRequest> read_request(Transaction& tx, const Row& row) {
  Fields in(row);
  const auto id = in.id<RequestId>();
  JIUM_TRY(const DataKey key, tx.data_key(in.id<DataKeyId>()));
  const SealedRow sealed{key, kRequestTable, id.value()};
  JIUM_TRY(std::string content, in.open(sealed, kContent));
  JIUM_TRY(std::string words, in.open(sealed, kWords));
  ReceivedRequest request;
  request.offered.request = id;
  request.offered.platform = in.id<OrganisationId>();
  request.partner = in.id<PartnerId>();
  request.offered.seq = static_cast<std::uint64_t>(in.integer());
  request.offered.content = Secret<std::string>(std::move(content));
  request.offered.state = in.word<removal::OfferState>();
  request.offered.filed_at = in.instant();
  request.offered.served_at = in.maybe_instant();
  request.offered.acknowledged_at = in.maybe_instant();
  request.offered.answered_at = in.maybe_instant();
  request.offered.reason = in.maybe_word<removal::RefusalReason>();
  request.offered.words = Secret<std::string>(std::move(words));
  return in.finish(std::move(request));
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

Result<void> insert(Transaction& tx, const Partner& partner) {
  JIUM_TRY(const DataKey key, tx.organisation_key(partner.platform));
  return tx.database().run(
      "insert into partner (id, organisation, data_key, name_sealed, public_key, named_by, named_at)"
      " values (?, ?, ?, ?, ?, ?, ?)",
      {partner.id, partner.platform, key.id,
       SealedRow{key, kPartnerTable, partner.id.value()}.seal(kName, partner.name), partner.public_key,
       partner.named_by, partner.named_at});
}

Result<void> update(Transaction& tx, const Partner& partner) {
  return change_one(tx, "update partner set ended_by = ?, ended_at = ? where id = ? and organisation = ?",
                    {partner.ended_by, partner.ended_at, partner.id, partner.platform}, "no such partner");
}

Result<Partner> load_partner(Transaction& tx, OrganisationId platform, PartnerId id) {
  return one(tx, kPartner, "where id = ? and organisation = ?", {id, platform}, "no such partner",
             read_partner);
}

Result<std::vector<Partner>> partners_of(Transaction& tx, OrganisationId platform) {
  return all(tx, kPartner, "where organisation = ? order by named_at, id", {platform}, read_partner);
}

Result<std::optional<Partner>> partner_with_key(Transaction& tx, OrganisationId platform,
                                                ByteView public_key) {
  return first(tx, kPartner, "where organisation = ? and public_key = ? and ended_at is null",
               {platform, Bytes(public_key.begin(), public_key.end())}, read_partner);
}

Result<void> insert(Transaction& tx, const ReceivedRequest& request) {
  const removal::PlatformRequest& offered = request.offered;
  JIUM_TRY(const DataKey key, tx.organisation_key(offered.platform));
  const SealedRow sealed{key, kRequestTable, offered.request.value()};
  return tx.database().run(
      "insert into received_request (id, organisation, partner, seq, data_key, content_sealed, state,"
      " received_at) values (?, ?, ?, ?, ?, ?, ?, ?)",
      {offered.request, offered.platform, request.partner, static_cast<std::int64_t>(offered.seq), key.id,
       sealed.seal(kContent, offered.content.reveal()), to_text(offered.state), offered.filed_at});
}

Result<void> update(Transaction& tx, const ReceivedRequest& request) {
  const removal::PlatformRequest& offered = request.offered;
  JIUM_TRY(const DataKey key, tx.organisation_key(offered.platform));
  const SealedRow sealed{key, kRequestTable, offered.request.value()};
  return change_one(
      tx,
      "update received_request set seq = ?, state = ?, served_at = ?, acknowledged_at = ?,"
      " answered_at = ?, reason = ?, words_sealed = ? where id = ? and organisation = ?",
      {static_cast<std::int64_t>(offered.seq), to_text(offered.state), offered.served_at,
       offered.acknowledged_at, offered.answered_at, maybe_text(offered.reason),
       sealed.seal_unless_empty(kWords, offered.words.reveal()), offered.request, offered.platform},
      "no such removal request");
}

Result<std::optional<ReceivedRequest>> received_request(Transaction& tx, OrganisationId platform,
                                                        RequestId id) {
  return first(tx, kRequest, "where id = ? and organisation = ?", {id, platform}, read_request);
}

Result<std::vector<ReceivedRequest>> received_requests_after(Transaction& tx, OrganisationId platform,
                                                             std::uint64_t after, int limit) {
  return all(tx, kRequest, "where organisation = ? and seq > ? order by seq limit ?",
             {platform, static_cast<std::int64_t>(after), limit}, read_request);
}

Result<void> insert_received(Transaction& tx, const PlatformQuestion& question) {
  JIUM_TRY(const DataKey key, tx.organisation_key(question.platform));
  const SealedRow sealed{key, kQuestionTable, question.id.value()};
  return tx.database().run(
      "insert into received_question (id, organisation, request, kind, data_key, words_sealed, asked_at)"
      " values (?, ?, ?, ?, ?, ?, ?)",
      {question.id, question.platform, question.request, to_text(question.kind), key.id,
       sealed.seal(kWords, question.words.reveal()), question.asked_at});
}

Result<void> update_received(Transaction& tx, const PlatformQuestion& question) {
  JIUM_TRY(const DataKey key, tx.organisation_key(question.platform));
  const SealedRow sealed{key, kQuestionTable, question.id.value()};
  return change_one(
      tx, "update received_question set answer_sealed = ?, answered_at = ? where id = ? and organisation = ?",
      {sealed.seal_unless_empty(kAnswer, question.answer.reveal()), question.answered_at, question.id,
       question.platform},
      "no such question");
}

Result<std::vector<PlatformQuestion>> questions_of_received(Transaction& tx, OrganisationId platform,
                                                            RequestId request) {
  return all(tx, kQuestion, "where request = ? and organisation = ? order by asked_at, id",
             {request, platform}, read_question);
}

}  // namespace jium::store
