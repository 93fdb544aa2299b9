// One process of jium in the simulation: its memory (the match catalogue) and its worker. It dies and is
// started again; the database stays.
#pragma once

#include <memory>
#include <type_traits>
#include <utility>

#include "jium/desk/desk.h"
#include "jium/work/worker.h"
#include "sim/mischief.h"

namespace jium::sim {

class House {
 public:
  House(const Clock& clock, store::Store& store, const removal::RuleBook& rules, work::Ports ports,
        int vantages)
      : clock_(clock), store_(store), rules_(rules), ports_(std::move(ports)), vantages_(vantages) {
    start();
  }

  [[nodiscard]] const desk::Desk& desk() const { return running_->desk; }
  void read_mail_of(registry::OrganisationId centre, removal::Mailbox& mailbox) {
    ports_.mailbox = &mailbox;
    ports_.mailbox_of = centre;
    start();
  }
  [[nodiscard]] bool busy() const { return busy_; }
  [[nodiscard]] std::uint64_t deaths() const { return deaths_; }

  // A writing verb as somebody calls it over HTTP. Dies and rises with the process; the caller got no answer
  // then.
  template <class Work>
  std::invoke_result_t<Work, const desk::Desk&, store::Transaction&> call(Work&& work) {
    try {
      return store_.write([&](store::Transaction& tx) { return work(desk(), tx); });
    } catch (const Killed&) {
      start_again();
      return fault(FaultKind::busy, "no answer: the connection broke");
    }
  }

  // What is due now. False when the worker must be asked again later: it died, or the store failed it.
  bool work() {
    busy_ = true;
    bool went_well = false;
    try {
      went_well = running_->worker.run_due().has_value();
    } catch (const Killed&) {
      start_again();
    }
    busy_ = false;
    return went_well;
  }

 private:
  struct Running {
    Running(const Clock& clock, store::Store& store, const removal::RuleBook& rules, const work::Ports& ports,
            int vantages)
        : desk{clock, known, rules, daily(vantages)}, worker(store, desk, ports, without_pauses()) {}
    // A year has more days than a test has minutes: once a day instead of hourly, and no pause at a host, as
    // the fake clock stands still while work is done.
    static removal::WatchPolicy daily(int vantages) {
      removal::WatchPolicy watch;
      watch.vantages = vantages;
      watch.patrol = std::chrono::hours{24};
      watch.afterwatch = std::chrono::days{7};
      watch.jitter_percent = 0;
      return watch;
    }
    static work::WorkerSettings without_pauses() {
      work::WorkerSettings settings;
      settings.host_pause = Duration::zero();
      // Mail is looked for by the half hour: by the minute it would be most of what a small centre does.
      settings.mail_every = std::chrono::minutes{30};
      return settings;
    }
    desk::KnownFootage known;
    desk::Desk desk;
    work::Worker worker;
  };
  void start() { running_ = std::make_unique<Running>(clock_, store_, rules_, ports_, vantages_); }
  void start_again() {
    ++deaths_;
    start();
  }

  const Clock& clock_;
  store::Store& store_;
  const removal::RuleBook& rules_;
  work::Ports ports_;
  const int vantages_;
  std::unique_ptr<Running> running_;
  bool busy_ = false;
  std::uint64_t deaths_ = 0;
};

}  // namespace jium::sim
