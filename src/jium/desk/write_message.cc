#include "jium/desk/write_message.h"

#include "jium/store/intake_reports.h"

namespace jium::desk {

Result<std::optional<casework::MessageRefusal>> write_message(const Desk& desk, store::Transaction& tx,
                                                              const casework::IntakeReport& report,
                                                              casework::MessageAuthor author,
                                                              std::string words) {
  JIUM_TRY(const auto before, store::messages_of(tx, report.id));
  if (const auto refusal = casework::refusal_of(words, before.size())) return refusal;
  JIUM_CHECK(store::insert(tx, casework::IntakeMessage{.id = casework::IntakeMessageId::random(),
                                                       .report = report.id,
                                                       .organisation = report.organisation,
                                                       .author = author,
                                                       .words = Secret<std::string>(std::move(words)),
                                                       .written_at = desk.clock.now()}));
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
