// What entries of the audit log say is taken away when no rule of retention demands it any more
// (data/rules/retention.toml: five years, never under two). Their hashes stay, so that root and proofs are
// what they were. What is about a case under a legal hold stays, however old. Every turn that took something
// away is an entry of its own (audit::Act::log_purged) for each organisation whose entries they were.
#pragma once

#include "jium/desk/desk.h"

namespace jium::desk {

// In small transactions, so that a turn that broke off is taken up again. How many entries say nothing now.
[[nodiscard]] Result<std::uint64_t> purge_log(const Desk& desk, store::Store& store);

}  // namespace jium::desk
