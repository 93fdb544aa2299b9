// The officers of one centre: what they are told, what they confirm, what they write down. They call the
// verbs as http/ does, one transaction a call with its line in the log, and ask again when no answer came.
#pragma once

#include <deque>
#include <functional>
#include <set>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "jium/desk/actor.h"
#include "jium/desk/keep_batch.h"
#include "jium/desk/take_reply.h"
#include "jium/removal/form_recipe.h"
#include "jium/removal/task.h"
#include "jium/store/alarms.h"
#include "jium/store/inspections.h"
#include "sim/house.h"
#include "sim/world.h"

namespace jium::sim {

// What the officers know of their own doing, written down before they do it: the auditor holds the house to
// it.
struct OfficersNotes {
  std::unordered_map<std::uint64_t, Instant> confirmed;     // by request
  std::unordered_map<std::uint64_t, PlaceNumber> place_of;  // by request
  std::unordered_set<std::uint64_t> filed;                  // block requests
  // By request: what an officer saw with their own eyes, and when; in order of time.
  struct Seen {
    Instant at{};
    bool still_there = false;
  };
  std::unordered_map<std::uint64_t, std::vector<Seen>> seen;
  // By site: how many of its moves an officer has looked at, as SiteTruth::hosts counts them.
  std::unordered_map<std::uint64_t, std::size_t> hosts_settled;
  std::uint64_t drafted = 0;
};

struct CentreLoad {
  int requests_a_year = 0;
  int officers = 1;
  bool in_batches = false;
};

class Centre {
 public:
  Centre(const Clock& clock, World& world, Dice dice, CentreLoad load);

  // The organisation and its directory. Nothing is struck meanwhile.
  void found(House& house);
  // New places are found, at any hour (a monitor's list, a survivor's word).
  void live_an_hour(House& house);
  // Half an hour of office work.
  void work_a_turn(House& house);
  void take_reply(const Event& reply) { inbox_.push_back({reply.subject, reply.answer}); }
  void ask_again(std::uint64_t sighting) { to_ask_.emplace_back(sighting); }

  [[nodiscard]] const desk::Actor& officer() const { return officer_; }
  [[nodiscard]] const OfficersNotes& notes() const { return notes_; }
  OfficersNotes& notes() { return notes_; }
  [[nodiscard]] registry::OrganisationId organisation() const { return officer_.organisation; }
  // Drafts that wait for an officer: the next one to look at them comes with the next working day.
  [[nodiscard]] std::size_t waiting() const { return to_ask_.size() + inbox_.size() + looked_at_.size(); }

 private:
  struct DeclaredRecipe {
    removal::RecipeId id;
    removal::OperatorId site_operator;
  };
  struct Word {
    std::uint64_t request = 0;
    removal::Answer answer = removal::Answer::acknowledged;
  };
  enum class Done { yes, again };

  void found_hosts(House& house);
  void found_site(House& house, SiteTruth& site);
  void open_a_case(House& house);
  void find_a_place(House& house);
  void read_findings(House& house, int& left);
  void read_alarms(House& house, int& left);
  Done settle_alarm(House& house, const store::Alarm& alarm);
  Done settle_doubt(House& house, removal::RequestId request);
  Done settle_host(House& house, registry::SiteId site);
  Done look_at_ladder(House& house, const std::string& sighting);
  [[nodiscard]] static bool asks_for_work(store::AlarmKind kind);
  void work_off_tasks(House& house, int& left);
  void work_off(House& house, const removal::Task& task);
  [[nodiscard]] removal::TaskEnd end_of(const removal::Task& task);
  [[nodiscard]] bool looked_lately(const removal::Task& task) const;
  void confirm_recipes(House& house);
  Done confirm_recipe(House& house, const DeclaredRecipe& recipe);
  void file_block_requests(House& house, int& left);
  void write_down_replies(House& house, int& left);
  Done write_down(House& house, const Word& word);
  void sort_answers(House& house, int& left);
  Done sort(House& house, const store::StoredReply& reply);
  void ask_for_removal(House& house, int& left);
  void ask_in_a_batch(House& house, int& left);
  void take_up_drafts(House& house, int& left);
  Done confirm(House& house, const desk::BatchView& batch);
  void take_back(House& house);
  Done take_back(House& house, const desk::BatchView& batch);
  Done ask_for(House& house, registry::SightingId sighting);
  Done confirm(House& house, const removal::RemovalRequest& request);
  void change_a_consent(House& house);

  struct KnownCase {
    casework::CaseId id;
    std::uint32_t first_footage = 0, footage_count = 0;
    bool consents = true;
  };

  const Clock& clock_;
  World& world_;
  Dice dice_;
  CentreLoad load_;
  desk::Actor officer_, administrator_;
  std::deque<DeclaredRecipe> to_confirm_;
  std::vector<KnownCase> cases_;
  std::deque<PlaceNumber> to_look_at_;
  std::deque<std::pair<store::InspectionId, PlaceNumber>> looked_at_;
  std::deque<registry::SightingId> to_ask_;
  std::deque<Word> inbox_;
  std::deque<desk::BatchView> to_take_back_;
  OfficersNotes notes_;
  int turns_ = 0;
};

}  // namespace jium::sim
