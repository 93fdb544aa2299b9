// Who holds the receipt of a report comes back to it: for some minutes, with a token that only their page
// carries and that the database has a keyed digest of. There is no cookie and nothing to be logged in with.
#pragma once

#include <optional>
#include <string_view>

#include "jium/casework/intake_report.h"
#include "jium/desk/desk.h"

namespace jium::desk {

inline constexpr Duration kIntakeSession = std::chrono::minutes{15};   // from the last time that it was used
inline constexpr Duration kIntakeSessionMost = std::chrono::hours{2};  // and whatever happens

struct OpenedReport {
  Secret<std::string> token;
  casework::IntakeReport report;
};

// By what desk/receipt_handle.h made of a receipt. Nothing: there is no such report, or it was withdrawn or
// forgotten, and nobody can tell which.
[[nodiscard]] Result<std::optional<OpenedReport>> find_report(const Desk& desk, store::Transaction& tx,
                                                              const Bytes& receipt);
// The report of a token that still holds, which holds longer from now on.
[[nodiscard]] Result<std::optional<casework::IntakeReport>> reach_report(const Desk& desk,
                                                                         store::Transaction& tx,
                                                                         std::string_view token);
// Whatever the token is, it opens nothing from now on.
[[nodiscard]] Result<void> end_report_session(store::Transaction& tx, std::string_view token);

}  // namespace jium::desk
