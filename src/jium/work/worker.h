// Background work: claims jobs and does them. Any number of workers, in one process or in several, may share
// a store; a job's lease keeps two from doing the same, and what a dead one left is claimed again.
#pragma once

#include <atomic>
#include <string>
#include <vector>

#include "jium/desk/desk.h"
#include "jium/fingerprint/fingerprinter.h"
#include "jium/registry/fetcher.h"
#include "jium/registry/notifier.h"
#include "jium/removal/contact_source.h"
#include "jium/removal/courier.h"
#include "jium/removal/form_sender.h"
#include "jium/removal/mailbox.h"
#include "jium/removal/operator_api.h"
#include "jium/store/jobs.h"
#include "jium/work/host_turns.h"
#include "jium/work/look.h"

namespace jium::work {

struct WorkerSettings {
  Duration poll = std::chrono::milliseconds{500};   // how often to ask for due work when there was none
  Duration lease = std::chrono::minutes{5};         // longer than any one job may take
  Duration retry_first = std::chrono::seconds{30};  // doubled at each further try ...
  Duration retry_longest = std::chrono::hours{1};   // ... up to this
  Duration mail_every = std::chrono::minutes{1};    // how often answers are looked for
  Duration host_pause = std::chrono::seconds{1};    // between two looks at one host, whoever looks
  LookLimits look;
};

// What a worker reaches the world outside the process through; all of them outlive it.
struct Ports {
  registry::Fetcher& fetcher;
  fingerprint::Fingerprinter& fingerprinter;
  removal::Courier& courier;
  removal::ContactSource& contacts;
  // Where answers come in, and to whom; none: no mailbox is read.
  removal::Mailbox* mailbox = nullptr;
  registry::OrganisationId mailbox_of{};
  registry::Notifier* notifier = nullptr;           // none: no webhook is told
  removal::FormSender* form_sender = nullptr;       // none: posts wait for a worker that has one
  removal::OperatorApi* operator_api = nullptr;     // none: operators' APIs are not asked
  std::vector<registry::Vantage> other_vantages{};  // besides the plain one, which `fetcher` is
};

class Worker {
 public:
  Worker(store::Store& store, const desk::Desk& desk, Ports ports, WorkerSettings settings);

  // Until `stop`; a job that was begun is finished first.
  void run(const std::atomic<bool>& stop);
  // Everything that is due now; returns how many jobs were done.
  [[nodiscard]] Result<int> run_due();

 private:
  [[nodiscard]] Result<bool> do_next();
  [[nodiscard]] Result<void> perform_safely(const store::Job& job);
  [[nodiscard]] Result<void> perform(const store::Job& job);
  [[nodiscard]] Result<void> inspect(const store::Job& job);
  [[nodiscard]] Result<void> check_place(const store::Job& job);
  // Puts the job off, and says so, when it is another's turn to look at this host.
  [[nodiscard]] Result<bool> must_wait(const store::Job& job, const std::string& host);
  void leave_host(const std::string& host, std::optional<Duration> asked);
  [[nodiscard]] Result<void> send(const store::Job& job);
  [[nodiscard]] Result<void> send_form(const store::Job& job);
  [[nodiscard]] Result<void> poll_operator(const store::Job& job);
  [[nodiscard]] Result<void> end_offer(const store::Job& job);
  [[nodiscard]] Result<void> end_clock(const store::Job& job);
  [[nodiscard]] Result<void> apply_retention(const store::Job& job);
  [[nodiscard]] Result<void> discover_contacts(const store::Job& job);
  [[nodiscard]] Result<void> sweep(const store::Job& job);
  [[nodiscard]] Result<void> write_batch(const store::Job& job);
  [[nodiscard]] Result<void> read_mail(const store::Job& job);
  [[nodiscard]] Result<void> climb_ladder(const store::Job& job);
  [[nodiscard]] Result<void> deliver_webhook(const store::Job& job);
  [[nodiscard]] Result<void> give_back(const store::Job& job, FaultKind why);
  void show_itself();
  void housekeeping();
  void sign_log();

  store::Store& store_;
  const desk::Desk& desk_;
  Ports ports_;
  WorkerSettings settings_;
  std::string owner_;
  StoredTurns turns_;
  Instant shown_{};
  Instant next_housekeeping_{};
  Instant signed_log_{};  // when it was last seen to
};

}  // namespace jium::work
