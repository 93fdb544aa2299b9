// Requests on their way out by HTTP (removal/form_sender.h). What goes out is sealed with the case's key; of
// what came back only the status is kept, and whether the confirmation stood in it.
#pragma once

#include <optional>

#include "jium/removal/form_recipe.h"
#include "jium/removal/form_sender.h"
#include "jium/removal/letter_delivery.h"
#include "jium/removal/removal_request.h"
#include "jium/removal/request_channel.h"
#include "jium/store/store.h"

namespace jium::store {

struct PostTag {
  static constexpr char letter = 'M';
  static constexpr std::string_view noun = "post";
};
using PostId = Id<PostTag>;

struct StoredPost {
  PostId id;
  removal::RequestId request;
  removal::RequestChannel channel = removal::RequestChannel::web_form;
  std::optional<removal::RecipeId> recipe;
  removal::Post post;                // but for headers, which are made when it is sent
  removal::LetterDelivery delivery;  // a post's moments are a letter's
  Instant written_at{};
  std::string body_sha256;        // of the body without tokens
  std::optional<int> status;      // of HTTP, as it was answered
  std::optional<bool> confirmed;  // was the confirmation found?
};

[[nodiscard]] Result<void> insert(Transaction& tx, const StoredPost& post);
[[nodiscard]] Result<void> update_delivery(Transaction& tx, const StoredPost& post);  // and what came back
[[nodiscard]] Result<StoredPost> load_post(Transaction& tx, PostId id);
[[nodiscard]] Result<std::optional<StoredPost>> post_of(Transaction& tx, removal::RequestId request);

}  // namespace jium::store
