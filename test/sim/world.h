// What is true outside the house: which place shows what, what operators are like, which letters arrived. The
// fakes of the ports answer from here, and the auditor compares what the house believes with it.
#pragma once

#include <cstdint>
#include <map>
#include <queue>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "jium/fingerprint/fingerprinter.h"
#include "jium/registry/fetcher.h"
#include "jium/registry/organisation.h"
#include "jium/removal/courier.h"
#include "jium/removal/form_sender.h"
#include "jium/removal/mailbox.h"
#include "jium/removal/removal_request.h"
#include "sim/dice.h"

namespace jium::sim {

// How an operator takes a request.
enum class Manner { honest, slow, silent, refusing, lying, reuploading };
BOOST_DESCRIBE_ENUM(Manner, honest, slow, silent, refusing, lying, reuploading)

// By which way its operator is reached.
enum class Way { mail, form, inbox };

// From where on the net the house looks. The plain one is known to be a centre's, and some answer it
// differently.
enum class Standpoint : std::uint8_t { plain, elsewhere };
inline constexpr const char* kElsewhere = "elsewhere";

using PlaceNumber = std::uint32_t;

// Who carries sites of others, and can take them down.
struct HostTruth {
  std::string name;  // "h2.example"
  std::string mail;
  bool helpful = true;
  removal::OperatorId host_operator{};
};

struct SiteTruth {
  std::string name;  // "s7.example"
  std::string mail;
  std::string jurisdiction;
  std::string rule;  // that it is held to; empty: that of its jurisdiction
  Manner manner = Manner::honest;
  removal::OperatorId site_operator{};
  double absent = 0;  // how often it does not answer, or will not show
  Way way = Way::mail;
  bool cloaks = false;  // the plain standpoint is shown an empty place once the operator was asked
  bool walls = false;   // the plain standpoint is told that this is not shown in its country
  std::vector<std::uint32_t> hosts{};  // that have carried it; the last does
  registry::SiteId id{};
};

struct PlaceTruth {
  std::uint32_t site = 0;
  std::uint32_t footage = 0;
  bool shows = true;
  std::uint8_t returns = 0;  // so often it will be put up again
  bool asked = false;        // its operator has been asked about it
};

// What the house was shown at one look.
enum class Shown { media, nothing, no_answer };
struct LookTruth {
  Instant at{};
  PlaceNumber place = 0;
  Shown shown = Shown::nothing;
  Standpoint from = Standpoint::plain;
  std::uint32_t move = 0;  // SiteTruth::hosts at that moment: from whose network it answered
};

// Things to come. What it is about is a place, or the number of an answer.
enum class Happening {
  hour,
  officers_turn,
  day_end,
  place_cleared,
  place_returns,
  reply,
  asked_again,
  mail_stops,
  mail_goes,
  site_moves,
  platforms_fetch,
  committee_sits
};
struct Event {
  Instant at{};
  std::uint64_t order = 0;  // of two at once the one that was planned first
  Happening what = Happening::hour;
  std::uint64_t subject = 0;
  removal::Answer answer = removal::Answer::acknowledged;
  PlaceNumber place = 0;
  bool by_host = false;  // the answer is its host's, not its operator's
};

class Agenda {
 public:
  void plan(Instant at, Happening what, std::uint64_t subject = 0,
            removal::Answer answer = removal::Answer::acknowledged, PlaceNumber place = 0,
            bool by_host = false) {
    events_.push({at, ++planned_, what, subject, answer, place, by_host});
  }
  [[nodiscard]] bool empty() const { return events_.empty(); }
  [[nodiscard]] Instant next_at() const { return events_.top().at; }
  Event take() {
    Event event = events_.top();
    events_.pop();
    return event;
  }

 private:
  struct Later {
    bool operator()(const Event& a, const Event& b) const {
      return a.at != b.at ? a.at > b.at : a.order > b.order;
    }
  };
  std::priority_queue<Event, std::vector<Event>, Later> events_;
  std::uint64_t planned_ = 0;
};

// What reached an operator: a letter its mail server, a form its page, a request its program or its ear.
struct Arrival {
  int times = 0;
  std::string to;  // a mail address, or the name of the site
  // What it asks for: a place, and the request about it.
  std::vector<std::pair<PlaceNumber, std::uint64_t>> items;
};

// An operator's mail, as it lies in the centre's mailbox.
struct AnswerMail {
  std::uint64_t number = 0;  // of its Message-ID: the same twice when it came twice
  Instant at{};
  std::uint64_t request = 0;
  PlaceNumber place = 0;
  removal::Answer answer = removal::Answer::acknowledged;
  bool is_odd = false;  // in words that no list of phrases has
  std::string from{};
};

struct MailRates {
  double postponed = 0.02, refused = 0.002, unknown = 0.004;
};

struct FormRates {
  double postponed = 0.03, needs_person = 0.01, refused = 0.005, unknown = 0.01;
};

class World {
 public:
  World(const Clock& clock, Dice dice, std::size_t site_count);

  std::vector<SiteTruth> sites;
  std::vector<HostTruth> hosts;
  std::string search_mail = "removals@search.example";  // of the one search engine
  std::vector<PlaceTruth> places;
  std::vector<Bytes> footage;  // the 32 bytes of each one's PDQ
  Agenda agenda;
  bool mail_is_down = false;
  MailRates mail;
  FormRates forms;

  PlaceNumber add_place(std::uint32_t the_footage);
  [[nodiscard]] registry::WebAddress address_of(PlaceNumber place) const;
  // The place that an address of ours names.
  [[nodiscard]] static PlaceNumber place_of(std::string_view address);
  [[nodiscard]] std::vector<fingerprint::Fingerprint> fingerprints_of(std::uint32_t the_footage,
                                                                      std::uint64_t variant) const;

  // What has been seen since the auditor last asked.
  std::vector<LookTruth> looks;
  std::map<std::string, Arrival> arrivals;  // by Message-ID, or by way and request
  std::vector<AnswerMail> mailbox;
  // An answer comes by mail (by telephone, or by another way that an officer writes down: false).
  [[nodiscard]] bool answer_by_mail(const Event& reply);
  [[nodiscard]] removal::IncomingMail mail_at(std::size_t index) const;

  [[nodiscard]] Result<registry::Fetched> answer_look(const registry::WebAddress& address, Standpoint from);
  [[nodiscard]] removal::PostDelivery take_form(const removal::Post& post,
                                                const std::function<bool()>& hand_over);
  // A platform's program has read this request in its inbox; it may read it as often as it likes.
  void read_in_inbox(std::uint32_t site, std::string_view reference, std::string_view address);
  // An officer has told the operator in another way.
  void take_by_hand(PlaceNumber place, std::uint64_t request);
  [[nodiscard]] bool has_arrived(std::uint64_t request) const { return asked_.contains(request); }
  [[nodiscard]] removal::Delivery take_letter(const removal::Letter& letter,
                                              const std::function<bool()>& hand_over);
  void happen(const Event& event);

 private:
  void add_site(std::size_t number, std::size_t host_count);
  void note_letter(const removal::Letter& letter);
  void note_arrival(const std::string& key, const std::string& to, PlaceNumber place, std::uint64_t request);
  void react(PlaceNumber place, std::uint64_t request);
  void react_as_host(const HostTruth& host, PlaceNumber place, std::uint64_t request);
  void promise(PlaceNumber place, std::uint64_t request, removal::Answer answer, Duration after,
               bool by_host = false);
  void move_site(std::uint32_t site);
  [[nodiscard]] Shown shown_to(PlaceNumber number, Standpoint from) const;

  const Clock& clock_;
  Dice dice_;
  std::unordered_set<std::uint64_t> asked_;  // requests that arrived, by whatever way
};

class WorldFetcher final : public registry::Fetcher {
 public:
  WorldFetcher(World& world, Standpoint from, std::function<void()> meanwhile)
      : world_(world), from_(from), meanwhile_(std::move(meanwhile)) {}
  [[nodiscard]] Result<registry::Fetched> fetch(const registry::WebAddress& address) override {
    auto answer = world_.answer_look(address, from_);
    meanwhile_();
    return answer;
  }

 private:
  World& world_;
  const Standpoint from_;
  std::function<void()> meanwhile_;  // what others do while this one waits for the network
};

class WorldCourier final : public removal::Courier {
 public:
  explicit WorldCourier(World& world, std::function<void()> meanwhile)
      : world_(world), meanwhile_(std::move(meanwhile)) {}
  [[nodiscard]] removal::Delivery send(const removal::Letter& letter,
                                       const std::function<bool()>& hand_over) override {
    meanwhile_();
    const auto delivery = world_.take_letter(letter, hand_over);
    meanwhile_();
    return delivery;
  }

 private:
  World& world_;
  std::function<void()> meanwhile_;
};

class WorldFormSender final : public removal::FormSender {
 public:
  WorldFormSender(World& world, std::function<void()> meanwhile)
      : world_(world), meanwhile_(std::move(meanwhile)) {}
  [[nodiscard]] removal::PostDelivery send(const removal::Post& post,
                                           const std::function<bool()>& hand_over) override {
    meanwhile_();
    const auto delivery = world_.take_form(post, hand_over);
    meanwhile_();
    return delivery;
  }

 private:
  World& world_;
  std::function<void()> meanwhile_;
};

class WorldMailbox final : public removal::Mailbox {
 public:
  explicit WorldMailbox(const World& world) : world_(world) {}
  [[nodiscard]] Result<removal::MailboxPage> read_after(const removal::MailboxPlace& place,
                                                        int most) override;

 private:
  const World& world_;
};

// Reads what World serves: "media", the number of the footage and of the variant.
class WorldFingerprinter final : public fingerprint::Fingerprinter {
 public:
  explicit WorldFingerprinter(const World& world) : world_(world) {}
  [[nodiscard]] Result<fingerprint::FileFingerprints> of_bytes(ByteView bytes,
                                                               fingerprint::Purpose purpose) override;
  [[nodiscard]] Result<fingerprint::FileFingerprints> of_file(const std::string&,
                                                              fingerprint::Purpose) override {
    return fault(FaultKind::missing, "there are no files here");
  }

 private:
  const World& world_;
};

}  // namespace jium::sim
