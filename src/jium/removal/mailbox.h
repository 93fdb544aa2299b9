// The ports through which answers come in: a mailbox that is read, and whoever takes a message apart.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "jium/removal/reply.h"

namespace jium::removal {

// Up to where a mailbox has been read (RFC 9051, 2.3.1.1): when its validity changes, all of it is new.
struct MailboxPlace {
  std::uint32_t validity = 0;
  std::uint32_t uid = 0;
  friend bool operator==(const MailboxPlace&, const MailboxPlace&) = default;
};

struct MailboxPage {
  MailboxPlace place;               // after what is on this page
  std::vector<IncomingMail> mails;  // oldest first
  int unreadable = 0;               // messages that are none, or too large: passed over
  bool more = false;
};

class Mailbox {
 public:
  Mailbox() = default;
  Mailbox(const Mailbox&) = delete;
  Mailbox& operator=(const Mailbox&) = delete;
  virtual ~Mailbox() = default;
  // What came in after `place`, at most `most` messages. Reading changes nothing there but marks as read.
  // Outside when the server cannot be reached or does not let us in.
  [[nodiscard]] virtual Result<MailboxPage> read_after(const MailboxPlace& place, int most) = 0;
};

class FakeMailbox final : public Mailbox {
 public:
  std::vector<IncomingMail> mails;
  std::uint32_t validity = 1;
  bool reachable = true;
  [[nodiscard]] Result<MailboxPage> read_after(const MailboxPlace& place, int most) override {
    if (!reachable) return fault(FaultKind::outside, "the mailbox cannot be reached");
    MailboxPage page;
    page.place = {validity, place.validity == validity ? place.uid : 0};
    for (std::size_t i = page.place.uid; i < mails.size(); ++i) {
      if (static_cast<int>(page.mails.size()) == most) {
        page.more = true;
        break;
      }
      page.mails.push_back(mails[i]);
      page.place.uid = static_cast<std::uint32_t>(i + 1);
    }
    return page;
  }
};

}  // namespace jium::removal
