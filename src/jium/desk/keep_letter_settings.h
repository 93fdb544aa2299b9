// How a centre writes: who signs, how long what was confirmed can be taken back, whether it is a trusted
// flagger; and the investigation that a case's letters may name.
#pragma once

#include <optional>
#include <string>

#include "jium/desk/desk.h"
#include "jium/store/batches.h"

namespace jium::desk {

struct ChangeLetterSettings {
  std::optional<std::string> signatory;  // empty: nobody signs
  std::optional<Duration> undo_window;
  std::optional<bool> trusted_flagger;
};

[[nodiscard]] Result<store::LetterSettings> change_letter_settings(const Desk& desk, store::Transaction& tx,
                                                                   const Actor& actor,
                                                                   const ChangeLetterSettings& change);
// Conflict for a program, which is nobody and has none of its own.
[[nodiscard]] Result<void> set_undo_window(const Desk& desk, store::Transaction& tx, const Actor& actor,
                                           std::optional<Duration> window);
// The number under which police investigate and for which they have asked that this be removed: letters of
// this case name it. Empty: they do not.
[[nodiscard]] Result<void> note_investigation(const Desk& desk, store::Transaction& tx, const Actor& actor,
                                              casework::CaseId id, const std::string& number);

}  // namespace jium::desk
