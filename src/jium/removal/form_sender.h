// The port through which a filled-in form, or a message to an operator's own API, leaves: one POST to one
// host. As with letters (courier.h), one moment decides whether it may be sent again.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "jium/base/result.h"
#include "jium/base/secret.h"
#include "jium/registry/web_address.h"

namespace jium::removal {

// Ready to go. The body holds the address of footage: it is sealed at rest and never logged.
struct Post {
  std::optional<registry::WebAddress> page;  // read first, for the tokens
  std::vector<std::string> tokens;
  registry::WebAddress action;
  std::string content_type = "application/x-www-form-urlencoded";
  std::vector<std::pair<std::string, std::string>> headers{};  // of an API
  Secret<std::string> body;                                    // the tokens are added to it, url-encoded
  // Words by which the answer is known; without any, a status of 200 to 202 is a yes and 4xx a no.
  std::vector<std::string> confirmation{}, refusal{};
};

enum class PostOutcome {
  confirmed,     // it was taken
  refused,       // a permanent no
  postponed,     // nothing was handed over, or the host asks us to come later: try again
  needs_person,  // nothing was handed over, and no machine can go on: a captcha, no token, a redirect away
  unknown,       // handed over, and the answer does not say whether it was taken
};

// Nothing of what the host said is kept but its status.
struct PostDelivery {
  PostOutcome outcome = PostOutcome::postponed;
  int status = 0;      // of HTTP, 0 when there was none
  std::string reason;  // one plain line for an officer; no content
};

class FormSender {
 public:
  FormSender() = default;
  FormSender(const FormSender&) = delete;
  FormSender& operator=(const FormSender&) = delete;
  virtual ~FormSender() = default;

  // `hand_over` is called once all of the body but its last byte has been written, and must make the moment
  // durable; only when it returns true is the last byte sent. Before that the host has half a request, which
  // it cannot act on. A redirect is not posted to: if it stays on the host, it is read once with GET, as a
  // browser reads the page of thanks.
  [[nodiscard]] virtual PostDelivery send(const Post& post, const std::function<bool()>& hand_over) = 0;
};

class FakeFormSender final : public FormSender {
 public:
  std::vector<Post> posted;
  PostDelivery next{PostOutcome::confirmed, 200, ""};
  [[nodiscard]] PostDelivery send(const Post& post, const std::function<bool()>& hand_over) override {
    if (next.outcome == PostOutcome::postponed || next.outcome == PostOutcome::needs_person) return next;
    if (!hand_over()) return {PostOutcome::postponed, 0, "not handed over"};
    posted.push_back(post);
    return next;
  }
};

}  // namespace jium::removal
