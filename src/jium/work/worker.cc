#include "jium/work/worker.h"

#include <algorithm>
#include <thread>

#include "jium/base/log.h"
#include "jium/desk/answer_hollow_appeals.h"
#include "jium/desk/apply_retention.h"
#include "jium/desk/climb_ladder.h"
#include "jium/desk/discover_contacts.h"
#include "jium/desk/keep_batch.h"
#include "jium/desk/offer_request.h"
#include "jium/desk/poll_operator.h"
#include "jium/desk/record_answer.h"
#include "jium/desk/record_check.h"
#include "jium/desk/sign_checkpoint.h"
#include "jium/desk/take_reply.h"
#include "jium/desk/webhooks.h"
#include "jium/store/erasure.h"
#include "jium/store/host_turns.h"
#include "jium/store/idempotency.h"
#include "jium/store/marks.h"
#include "jium/work/look.h"
#include "jium/work/send.h"

namespace jium::work {
namespace {

constexpr Duration kAnswersKept = std::chrono::hours{24};
constexpr Duration kSignOfLife = std::chrono::seconds{30};
constexpr Duration kHousekeeping = std::chrono::hours{1};
constexpr Duration kLogSeenTo = std::chrono::seconds{1};

log::Field kind_field(store::JobKind kind) {
  switch (kind) {
    case store::JobKind::inspect:
      return {"job", "inspect"};
    case store::JobKind::send_letter:
      return {"job", "send_letter"};
    case store::JobKind::check_place:
      return {"job", "check_place"};
    case store::JobKind::end_clock:
      return {"job", "end_clock"};
    case store::JobKind::apply_retention:
      return {"job", "apply_retention"};
    case store::JobKind::sweep:
      return {"job", "sweep"};
    case store::JobKind::discover_contacts:
      return {"job", "discover_contacts"};
    case store::JobKind::write_batch:
      return {"job", "write_batch"};
    case store::JobKind::read_mail:
      return {"job", "read_mail"};
    case store::JobKind::send_post:
      return {"job", "send_post"};
    case store::JobKind::end_offer:
      return {"job", "end_offer"};
    case store::JobKind::climb_ladder:
      return {"job", "climb_ladder"};
    case store::JobKind::deliver_webhook:
      return {"job", "deliver_webhook"};
    case store::JobKind::poll_operator:
      return {"job", "poll_operator"};
  }
  return {"job", "unknown"};
}

}  // namespace

Worker::Worker(store::Store& store, const desk::Desk& desk, Ports ports, WorkerSettings settings)
    : store_(store),
      desk_(desk),
      ports_(ports),
      settings_(settings),
      owner_(to_hex(random_bytes(8))),
      turns_(store, desk.clock, owner_, {settings.host_pause, settings.lease}) {}

void Worker::run(const std::atomic<bool>& stop) {
  while (!stop) {
    show_itself();
    const auto did = do_next();
    if (!did) log::warning("work_failed", {{"kind", did.fault().kind}});
    sign_log();
    if (!did || !*did) {
      housekeeping();
      // In short steps, so that a stop is not kept waiting.
      const auto until = std::chrono::steady_clock::now() + settings_.poll;
      while (!stop && std::chrono::steady_clock::now() < until) {
        std::this_thread::sleep_for(
            std::min<std::chrono::milliseconds>(settings_.poll, std::chrono::milliseconds{50}));
      }
    }
  }
}

Result<int> Worker::run_due() {
  for (int done = 0;; ++done) {
    JIUM_TRY(const bool did, do_next());
    if (!did) {
      sign_log();
      return done;
    }
  }
}

Result<bool> Worker::do_next() {
  const Instant now = desk_.clock.now();
  // Asking is a read, so that idle workers do not queue for the write lock.
  JIUM_TRY(const auto due, store_.read([](store::Transaction& tx) { return store::next_due(tx); }));
  if (!due || *due > now) return false;
  JIUM_TRY(const auto job, store_.write([&](store::Transaction& tx) {
    return store::claim(tx, owner_, now, settings_.lease);
  }));
  if (!job) return false;
  const Result<void> performed = perform_safely(*job);
  if (!performed) {
    log::warning("job_failed",
                 {kind_field(job->kind), {"kind", performed.fault().kind}, {"attempts", job->attempts}});
    // A late one was taken over: it is the other's to give back.
    if (performed.fault().kind != FaultKind::late) JIUM_CHECK(give_back(*job, performed.fault().kind));
  }
  return true;
}

// A library's exception, or memory that ran out, is this job's fault and not the end of every other's.
Result<void> Worker::perform_safely(const store::Job& job) {
  try {
    const Result<void> performed = perform(job);
    // What it was about has been erased: there is nothing left to do.
    if (performed || performed.fault().kind != FaultKind::missing) return performed;
    return store_.write([&](store::Transaction& tx) -> Result<void> {
      JIUM_CHECK(store::still_held(tx, job, owner_));
      return store::finish(tx, job);
    });
  } catch (const std::exception&) {
    return fault(FaultKind::internal, "a job ended in an exception");
  }
}

Result<void> Worker::perform(const store::Job& job) {
  switch (job.kind) {
    case store::JobKind::inspect:
      return inspect(job);
    case store::JobKind::send_letter:
      return send(job);
    case store::JobKind::check_place:
      return check_place(job);
    case store::JobKind::end_clock:
      return end_clock(job);
    case store::JobKind::apply_retention:
      return apply_retention(job);
    case store::JobKind::sweep:
      return sweep(job);
    case store::JobKind::discover_contacts:
      return discover_contacts(job);
    case store::JobKind::write_batch:
      return write_batch(job);
    case store::JobKind::read_mail:
      return read_mail(job);
    case store::JobKind::send_post:
      return send_form(job);
    case store::JobKind::end_offer:
      return end_offer(job);
    case store::JobKind::climb_ladder:
      return climb_ladder(job);
    case store::JobKind::deliver_webhook:
      return deliver_webhook(job);
    case store::JobKind::poll_operator:
      return poll_operator(job);
  }
  return fault(FaultKind::internal, "a job of an unknown kind");
}

Result<void> Worker::inspect(const store::Job& job) {
  const store::InspectionId id(job.subject);
  JIUM_TRY(const auto inspection,
           store_.read([&](store::Transaction& tx) { return store::load_inspection(tx, id); }));
  const std::string host = inspection.address.host();
  JIUM_TRY(const bool waits, must_wait(job, host));
  if (waits) return {};
  std::optional<Duration> asked;
  const registry::Vantage plain{removal::kPlainVantage, &ports_.fetcher};
  const desk::Look look =
      look_at(plain, ports_.fingerprinter, inspection.address, turns_, settings_.look, &asked);
  leave_host(host, asked);
  return store_.write([&](store::Transaction& tx) -> Result<void> {
    JIUM_CHECK(store::still_held(tx, job, owner_));
    JIUM_CHECK(desk::settle_inspection(desk_, tx, id, look));
    return store::finish(tx, job);
  });
}

Result<void> Worker::check_place(const store::Job& job) {
  const removal::RequestId id(job.subject);
  JIUM_TRY(const auto place,
           store_.read([&](store::Transaction& tx) { return desk::place_to_check(tx, id); }));
  std::vector<desk::Look> looks;
  if (place) {
    const std::string host = place->address.host();
    JIUM_TRY(const bool waits, must_wait(job, host));
    if (waits) return {};
    std::vector<registry::Vantage> vantages{{removal::kPlainVantage, &ports_.fetcher}};
    vantages.insert(vantages.end(), ports_.other_vantages.begin(), ports_.other_vantages.end());
    std::optional<Duration> asked;
    looks = look_around(
        vantages, ports_.fingerprinter, place->address, turns_, settings_.look,
        [&](const desk::Look& look) { return desk::shows_footage(look, place->footage); }, &asked);
    leave_host(host, asked);
  }
  return store_.write([&](store::Transaction& tx) -> Result<void> {
    JIUM_CHECK(store::still_held(tx, job, owner_));
    // Finished first: what the check schedules next is the same row anew.
    JIUM_CHECK(store::finish(tx, job));
    if (!looks.empty()) JIUM_CHECK(desk::record_check(desk_, tx, id, looks));
    return {};
  });
}

Result<bool> Worker::must_wait(const store::Job& job, const std::string& host) {
  JIUM_TRY(const auto later, turns_.take(host));
  if (!later) return false;
  JIUM_CHECK(store_.write([&](store::Transaction& tx) -> Result<void> {
    JIUM_CHECK(store::still_held(tx, job, owner_));
    return store::schedule(tx, job.kind, job.subject, *later);
  }));
  return true;
}

// What could not be given back ends with its lease.
void Worker::leave_host(const std::string& host, std::optional<Duration> asked) {
  if (const auto left = turns_.give_back(host, asked); !left)
    log::warning("work_failed", {{"kind", left.fault().kind}});
}

Result<void> Worker::send(const store::Job& job) {
  JIUM_TRY(const Sent sent, send_letter(store_, desk_, ports_.courier, removal::LetterId(job.subject)));
  if (sent == Sent::again) return give_back(job, FaultKind::outside);
  return store_.write([&](store::Transaction& tx) -> Result<void> {
    JIUM_CHECK(store::still_held(tx, job, owner_));
    return store::finish(tx, job);
  });
}

Result<void> Worker::send_form(const store::Job& job) {
  if (ports_.form_sender == nullptr) return give_back(job, FaultKind::outside);
  JIUM_TRY(const Sent sent, send_post(store_, desk_, *ports_.form_sender, store::PostId(job.subject)));
  if (sent == Sent::again) return give_back(job, FaultKind::outside);
  return store_.write([&](store::Transaction& tx) -> Result<void> {
    JIUM_CHECK(store::still_held(tx, job, owner_));
    return store::finish(tx, job);
  });
}

// One host at a time, as with looks. An officer's answers are told after the operator has been heard, so that
// it is known which of them have arrived; one that does not is told again with the next asking.
Result<void> Worker::poll_operator(const store::Job& job) {
  if (ports_.operator_api == nullptr) return give_back(job, FaultKind::outside);
  const removal::RequestId id(job.subject);
  JIUM_TRY(const auto asked,
           store_.write([&](store::Transaction& tx) { return desk::begin_poll(desk_, tx, id); }));
  std::optional<Result<removal::ApiAnswer>> heard;
  if (asked) {
    const std::string host = asked->address.host();
    JIUM_TRY(const bool waits, must_wait(job, host));
    if (waits) return {};
    heard = ports_.operator_api->call(*asked);
    leave_host(host, std::nullopt);
  }
  JIUM_TRY(const auto answers,
           store_.write([&](store::Transaction& tx) -> Result<std::vector<removal::ApiCall>> {
             JIUM_CHECK(store::still_held(tx, job, owner_));
             // Finished first: what is scheduled next is the same row anew.
             JIUM_CHECK(store::finish(tx, job));
             if (!heard) return std::vector<removal::ApiCall>();
             return desk::note_poll(desk_, tx, id, *heard);
           }));
  for (const removal::ApiCall& answer : answers) {
    const auto told = ports_.operator_api->call(answer);
    if (!told) break;
  }
  return {};
}

Result<void> Worker::end_offer(const store::Job& job) {
  return store_.write([&](store::Transaction& tx) -> Result<void> {
    JIUM_CHECK(store::still_held(tx, job, owner_));
    JIUM_CHECK(desk::end_offer(desk_, tx, removal::RequestId(job.subject)));
    return store::finish(tx, job);
  });
}

Result<void> Worker::end_clock(const store::Job& job) {
  return store_.write([&](store::Transaction& tx) -> Result<void> {
    JIUM_CHECK(store::still_held(tx, job, owner_));
    JIUM_CHECK(desk::end_clock(desk_, tx, removal::RequestId(job.subject)));
    return store::finish(tx, job);
  });
}

// A turn that broke off is taken up again, and what it did stays done.
Result<void> Worker::apply_retention(const store::Job& job) {
  JIUM_TRY(const desk::RetentionTurn turn, desk::apply_retention(desk_, store_));
  log::info("retention_applied",
            {{"destroyed", turn.destroyed}, {"waiting", turn.waiting}, {"purged", turn.purged}});
  return store_.write([&](store::Transaction& tx) -> Result<void> {
    JIUM_CHECK(store::still_held(tx, job, owner_));
    return store::schedule(tx, store::JobKind::apply_retention, 0, desk::next_night(desk_.clock.now()));
  });
}

Result<void> Worker::discover_contacts(const store::Job& job) {
  const registry::SiteId id(job.subject);
  JIUM_TRY(const auto subject,
           store_.read([&](store::Transaction& tx) { return desk::discovery_subject(tx, id); }));
  const auto discovered = desk::ask_sources(ports_.contacts, subject, desk_.clock.now());
  return store_.write([&](store::Transaction& tx) -> Result<void> {
    JIUM_CHECK(store::still_held(tx, job, owner_));
    JIUM_CHECK(desk::record_discovery(desk_, tx, id, discovered));
    return store::finish(tx, job);
  });
}

// A letter a transaction, so that nobody waits long; one that broke off goes on where it was.
Result<void> Worker::write_batch(const store::Job& job) {
  for (bool more = true; more;) {
    JIUM_TRY(more, store_.write([&](store::Transaction& tx) -> Result<bool> {
      JIUM_CHECK(store::still_held(tx, job, owner_));
      JIUM_TRY(const bool wrote, desk::write_batch(desk_, tx, removal::BatchId(job.subject)));
      if (!wrote) JIUM_CHECK(store::finish(tx, job));
      return wrote;
    }));
  }
  return {};
}

// One page of the mailbox; the next at once when there is more, else after a while.
Result<void> Worker::read_mail(const store::Job& job) {
  constexpr int kPage = 20;
  const registry::OrganisationId centre(job.subject);
  if (ports_.mailbox == nullptr || centre != ports_.mailbox_of) {
    return store_.write([&](store::Transaction& tx) -> Result<void> {
      JIUM_CHECK(store::still_held(tx, job, owner_));
      return store::finish(tx, job);
    });
  }
  JIUM_TRY(const auto place,
           store_.read([&](store::Transaction& tx) { return store::mailbox_place(tx, centre); }));
  JIUM_TRY(const auto page, ports_.mailbox->read_after(place, kPage));
  return store_.write([&](store::Transaction& tx) -> Result<void> {
    JIUM_CHECK(store::still_held(tx, job, owner_));
    JIUM_CHECK(desk::take_mail(desk_, tx, centre, page));
    const Instant next = desk_.clock.now() + (page.more ? Duration::zero() : settings_.mail_every);
    return store::schedule(tx, store::JobKind::read_mail, job.subject, next);
  });
}

// What is destroyed while this goes on schedules the job anew, which finish() then leaves alone.
Result<void> Worker::sweep(const store::Job& job) {
  const Instant begun = desk_.clock.now();
  JIUM_CHECK(store_.sweep());
  return store_.write([&](store::Transaction& tx) -> Result<void> {
    JIUM_CHECK(store::note_swept(tx, begun));
    return store::finish(tx, job);
  });
}

Result<void> Worker::climb_ladder(const store::Job& job) {
  return store_.write([&](store::Transaction& tx) -> Result<void> {
    JIUM_CHECK(store::still_held(tx, job, owner_));
    // Finished first: the ladder's next date is the same row anew.
    JIUM_CHECK(store::finish(tx, job));
    return desk::climb_ladder(desk_, tx, removal::LadderId(job.subject));
  });
}

// What was told while it was posted found the job there: settling schedules it anew, which finish() leaves
// alone.
Result<void> Worker::deliver_webhook(const store::Job& job) {
  const store::WebhookId id(job.subject);
  JIUM_TRY(const auto delivery,
           store_.read([&](store::Transaction& tx) { return desk::webhook_delivery(desk_, tx, id); }));
  std::optional<Result<int>> status;
  if (delivery && ports_.notifier == nullptr)
    return fault(FaultKind::outside, "this process tells no webhook");
  if (delivery) status = ports_.notifier->post(delivery->notice);
  bool again = false;
  JIUM_CHECK(store_.write([&](store::Transaction& tx) -> Result<void> {
    JIUM_CHECK(store::still_held(tx, job, owner_));
    if (delivery) {
      JIUM_TRY(const auto turn, desk::settle_webhook(desk_, tx, id, *delivery, *status));
      again = turn == desk::WebhookTurn::again;
    }
    return again ? Result<void>() : store::finish(tx, job);
  }));
  return again ? give_back(job, FaultKind::outside) : Result<void>();
}

Result<void> Worker::give_back(const store::Job& job, FaultKind why) {
  const int doublings = std::min(job.attempts - 1, 20);
  const Duration wait =
      std::min(settings_.retry_longest, settings_.retry_first * (std::int64_t{1} << std::max(doublings, 0)));
  return store_.write([&](store::Transaction& tx) -> Result<void> {
    JIUM_CHECK(store::still_held(tx, job, owner_));
    return store::retry(tx, job, desk_.clock.now() + wait, why);
  });
}

// The log's checkpoints are due by its growth and by the minute, however busy the workers are.
void Worker::sign_log() {
  const Instant now = desk_.clock.now();
  if (now >= signed_log_ && now - signed_log_ < kLogSeenTo) return;
  signed_log_ = now;
  const auto due = store_.read([&](store::Transaction& tx) { return desk::checkpoint_is_due(desk_, tx); });
  if (due && !*due) return;
  const auto made = store_.write([&](store::Transaction& tx) { return desk::sign_checkpoint(desk_, tx); });
  if (!made) log::warning("log_not_signed", {{"kind", made.fault().kind}});
}

// For health and metrics: that somebody works on this store, in whatever process.
void Worker::show_itself() {
  const Instant now = desk_.clock.now();
  if (now >= shown_ && now - shown_ < kSignOfLife) return;
  shown_ = now;
  const auto noted =
      store_.write([&](store::Transaction& tx) { return store::note(tx, store::Mark::worker, now); });
  if (!noted) log::warning("sign_of_life_not_noted", {{"kind", noted.fault().kind}});
}

void Worker::housekeeping() {
  const Instant now = desk_.clock.now();
  if (now < next_housekeeping_) return;
  next_housekeeping_ = now + kHousekeeping;
  const auto forgotten = store_.write([&](store::Transaction& tx) -> Result<void> {
    JIUM_CHECK(store::forget_answers(tx, now - kAnswersKept));
    if (ports_.mailbox != nullptr) {
      JIUM_CHECK(store::schedule_unless_there(tx, store::JobKind::read_mail, ports_.mailbox_of.value(), now));
    }
    JIUM_CHECK(desk::answer_hollow_appeals(desk_, tx));
    JIUM_CHECK(store::forget_turns(tx, now - kAnswersKept));
    return store::schedule_unless_there(tx, store::JobKind::apply_retention, 0, desk::next_night(now));
  });
  if (!forgotten) log::warning("housekeeping_failed", {{"kind", forgotten.fault().kind}});
}

}  // namespace jium::work
