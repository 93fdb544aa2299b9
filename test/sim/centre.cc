#include "sim/centre.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <stdexcept>

#include "jium/desk/add_organisation.h"
#include "jium/desk/change_consent.h"
#include "jium/desk/file_block_request.h"
#include "jium/desk/inspect_place.h"
#include "jium/desk/keep_directory.h"
#include "jium/desk/keep_letter_settings.h"
#include "jium/desk/keep_recipe.h"
#include "jium/desk/keep_task.h"
#include "jium/desk/notice_host.h"
#include "jium/desk/open_case.h"
#include "jium/desk/record_answer.h"
#include "jium/desk/record_sighting.h"
#include "jium/desk/register_footage.h"
#include "jium/desk/request_removal.h"
#include "jium/desk/send_letter.h"
#include "jium/desk/show_alarms.h"
#include "jium/desk/write_log.h"
#include "jium/store/requests.h"
#include "jium/store/sightings.h"
#include "sim/needed.h"

namespace jium::sim {
namespace {

using audit::Act;
using desk::Desk;
using store::Transaction;

constexpr int kPlacesACase = 30;
constexpr int kThingsATurn = 12;  // of one officer, in half an hour
constexpr int kAlarmsATurn = 200;
constexpr double kOffSick = 0.04;
constexpr double kInABatch = 0.5;  // of the turns of asking
constexpr double kSecondThoughts = 0.1;
constexpr std::size_t kMostInABatch = 60;
constexpr double kByTheMachine = 0.8;  // of new places: jium is asked to look; the rest is told by hand

// Of a form that takes a plain post, as an officer declares it.
constexpr std::string_view kRecipe = R"(id = "form-{}"
action = "https://{}/report"
method = "POST"
spacing = "1s"
confirmation = ["thank you"]
refusal = ["sorry"]
[[field]]
name = "url"
fill = "item_address"
[[field]]
name = "ref"
fill = "reference"
)";

}  // namespace

Centre::Centre(const Clock& clock, World& world, Dice dice, CentreLoad load)
    : clock_(clock), world_(world), dice_(dice), load_(load) {}

void Centre::found(House& house) {
  const auto centre = needed(house.call([](const Desk& desk, Transaction& tx) {
    return desk::add_organisation(
        desk, tx, {registry::OrganisationKind::centre, "Simulated centre", "help@centre.example"});
  }));
  officer_ = {store::AccessKeyId::random(), centre.id, desk::Role::deletion_officer};
  administrator_ = {store::AccessKeyId::random(), centre.id, desk::Role::centre_administrator};
  needed(house.call([&](const Desk& desk, Transaction& tx) {
    return desk::change_letter_settings(desk, tx, officer_, {"Sim Officer", std::nullopt, std::nullopt});
  }));
  found_hosts(house);
  for (SiteTruth& site : world_.sites) found_site(house, site);
}

void Centre::found_hosts(House& house) {
  for (HostTruth& host : world_.hosts) {
    needed(house.call([&](const Desk& desk, Transaction& tx) -> Result<void> {
      JIUM_TRY(const auto made,
               desk::add_operator(desk, tx, officer_, {.name = "Host " + host.name, .mail = host.mail}));
      host.host_operator = made.id;
      return desk::write_log(desk, tx, officer_, Act::site_kept, made.id);
    }));
  }
  needed(house.call([&](const Desk& desk, Transaction& tx) -> Result<void> {
    JIUM_TRY(const auto made,
             desk::add_operator(desk, tx, officer_, {.name = "Search", .mail = world_.search_mail}));
    desk::DescribeSite engine{.site = "search.example"};
    engine.kind = removal::SiteKind::search_engine;
    engine.site_operator = made.id;
    JIUM_CHECK(desk::describe_site(desk, tx, officer_, engine));
    return desk::write_log(desk, tx, officer_, Act::site_kept, made.id);
  }));
}

void Centre::found_site(House& house, SiteTruth& site) {
  needed(house.call([&](const Desk& desk, Transaction& tx) -> Result<void> {
    desk::AddOperator ask{
        .name = "Operator of " + site.name, .mail = site.mail, .jurisdiction = site.jurisdiction};
    if (!site.rule.empty()) ask.rule = site.rule;
    if (site.way == Way::form) {
      ask.mail.clear();
      ask.channels = {{removal::ChannelKind::web_form, Secret("https://" + site.name + "/report")}};
    }
    JIUM_TRY(const auto made, desk::add_operator(desk, tx, officer_, ask));
    site.site_operator = made.id;
    desk::DescribeSite described{.site = site.name};
    described.site_operator = made.id;
    described.host = world_.hosts[site.hosts.back()].host_operator;
    JIUM_TRY(const auto kept, desk::describe_site(desk, tx, officer_, described));
    site.id = kept.id;
    JIUM_CHECK(desk::write_log(desk, tx, officer_, Act::site_kept, made.id));
    if (site.way != Way::form) return {};
    JIUM_TRY(const auto recipe, desk::keep_recipe(desk, tx, officer_, made.id,
                                                  fmt::format(kRecipe, site.hosts.back(), site.name)));
    to_confirm_.push_back({recipe.id, made.id});
    return desk::write_log(desk, tx, officer_, Act::recipe_kept, recipe.id);
  }));
}

void Centre::open_a_case(House& house) {
  const auto opened = house.call([&](const Desk& desk, Transaction& tx) -> Result<casework::Case> {
    desk::OpenCase ask;
    ask.pseudonym = Secret<std::string>(fmt::format("Heron {}", cases_.size()));
    ask.harm_types = {casework::HarmType::dissemination};
    ask.consent.removal = true;
    JIUM_TRY(auto made, desk::open_case(desk, tx, officer_, ask));
    JIUM_CHECK(desk::write_log(desk, tx, officer_, Act::case_opened, made.id));
    return made;
  });
  if (!opened) return;
  KnownCase known{opened->id, static_cast<std::uint32_t>(world_.footage.size()), 0, true};
  const auto wanted = 1 + dice_.below(3);
  for (std::uint64_t i = 0; i < wanted; ++i) {
    Bytes pdq(32);
    for (auto& byte : pdq) byte = static_cast<std::uint8_t>(dice_.next());
    world_.footage.push_back(pdq);
    const auto number = static_cast<std::uint32_t>(world_.footage.size() - 1);
    const auto registered = house.call([&](const Desk& desk, Transaction& tx) -> Result<void> {
      JIUM_TRY(const auto made,
               desk::register_footage(desk, tx, officer_,
                                      {opened->id, registry::FootageKind::image,
                                       registry::FootageSource::officer, world_.fingerprints_of(number, 0)}));
      return desk::write_log(desk, tx, officer_, Act::footage_registered, made.footage.id);
    });
    if (!registered) break;
    ++known.footage_count;
  }
  if (known.footage_count > 0) cases_.push_back(known);
}

void Centre::live_an_hour(House& house) {
  const double places_an_hour = load_.requests_a_year / (365.0 * 24.0);
  auto found = static_cast<int>(places_an_hour);
  if (dice_.chance(places_an_hour - found)) ++found;
  for (int i = 0; i < found; ++i) {
    if (cases_.empty() || dice_.chance(1.0 / kPlacesACase)) open_a_case(house);
    if (cases_.empty()) continue;
    // Mostly of the latest cases.
    const auto recent = std::min<std::uint64_t>(cases_.size(), 60);
    const KnownCase& the_case = cases_[cases_.size() - 1 - dice_.below(recent)];
    to_look_at_.push_back(world_.add_place(the_case.first_footage +
                                           static_cast<std::uint32_t>(dice_.below(the_case.footage_count))));
  }
  for (auto left = to_look_at_.size(); left > 0; --left) find_a_place(house);
  if (dice_.chance(0.02)) change_a_consent(house);
}

void Centre::find_a_place(House& house) {
  const PlaceNumber place = to_look_at_.front();
  to_look_at_.pop_front();
  const auto address = world_.address_of(place);
  Fault why;
  if (dice_.chance(kByTheMachine)) {
    const auto asked = house.call(
        [&](const Desk& desk, Transaction& tx) { return desk::ask_inspection(desk, tx, officer_, address); });
    if (asked) return looked_at_.emplace_back(asked->id, place), void();
    why = asked.fault();
  } else {
    const auto told = house.call([&](const Desk& desk, Transaction& tx) -> Result<registry::SightingId> {
      JIUM_TRY(const auto seen,
               desk::tell_sighting(desk, tx, officer_, address,
                                   world_.fingerprints_of(world_.places[place].footage, place)));
      if (!seen) return fault(FaultKind::internal, "what is registered was not recognised");
      JIUM_CHECK(desk::write_log(desk, tx, officer_, Act::sighting_recorded, seen->sighting.id));
      return seen->sighting.id;
    });
    if (told) return to_ask_.push_back(*told), void();
    why = told.fault();
  }
  if (!may_be_asked_again(why.kind)) throw std::runtime_error("a place was refused: " + why.what);
  to_look_at_.push_back(place);
}

void Centre::work_a_turn(House& house) {
  int present = 0;
  for (int i = 0; i < load_.officers; ++i) present += dice_.chance(kOffSick) ? 0 : 1;
  int left = std::max(present, 1) * kThingsATurn;
  if (++turns_ % 4 == 1) read_alarms(house, left);
  take_back(house);
  // Before what is new: else a busy day would leave them lying.
  if (turns_ % 8 == 5) take_up_drafts(house, left);
  write_down_replies(house, left);
  if (load_.in_batches && turns_ % 4 == 3) sort_answers(house, left);
  read_findings(house, left);
  if (load_.in_batches && dice_.chance(kInABatch)) ask_in_a_batch(house, left);
  ask_for_removal(house, left);
  if (turns_ % 4 == 2) work_off_tasks(house, left);
  if (turns_ % 8 == 3) confirm_recipes(house);
  if (turns_ % 8 == 7) file_block_requests(house, left);
}

void Centre::read_findings(House& house, int& left) {
  for (auto count = looked_at_.size(); count > 0 && left > 0; --count, --left) {
    const auto [id, place] = looked_at_.front();
    looked_at_.pop_front();
    const auto shown = house.call([&, id = id](const Desk& desk, Transaction& tx) {
      return desk::show_inspection(desk, tx, officer_, id);
    });
    if (!shown || shown->state == store::InspectionState::waiting) {
      looked_at_.emplace_back(id, place);
    } else if (shown->sighting) {
      to_ask_.push_back(*shown->sighting);
    } else if (world_.places[place].shows && to_look_at_.size() < 10000) {
      to_look_at_.push_back(place);  // it did not answer: again in an hour
    }
  }
}

bool Centre::asks_for_work(store::AlarmKind kind) {
  return kind == store::AlarmKind::recurrence || kind == store::AlarmKind::host_changed ||
         kind == store::AlarmKind::letter_unconfirmed;
}

void Centre::read_alarms(House& house, int& left) {
  const auto alarms = house.call(
      [&](const Desk& desk, Transaction& tx) { return desk::alarms_for(desk, tx, officer_, true); });
  if (!alarms) return;
  // The oldest first. Most are only to be known of.
  int most = kAlarmsATurn * std::max(load_.officers, 1);
  for (auto at = alarms->rbegin(); at != alarms->rend() && most-- > 0 && left > 0; ++at) {
    if (asks_for_work(at->kind)) --left;
    if (settle_alarm(house, *at) == Done::again) continue;
    static_cast<void>(house.call([&](const Desk& desk, Transaction& tx) {
      return desk::note_alarm_seen(desk, tx, officer_, at->id);
    }));
  }
}

Centre::Done Centre::settle_alarm(House& house, const store::Alarm& alarm) {
  if (alarm.kind == store::AlarmKind::recurrence) {
    const auto sighting = registry::SightingId::parse(alarm.subject);
    if (sighting) to_ask_.push_back(*sighting);
    return Done::yes;
  }
  if (alarm.kind == store::AlarmKind::host_changed) {
    const auto site = registry::SiteId::parse(alarm.subject);
    return site ? settle_host(house, *site) : Done::yes;
  }
  if (alarm.kind == store::AlarmKind::ladder_waits) return look_at_ladder(house, alarm.subject);
  if (alarm.kind != store::AlarmKind::letter_unconfirmed) return Done::yes;
  return settle_doubt(house, removal::RequestId::parse(alarm.subject).value());
}

// The officer looks into what the mail server says that it took.
Centre::Done Centre::settle_doubt(House& house, removal::RequestId request) {
  const auto settled = house.call([&](const Desk& desk, Transaction& tx) -> Result<void> {
    JIUM_TRY(const auto now,
             desk::settle_doubt(desk, tx, officer_, request, world_.has_arrived(request.value())));
    return desk::write_log(desk, tx, officer_, Act::answer_recorded, now.id);
  });
  return !settled && may_be_asked_again(settled.fault().kind) ? Done::again : Done::yes;
}

// It lies in front of an officer: as a draft, which comes up by itself, or because its site has moved.
Centre::Done Centre::look_at_ladder(House& house, const std::string& sighting) {
  const auto id = registry::SightingId::parse(sighting);
  if (!id) return Done::yes;
  const auto waits = house.call([&](const Desk&, Transaction& tx) -> Result<std::optional<registry::SiteId>> {
    std::optional<registry::SiteId> site;
    JIUM_CHECK(
        tx.database().query("select t.id from sighting s join site t on t.id = s.site where s.id = ? and "
                            "t.host_changed_at is not null",
                            {*id}, [&](const store::Row& row) -> Result<void> {
                              site = row.id<registry::SiteId>(0);
                              return {};
                            }));
    return site;
  });
  if (!waits) return Done::again;
  return *waits ? settle_host(house, **waits) : Done::yes;
}

// Each case at the site has an alarm of its own: the first settles them all.
Centre::Done Centre::settle_host(House& house, registry::SiteId id) {
  const auto site = std::ranges::find(world_.sites, id, &SiteTruth::id);
  if (site == world_.sites.end()) return Done::yes;
  const auto host = world_.hosts[site->hosts.back()].host_operator;
  const auto settled = house.call([&](const Desk& desk, Transaction& tx) -> Result<void> {
    JIUM_CHECK(desk::settle_host(desk, tx, officer_, id, host));
    return desk::write_log(desk, tx, officer_, Act::host_change_settled, id);
  });
  if (!settled && may_be_asked_again(settled.fault().kind)) return Done::again;
  notes_.hosts_settled[id.value()] = site->hosts.size();
  return Done::yes;
}

void Centre::work_off_tasks(House& house, int& left) {
  const auto tasks = house.call(
      [&](const Desk& desk, Transaction& tx) { return desk::list_tasks(desk, tx, officer_, true); });
  if (!tasks) return;
  for (const removal::Task& task : *tasks) {
    if (left-- <= 0) return;
    if (task.kind == removal::TaskKind::look_at_place && looked_lately(task)) continue;
    if (task.kind != removal::TaskKind::confirm_recipe) work_off(house, task);
  }
}

// What cannot be done is declined, with words; whatever else a task asks for is done.
removal::TaskEnd Centre::end_of(const removal::Task& task) {
  using enum removal::TaskKind;
  const bool asks_to_send = task.kind == fill_form || task.kind == send_otherwise;
  const bool arrived = task.request && world_.has_arrived(task.request->value());
  const bool no = (asks_to_send && !arrived && dice_.chance(0.03)) ||
                  (task.kind == look_at_doubt && !arrived) ||
                  (task.kind == weigh_counter_notice && dice_.chance(0.7));
  const auto end = no ? removal::TaskState::declined : removal::TaskState::done;
  removal::TaskEnd said{end, Secret<std::string>("as an officer says"), {}};
  if (task.kind == look_at_place)
    said.said = {.still_there = world_.places[notes_.place_of.at(task.request->value())].shows,
                 .means = removal::LookMeans::own_account};
  return said;
}

// A second look counts only days after the first.
bool Centre::looked_lately(const removal::Task& task) const {
  const auto seen = notes_.seen.find(task.request->value());
  return seen != notes_.seen.end() && clock_.now() - seen->second.back().at < std::chrono::hours{73};
}

// Whoever tells an operator by another way goes on writing that down until it is written: in between, the
// operator's own program may come for the request, and nobody would know that it was told already.
void Centre::work_off(House& house, const removal::Task& task) {
  constexpr int kPatience = 100;
  const removal::TaskEnd end = end_of(task);
  const bool sends = removal::sends_by_hand(task.kind) && task.kind != removal::TaskKind::look_at_doubt;
  if (sends && task.request && end.end == removal::TaskState::done &&
      !world_.has_arrived(task.request->value()))
    world_.take_by_hand(notes_.place_of.at(task.request->value()), task.request->value());
  if (end.said) notes_.seen[task.request->value()].push_back({clock_.now(), end.said->still_there});
  for (int tried = 0; tried < kPatience; ++tried) {
    const auto done = house.call([&](const Desk& desk, Transaction& tx) -> Result<void> {
      JIUM_TRY(const auto now, desk::finish_task(desk, tx, officer_, task.id, end));
      return desk::write_log(desk, tx, officer_, Act::task_done, now.id);
    });
    if (done || !may_be_asked_again(done.fault().kind)) return;
  }
}

void Centre::confirm_recipes(House& house) {
  for (auto count = to_confirm_.size(); count > 0; --count) {
    const DeclaredRecipe recipe = to_confirm_.front();
    to_confirm_.pop_front();
    if (confirm_recipe(house, recipe) == Done::again) to_confirm_.push_back(recipe);
  }
}

// With the first request to that operator it is rehearsed; a second person confirms it.
Centre::Done Centre::confirm_recipe(House& house, const DeclaredRecipe& recipe) {
  const auto confirmed = house.call([&](const Desk& desk, Transaction& tx) -> Result<bool> {
    std::optional<removal::RequestId> request;
    JIUM_CHECK(tx.database().query(
        "select id from removal_request where site_operator = ? order by drafted_at, id limit 1",
        {recipe.site_operator}, [&](const store::Row& row) -> Result<void> {
          request = row.id<removal::RequestId>(0);
          return {};
        }));
    if (!request) return false;
    JIUM_CHECK(desk::rehearse_form(desk, tx, officer_, recipe.id, *request));
    JIUM_CHECK(desk::write_log(desk, tx, officer_, Act::form_rehearsed, recipe.id));
    JIUM_CHECK(desk::confirm_recipe(desk, tx, administrator_, recipe.id));
    JIUM_CHECK(desk::write_log(desk, tx, administrator_, Act::recipe_kept, recipe.id));
    return true;
  });
  if (confirmed) return *confirmed ? Done::yes : Done::again;
  return confirmed.fault().kind == FaultKind::conflict ? Done::yes : Done::again;
}

// What ladders drafted for the committee.
void Centre::file_block_requests(House& house, int& left) {
  const auto drafts =
      house.call([&](const Desk&,
                     Transaction& tx) -> Result<std::vector<std::pair<std::uint64_t, registry::SightingId>>> {
        std::vector<std::pair<std::uint64_t, registry::SightingId>> found;
        JIUM_CHECK(tx.database().query(
            "select id, sighting from block_request where state = 'drafted' order by drafted_at, id", {},
            [&](const store::Row& row) -> Result<void> {
              found.emplace_back(row.id<removal::BlockRequestId>(0).value(), row.id<registry::SightingId>(1));
              return {};
            }));
        return found;
      });
  if (!drafts) return;
  for (const auto& [id, sighting] : *drafts) {
    if (left-- <= 0) return;
    notes_.filed.insert(id);
    static_cast<void>(house.call([&, about = sighting](const Desk& desk, Transaction& tx) -> Result<void> {
      JIUM_TRY(const auto filed, desk::file_block_request(desk, tx, officer_, {about, {}}));
      return desk::write_log(desk, tx, officer_, Act::block_request_filed, filed.id);
    }));
  }
}

void Centre::write_down_replies(House& house, int& left) {
  for (auto count = inbox_.size(); count > 0 && left > 0; --count, --left) {
    const Word word = inbox_.front();
    inbox_.pop_front();
    if (write_down(house, word) == Done::again) inbox_.push_back(word);
  }
}

Centre::Done Centre::write_down(House& house, const Word& word) {
  const removal::RequestId id(word.request);
  const auto written = house.call([&](const Desk& desk, Transaction& tx) -> Result<removal::RemovalRequest> {
    JIUM_TRY(auto request, desk::record_answer(desk, tx, officer_,
                                               {id, word.answer, Secret<std::string>("as they wrote")}));
    JIUM_CHECK(desk::write_log(desk, tx, officer_, Act::answer_recorded, id));
    return request;
  });
  if (!written) return may_be_asked_again(written.fault().kind) ? Done::again : Done::yes;
  if (word.answer == removal::Answer::refused && dice_.chance(0.25)) {
    world_.agenda.plan(clock_.now() + std::chrono::days{14}, Happening::asked_again,
                       written->sighting.value());
  }
  return Done::yes;
}

void Centre::sort_answers(House& house, int& left) {
  const auto waiting = house.call(
      [&](const Desk& desk, Transaction& tx) { return desk::list_replies(desk, tx, officer_, true); });
  if (!waiting) return;
  for (const store::StoredReply& reply : *waiting) {
    if (left-- <= 0) return;
    static_cast<void>(sort(house, reply));
  }
}

// A person reads what jium would not decide, and says what it is; what no longer matters is laid aside.
Centre::Done Centre::sort(House& house, const store::StoredReply& reply) {
  using removal::ReplyKind;
  const std::string& text = reply.mail.text.reveal();
  const auto says = [&](std::string_view words) { return text.find(words) != std::string::npos; };
  const ReplyKind kind = says("will not")   ? ReplyKind::refusal
                         : says("removed")  ? ReplyKind::removed
                         : says("received") ? ReplyKind::acknowledgement
                                            : ReplyKind::unclear;
  for (const ReplyKind word : {kind, ReplyKind::unclear}) {
    const auto sorted = house.call([&](const Desk& desk, Transaction& tx) -> Result<store::StoredReply> {
      JIUM_TRY(auto done,
               desk::sort_reply(desk, tx, officer_, {.reply = reply.id, .kind = word, .request = {}}));
      JIUM_CHECK(desk::write_log(desk, tx, officer_, Act::reply_sorted, done.id));
      return done;
    });
    if (sorted) break;
    if (may_be_asked_again(sorted.fault().kind)) return Done::again;
  }
  return Done::yes;
}

// Many at once: jium groups them, the officer confirms all with one word, and sometimes thinks again.
void Centre::ask_in_a_batch(House& house, int& left) {
  std::vector<registry::SightingId> asked;
  while (!to_ask_.empty() &&
         asked.size() < std::min(kMostInABatch, static_cast<std::size_t>(std::max(left, 0)))) {
    if (std::find(asked.begin(), asked.end(), to_ask_.front()) == asked.end())
      asked.push_back(to_ask_.front());
    to_ask_.pop_front();
  }
  if (asked.empty()) return;
  left -= static_cast<int>(asked.size() / 4);  // it is quicker so
  const auto prepared = house.call([&](const Desk& desk, Transaction& tx) -> Result<desk::BatchView> {
    JIUM_TRY(auto view, desk::prepare_batch(desk, tx, officer_, {asked, false}));
    JIUM_CHECK(desk::write_log(desk, tx, officer_, Act::batch_prepared, view.batch.id));
    for (const desk::BatchGroup& group : view.groups) {
      for (const removal::RemovalRequest& request : group.requests) {
        JIUM_TRY(const auto seen, store::load_sighting(tx, officer_.organisation, request.sighting));
        notes_.place_of[request.id.value()] = World::place_of(seen.address.canonical().reveal());
      }
    }
    return view;
  });
  if (!prepared || confirm(house, *prepared) == Done::again) {
    // One by one, then: some of them may be drafts by now.
    to_ask_.insert(to_ask_.begin(), asked.begin(), asked.end());
    return;
  }
  if (dice_.chance(kSecondThoughts)) to_take_back_.push_back(*prepared);
  if (dice_.chance(0.5)) take_back(house);  // at once, or too late
}

Centre::Done Centre::confirm(House& house, const desk::BatchView& batch) {
  for (const desk::BatchGroup& group : batch.groups) {
    for (const removal::RemovalRequest& request : group.requests)
      notes_.confirmed.try_emplace(request.id.value(), clock_.now());
  }
  const auto confirmed = house.call([&](const Desk& desk, Transaction& tx) -> Result<void> {
    JIUM_TRY(const auto now, desk::confirm_batch(desk, tx, officer_, batch.batch.id, std::nullopt));
    return desk::write_log(desk, tx, officer_, Act::batch_confirmed, now.id);
  });
  if (confirmed) return Done::yes;
  return may_be_asked_again(confirmed.fault().kind) ? Done::again : Done::yes;
}

// What a ladder has drafted, and what was left a draft; but for what rests without consent, which would take
// up the day. About what is gone there is no draft any more.
void Centre::take_up_drafts(House& house, int& left) {
  const auto drafts =
      house.call([&](const Desk&, Transaction& tx) -> Result<std::vector<removal::RequestId>> {
        std::vector<removal::RequestId> found;
        JIUM_CHECK(tx.database().query(
            "select r.id from removal_request r join case_file c on c.id = r.the_case"
            " where r.state = 'drafted' and c.consent_removal = 1 order by r.drafted_at, r.id",
            {}, [&](const store::Row& row) -> Result<void> {
              found.push_back(row.id<removal::RequestId>(0));
              return {};
            }));
        return found;
      });
  if (!drafts) return;
  for (const removal::RequestId id : *drafts) {
    if (left-- <= 0) return;
    const auto known = house.call([&](const Desk&, Transaction& tx) -> Result<removal::RemovalRequest> {
      JIUM_TRY(auto request, store::load_request(tx, id));
      JIUM_TRY(const auto seen, store::load_sighting(tx, officer_.organisation, request.sighting));
      notes_.place_of[id.value()] = World::place_of(seen.address.canonical().reveal());
      return request;
    });
    if (known) static_cast<void>(confirm(house, *known));
  }
}

void Centre::take_back(House& house) {
  for (auto count = to_take_back_.size(); count > 0; --count) {
    const desk::BatchView batch = to_take_back_.front();
    to_take_back_.pop_front();
    if (take_back(house, batch) == Done::again) to_take_back_.push_back(batch);
  }
}

// What has been taken back is not confirmed any more, and its letter must not leave.
Centre::Done Centre::take_back(House& house, const desk::BatchView& batch) {
  const auto undone = house.call([&](const Desk& desk, Transaction& tx) -> Result<removal::BatchState> {
    JIUM_TRY(const auto now, desk::show_batch(desk, tx, officer_, batch.batch.id));
    // The answer to an earlier word never came.
    if (now.batch.state == removal::BatchState::undone) return now.batch.state;
    JIUM_TRY(const auto after, desk::undo_batch(desk, tx, officer_, batch.batch.id));
    JIUM_CHECK(desk::write_log(desk, tx, officer_, Act::batch_undone, after.id));
    return after.state;
  });
  if (!undone) return may_be_asked_again(undone.fault().kind) ? Done::again : Done::yes;
  for (const desk::BatchGroup& group : batch.groups) {
    for (const removal::RemovalRequest& request : group.requests) {
      notes_.confirmed.erase(request.id.value());
      to_ask_.push_back(request.sighting);
    }
  }
  return Done::yes;
}

void Centre::ask_for_removal(House& house, int& left) {
  for (auto count = to_ask_.size(); count > 0 && left > 0; --count, --left) {
    const auto sighting = to_ask_.front();
    to_ask_.pop_front();
    if (ask_for(house, sighting) == Done::again) to_ask_.push_back(sighting);
  }
}

Centre::Done Centre::ask_for(House& house, registry::SightingId sighting) {
  const auto drafted = house.call([&](const Desk& desk, Transaction& tx) -> Result<removal::RemovalRequest> {
    JIUM_TRY(const auto there, store::request_about(tx, sighting));
    // Drafted before, and the answer never came.
    if (there && there->state == removal::RequestState::drafted) return *there;
    JIUM_TRY(auto request, desk::request_removal(desk, tx, officer_, sighting));
    JIUM_CHECK(desk::write_log(desk, tx, officer_, Act::request_drafted, request.id));
    JIUM_TRY(const auto seen, store::load_sighting(tx, officer_.organisation, sighting));
    notes_.place_of[request.id.value()] = World::place_of(seen.address.canonical().reveal());
    ++notes_.drafted;
    return request;
  });
  if (!drafted) return may_be_asked_again(drafted.fault().kind) ? Done::again : Done::yes;
  return confirm(house, *drafted);
}

Centre::Done Centre::confirm(House& house, const removal::RemovalRequest& request) {
  notes_.confirmed.try_emplace(request.id.value(), clock_.now());
  const auto confirmed = house.call([&](const Desk& desk, Transaction& tx) -> Result<void> {
    JIUM_TRY(const auto now, desk::confirm_request(desk, tx, officer_, request.id));
    return desk::write_log(desk, tx, officer_, Act::request_confirmed, now.id);
  });
  if (confirmed) return Done::yes;
  return may_be_asked_again(confirmed.fault().kind) ? Done::again : Done::yes;
}

// A survivor changes her mind, and later perhaps again.
void Centre::change_a_consent(House& house) {
  if (cases_.empty()) return;
  KnownCase& the_case = cases_[dice_.below(cases_.size())];
  const auto changed = house.call([&](const Desk& desk, Transaction& tx) -> Result<void> {
    JIUM_CHECK(desk::change_consent(desk, tx, officer_,
                                    {the_case.id, casework::Purpose::removal, !the_case.consents}));
    return desk::write_log(desk, tx, officer_,
                           the_case.consents ? Act::consent_withdrawn : Act::consent_recorded, the_case.id);
  });
  if (changed) the_case.consents = !the_case.consents;
}

}  // namespace jium::sim
