#include "jium/desk/write_message.h"

#include <algorithm>

#include "jium/store/intake_reports.h"

namespace jium::desk {

Result<std::optional<casework::MessageRefusal>> write_message(const Desk& desk, store::Transaction& tx,
                                                              const casework::IntakeReport& report,
                                                              casework::MessageAuthor author,
                                                              std::string words) {
  JIUM_TRY(const auto before, store::messages_of(tx, report.id));
  if (const auto refusal = casework::refusal_of(words, before.size())) return refusal;
  // Messages are kept in the order of their time: none has that of the one before, whatever the clock does.
  Instant now = desk.clock.now();
  if (!before.empty()) now = std::max(now, before.back().written_at + Duration{1});
  JIUM_CHECK(store::insert(tx, casework::IntakeMessage{.id = casework::IntakeMessageId::random(),
                                                       .report = report.id,
                                                       .organisation = report.organisation,
                                                       .author = author,
                                                       .words = Secret<std::string>(std::move(words)),
                                                       .written_at = now}));
  return std::optional<casework::MessageRefusal>();
}

Result<std::vector<casework::IntakeMessage>> read_messages(const Desk& desk, store::Transaction& tx,
                                                           const casework::IntakeReport& report,
                                                           casework::MessageAuthor reader) {
  const auto other = reader == casework::MessageAuthor::person ? casework::MessageAuthor::centre
                                                               : casework::MessageAuthor::person;
  JIUM_TRY(auto messages, store::messages_of(tx, report.id));
  JIUM_CHECK(store::note_read(tx, report.id, other, desk.clock.now()));
  return messages;
}

}  // namespace jium::desk
