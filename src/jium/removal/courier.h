// The port through which a letter leaves, and the one moment that decides whether it may be sent again.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "jium/base/result.h"
#include "jium/base/secret.h"

namespace jium::removal {

// A letter ready to go. The text holds addresses of footage: it is sealed at rest and never logged.
struct Letter {
  std::string message_id;  // without angle brackets; the same for every try of the same letter
  std::string from_name;   // the centre
  std::string from;        // mail address
  std::string to;
  std::string reply_reference;  // also in the subject; replies are matched by it
  Secret<std::string> subject;
  Secret<std::string> body;  // plain text, UTF-8
};

enum class DeliveryOutcome {
  accepted,   // the mail server took it
  refused,    // a permanent no (5xx): trying again is of no use
  postponed,  // nothing was handed over: try again later
  unknown,    // handed over, and no answer came: it may have been taken
};

struct Delivery {
  DeliveryOutcome outcome = DeliveryOutcome::postponed;
  int reply_code = 0;  // of SMTP, 0 when there was none
  std::string reason;  // one plain line for an officer; no content of the letter
};

class Courier {
 public:
  Courier() = default;
  Courier(const Courier&) = delete;
  Courier& operator=(const Courier&) = delete;
  virtual ~Courier() = default;

  // SMTP has no "exactly once": between the end of the message and the server's answer nobody can know.
  // So `hand_over` is called after the last byte of the message and before its end mark; only when it
  // returns true is the end mark sent. It must make the moment durable first. If it returns false, or the
  // process dies before, the mail server drops the unfinished message and nothing was delivered.
  [[nodiscard]] virtual Delivery send(const Letter& letter, const std::function<bool()>& hand_over) = 0;
};

class FakeCourier final : public Courier {
 public:
  std::vector<Letter> delivered;
  Delivery next{DeliveryOutcome::accepted, 250, ""};
  [[nodiscard]] Delivery send(const Letter& letter, const std::function<bool()>& hand_over) override {
    if (next.outcome == DeliveryOutcome::postponed) return next;
    if (!hand_over()) return {DeliveryOutcome::postponed, 0, "not handed over"};
    if (next.outcome == DeliveryOutcome::accepted) delivered.push_back(letter);
    return next;
  }
};

}  // namespace jium::removal
