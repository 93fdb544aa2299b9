#include "jium/desk/report_session.h"

#include <algorithm>

#include "jium/base/bytes.h"
#include "jium/store/intake_reports.h"

namespace jium::desk {
namespace {

constexpr std::size_t kTokenBytes = 32, kLongestToken = 2 * kTokenBytes;

}  // namespace

Result<std::optional<OpenedReport>> find_report(const Desk& desk, store::Transaction& tx,
                                                const Bytes& receipt) {
  const Instant now = desk.clock.now();
  JIUM_CHECK(store::end_sessions_before(tx, now));
  JIUM_TRY(auto report, store::intake_by_receipt(tx, receipt));
  if (!report) return std::optional<OpenedReport>();
  std::string token = to_hex(random_bytes(kTokenBytes));
  const store::IntakeSession session{.id = store::IntakeSessionId::random(),
                                     .organisation = report->organisation,
                                     .report = report->id,
                                     .started_at = now,
                                     .ends_at = now + kIntakeSession};
  JIUM_CHECK(store::insert(tx, session, token));
  return std::optional(OpenedReport{Secret<std::string>(std::move(token)), *std::move(report)});
}

Result<std::optional<casework::IntakeReport>> reach_report(const Desk& desk, store::Transaction& tx,
                                                           std::string_view token) {
  if (token.size() != kLongestToken) return std::optional<casework::IntakeReport>();
  const Instant now = desk.clock.now();
  JIUM_CHECK(store::end_sessions_before(tx, now));
  JIUM_TRY(auto session, store::session_with(tx, token));
  if (!session) return std::optional<casework::IntakeReport>();
  session->ends_at = std::min(now + kIntakeSession, session->started_at + kIntakeSessionMost);
  JIUM_CHECK(store::prolong(tx, *session));
  JIUM_TRY(auto report, store::load_intake(tx, session->organisation, session->report));
  return std::optional(std::move(report));
}

Result<void> end_report_session(store::Transaction& tx, std::string_view token) {
  if (token.size() != kLongestToken) return {};
  return store::end_session(tx, token);
}

}  // namespace jium::desk
