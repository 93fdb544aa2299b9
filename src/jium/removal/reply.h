// What came back by mail: a message as far as jium keeps it, and what sort of answer it seems to be.
//
// Sorting is by what the message says of itself where a standard has words for it (RFC 3834 for automatic
// answers, RFC 3464 for failed delivery), else by phrases, which are dated data (data/replies, a file a
// language). Whatever is not plain is `doubtful`: it is shown to a person and nothing follows from it by
// itself.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "jium/base/clock.h"
#include "jium/base/enum_text.h"
#include "jium/base/id.h"
#include "jium/base/result.h"
#include "jium/base/secret.h"
#include "jium/removal/letter_delivery.h"
#include "jium/removal/removal_request.h"

namespace jium::removal {

struct ReplyTag {
  static constexpr char letter = 'M';
  static constexpr std::string_view noun = "reply";
};
using ReplyId = Id<ReplyTag>;

// Of a delivery status notification, the worst that it says of any receiver.
enum class BounceAction { none, delayed, failed };
BOOST_DESCRIBE_ENUM(BounceAction, none, delayed, failed)

// A message without its attachments, which are dropped unread: they could be media.
struct IncomingMail {
  std::string message_id;               // without angle brackets; empty when it has none
  std::string from;                     // the one mail address
  Secret<std::string> subject;          // decoded, one line
  Secret<std::string> text;             // the first plain text, else the words of the first HTML: UTF-8,
                                        // at most kMostReplyText bytes
  std::vector<std::string> references;  // message ids of In-Reply-To and References, newest last
  std::string auto_submitted;           // RFC 3834: the keyword; empty when there is none
  bool bulk = false;                    // Precedence: bulk, junk, auto_reply, list; or Auto-Response headers
  BounceAction bounce = BounceAction::none;
  int dropped_parts = 0;  // attachments and other bodies
  Instant at{};           // when it was received here
};

inline constexpr std::size_t kMostReplyText = 16 * 1024;

enum class ReplyKind { auto_answer, bounce, acknowledgement, removed, refusal, question, unclear };
BOOST_DESCRIBE_ENUM(ReplyKind, auto_answer, bounce, acknowledgement, removed, refusal, question, unclear)

struct Sorted {
  ReplyKind kind = ReplyKind::unclear;
  bool doubtful = true;
};

// The phrases of each language that tell sorts of answers apart.
class PhraseBook {
 public:
  // Malformed, naming the file's language and the field.
  [[nodiscard]] static Result<PhraseBook> parse(const std::vector<std::string_view>& tomls);
  // Lower case, white space as one blank.
  [[nodiscard]] bool says(ReplyKind kind, std::string_view normal_text) const;
  // Something that is still to come: "once it has been removed", "we will tell you".
  [[nodiscard]] bool says_later(std::string_view normal_text) const;

 private:
  std::map<ReplyKind, std::vector<std::string>> phrases_;
  std::vector<std::string> later_;
};
[[nodiscard]] const Result<PhraseBook>& built_in_phrases();

[[nodiscard]] Sorted sort_reply(const IncomingMail& mail, const PhraseBook& phrases);

// What it answers: ids in square brackets in its subject ("[R-7K3M-9QX2-PD4T]") and as the local part of the
// message ids that it refers to. In that order, none twice.
struct ReplyReferences {
  std::vector<RequestId> requests;
  std::vector<LetterId> letters;
};
[[nodiscard]] ReplyReferences references_in(const IncomingMail& mail);

// The answerer's own words: without quoted lines and what stands below the first attribution or separator.
[[nodiscard]] std::string own_words(std::string_view text);

// Do the two mail addresses belong to one house? The same registrable domain (public suffix list).
[[nodiscard]] bool same_house(std::string_view one, std::string_view other);

}  // namespace jium::removal
