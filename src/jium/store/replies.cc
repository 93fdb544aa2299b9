#include "jium/store/replies.h"

#include "jium/store/cases.h"
#include "jium/store/fields.h"
#include "jium/store/list_page.h"
#include "jium/store/rows.h"
#include "jium/store/sealed_json.h"

namespace jium::store {
namespace {

using casework::CaseId;
using registry::OrganisationId;
using removal::IncomingMail;
using removal::ReplyId;

// What of a message is kept, as it is sealed.
struct Content {
  std::string message_id, from, subject, text, auto_submitted;
  std::vector<std::string> references;
  bool bulk = false;
  std::string bounce;
  int dropped_parts = 0;
};
BOOST_DESCRIBE_STRUCT(Content, (),
                      (message_id, from, subject, text, auto_submitted, references, bulk, bounce,
                       dropped_parts))

constexpr std::string_view kTable = "reply";
constexpr std::string_view kContent = "content_sealed";
constexpr std::string_view kColumns =
    "select id, organisation, the_case, request, data_key, content_sealed, kind, doubtful, state, applied,"
    " received_at, sorted_by, sorted_at from reply";
constexpr const char* kMissing = "no such reply";

std::string write_mail(const IncomingMail& mail) {
  return write_json(Content{mail.message_id, mail.from, mail.subject.reveal(), mail.text.reveal(),
                            mail.auto_submitted, mail.references, mail.bulk,
                            std::string(to_text(mail.bounce)), mail.dropped_parts});
}

Result<IncomingMail> read_mail(std::string_view text) {
  JIUM_TRY(Content content, read_json<Content>(text));
  IncomingMail mail;
  mail.message_id = std::move(content.message_id);
  mail.from = std::move(content.from);
  mail.subject = Secret(std::move(content.subject));
  mail.text = Secret(std::move(content.text));
  mail.auto_submitted = std::move(content.auto_submitted);
  mail.references = std::move(content.references);
  mail.bulk = content.bulk;
  JIUM_TRY(mail.bounce, stored(parse_enum<removal::BounceAction>("bounce", content.bounce)));
  mail.dropped_parts = content.dropped_parts;
  return mail;
}

Result<DataKey> key_of(Transaction& tx, const StoredReply& reply) {
  return reply.the_case ? case_key(tx, *reply.the_case) : tx.organisation_key(reply.organisation);
}

Result<StoredReply> read_reply(Transaction& tx, const Row& row) {
  Fields in(row);
  StoredReply reply;
  reply.id = in.id<ReplyId>();
  reply.organisation = in.id<OrganisationId>();
  reply.the_case = in.maybe_id<CaseId>();
  reply.request = in.maybe_id<removal::RequestId>();
  JIUM_TRY(const DataKey key, tx.data_key(in.id<DataKeyId>()));
  JIUM_TRY(const std::string text, in.open({key, kTable, reply.id.value()}, kContent));
  JIUM_TRY(reply.mail, read_mail(text));
  reply.sorted.kind = in.word<removal::ReplyKind>();
  reply.sorted.doubtful = in.flag();
  reply.state = in.word<ReplyState>();
  reply.applied = in.flag();
  reply.mail.at = in.instant();
  std::string by = in.text();
  if (!by.empty()) reply.sorted_by = std::move(by);
  reply.sorted_at = in.maybe_instant();
  return in.finish(std::move(reply));
}

// A message without a Message-ID is known again by what it says. When it was read says nothing of it: a
// mailbox that is read once more gives another time.
std::string identity_of(const StoredReply& reply) {
  return reply.mail.message_id.empty() ? write_mail(reply.mail) : reply.mail.message_id;
}

}  // namespace

Result<bool> insert_once(Transaction& tx, const StoredReply& reply) {
  JIUM_TRY(const DataKey key, key_of(tx, reply));
  const SealedRow sealed{key, kTable, reply.id.value()};
  bool inserted = false;
  JIUM_CHECK(tx.database().query(
      "insert into reply (id, organisation, the_case, request, data_key, content_sealed, message_index, kind,"
      " doubtful, state, applied, received_at, sorted_by, sorted_at)"
      " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
      " on conflict (organisation, message_index) do nothing returning id",
      {reply.id, reply.organisation, reply.the_case, reply.request, key.id,
       sealed.seal(kContent, write_mail(reply.mail)),
       tx.vault().blind_index(IndexPurpose::message, identity_of(reply)), to_text(reply.sorted.kind),
       reply.sorted.doubtful, to_text(reply.state), reply.applied, reply.mail.at, reply.sorted_by,
       reply.sorted_at},
      [&](const Row&) -> Result<void> {
        inserted = true;
        return {};
      }));
  return inserted;
}

Result<void> update(Transaction& tx, const StoredReply& reply) {
  JIUM_TRY(const DataKey key, key_of(tx, reply));
  const SealedRow sealed{key, kTable, reply.id.value()};
  return change_one(tx,
                    "update reply set the_case = ?, request = ?, data_key = ?, content_sealed = ?, kind = ?,"
                    " doubtful = ?, state = ?, applied = ?, sorted_by = ?, sorted_at = ?"
                    " where id = ? and organisation = ?",
                    {reply.the_case, reply.request, key.id, sealed.seal(kContent, write_mail(reply.mail)),
                     to_text(reply.sorted.kind), reply.sorted.doubtful, to_text(reply.state), reply.applied,
                     reply.sorted_by, reply.sorted_at, reply.id, reply.organisation},
                    kMissing);
}

Result<StoredReply> load_reply(Transaction& tx, OrganisationId organisation, ReplyId id) {
  return one(tx, kColumns, "where id = ? and organisation = ?", {id, organisation}, kMissing, read_reply);
}

Result<std::vector<StoredReply>> replies_of(Transaction& tx, OrganisationId organisation, bool waiting_only,
                                            int most) {
  const std::string rest = std::string("where organisation = ?") +
                           (waiting_only ? " and state = 'waiting'" : "") +
                           " order by received_at desc, id limit ?";
  return all(tx, kColumns, rest, {organisation, most}, read_reply);
}

Result<std::vector<StoredReply>> replies_for(Transaction& tx, OrganisationId organisation,
                                             registry::PersonId person, Instant now, bool waiting_only,
                                             int most) {
  const std::string rest = std::string("where organisation = ? and (the_case is null or the_case in ") +
                           kAssignedCases + ")" + (waiting_only ? " and state = 'waiting'" : "") +
                           " order by received_at desc, id limit ?";
  return all(tx, kColumns, rest, {organisation, organisation, person, now, now, most}, read_reply);
}

Result<removal::MailboxPlace> mailbox_place(Transaction& tx, OrganisationId organisation) {
  JIUM_TRY(const auto found,
           first(tx, "select validity, uid from mailbox_place", "where organisation = ?", {organisation},
                 [](Transaction&, const Row& row) {
                   return Result<removal::MailboxPlace>({static_cast<std::uint32_t>(row.integer(0)),
                                                         static_cast<std::uint32_t>(row.integer(1))});
                 }));
  return found.value_or(removal::MailboxPlace{});
}

Result<void> set_mailbox_place(Transaction& tx, OrganisationId organisation,
                               const removal::MailboxPlace& place) {
  return tx.database().run(
      "insert into mailbox_place (organisation, validity, uid) values (?, ?, ?)"
      " on conflict (organisation) do update set validity = excluded.validity, uid = excluded.uid",
      {organisation, std::int64_t{place.validity}, std::int64_t{place.uid}});
}

}  // namespace jium::store
