#include "jium/store/outgoing_posts.h"

#include "jium/store/cases.h"
#include "jium/store/fields.h"
#include "jium/store/requests.h"
#include "jium/store/rows.h"
#include "jium/store/sealed_json.h"

namespace jium::store {
namespace {

using removal::RequestId;

constexpr std::string_view kTable = "outgoing_post";
constexpr std::string_view kContent = "content_sealed";
constexpr std::string_view kColumns =
    "select id, data_key, content_sealed, request, channel, recipe, state, attempt, settled_at, written_at,"
    " body_sha256, status, confirmed from outgoing_post";

struct PostText {
  std::string page;  // empty: none
  std::vector<std::string> tokens;
  std::string action;
  std::string content_type;
  std::string body;
  std::vector<std::string> confirmation;
  std::vector<std::string> refusal;
};
BOOST_DESCRIBE_STRUCT(PostText, (), (page, tokens, action, content_type, body, confirmation, refusal))

std::string write_post(const removal::Post& post) {
  return write_json(PostText{.page = post.page ? post.page->canonical().reveal() : "",
                             .tokens = post.tokens,
                             .action = post.action.canonical().reveal(),
                             .content_type = post.content_type,
                             .body = post.body.reveal(),
                             .confirmation = post.confirmation,
                             .refusal = post.refusal});
}

Result<removal::Post> read_post(std::string_view text) {
  JIUM_TRY(PostText read, read_json<PostText>(text));
  JIUM_TRY(auto action, stored(registry::WebAddress::parse(read.action)));
  removal::Post post{.page = std::nullopt,
                     .tokens = std::move(read.tokens),
                     .action = std::move(action),
                     .content_type = std::move(read.content_type),
                     .headers = {},
                     .body = Secret<std::string>(std::move(read.body)),
                     .confirmation = std::move(read.confirmation),
                     .refusal = std::move(read.refusal)};
  if (read.page.empty()) return post;
  JIUM_TRY(post.page, stored(registry::WebAddress::parse(read.page)));
  return post;
}

Result<StoredPost> read_stored_post(Transaction& tx, const Row& row) {
  Fields in(row);
  const auto id = in.id<PostId>();
  JIUM_TRY(const DataKey key, tx.data_key(in.id<DataKeyId>()));
  JIUM_TRY(const std::string text, in.open({key, kTable, id.value()}, kContent));
  JIUM_TRY(removal::Post post, read_post(text));
  StoredPost whole{.id = id,
                   .request = in.id<RequestId>(),
                   .channel = in.word<removal::RequestChannel>(),
                   .recipe = in.maybe_id<removal::RecipeId>(),
                   .post = std::move(post),
                   .delivery = {.state = in.word<removal::LetterState>(),
                                .attempt = in.number(),
                                .settled_at = in.maybe_instant()},
                   .written_at = in.instant(),
                   .body_sha256 = in.text(),
                   .status = in.maybe_number(),
                   .confirmed = std::nullopt};
  if (const auto confirmed = in.maybe_number()) whole.confirmed = *confirmed != 0;
  return in.finish(std::move(whole));
}

std::optional<int> number_of(const std::optional<bool>& flag) {
  if (!flag) return std::nullopt;
  return *flag ? 1 : 0;
}

}  // namespace

Result<void> insert(Transaction& tx, const StoredPost& post) {
  JIUM_TRY(const removal::RemovalRequest request, load_request(tx, post.request));
  JIUM_TRY(const DataKey key, case_key(tx, request.the_case));
  const SealedRow sealed{key, kTable, post.id.value()};
  return tx.database().run(
      "insert into outgoing_post (id, request, channel, recipe, data_key, content_sealed, state, attempt,"
      " settled_at, written_at, body_sha256, status, confirmed) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, "
      "?)",
      {post.id, post.request, to_text(post.channel), post.recipe, key.id,
       sealed.seal(kContent, write_post(post.post)), to_text(post.delivery.state), post.delivery.attempt,
       post.delivery.settled_at, post.written_at, post.body_sha256, post.status, number_of(post.confirmed)});
}

Result<void> update_delivery(Transaction& tx, const StoredPost& post) {
  return change_one(tx,
                    "update outgoing_post set state = ?, attempt = ?, settled_at = ?, status = ?, confirmed "
                    "= ? where id = ?",
                    {to_text(post.delivery.state), post.delivery.attempt, post.delivery.settled_at,
                     post.status, number_of(post.confirmed), post.id},
                    "no such post");
}

Result<StoredPost> load_post(Transaction& tx, PostId id) {
  return one(tx, kColumns, "where id = ?", {id}, "no such post", read_stored_post);
}

Result<std::optional<StoredPost>> post_of(Transaction& tx, RequestId request) {
  return first(tx, kColumns, "where request = ?", {request}, read_stored_post);
}

}  // namespace jium::store
