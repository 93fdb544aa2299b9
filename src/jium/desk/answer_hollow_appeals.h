// Appeals about entries with nothing behind them (canaries, and footage that was forgotten since) get an
// answer too: an appeal that stayed open for ever would tell a platform which of its entries are canaries.
#pragma once

#include "jium/desk/desk.h"

namespace jium::desk {

// Upholds those whose time has come (registry::plausible_answer) unless the committee still has an older
// appeal before it: nobody is answered out of turn. How many.
[[nodiscard]] Result<int> answer_hollow_appeals(const Desk& desk, store::Transaction& tx);

}  // namespace jium::desk
