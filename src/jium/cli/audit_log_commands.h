// jium audit export | entries | checkpoint, and a witness's errand to the server: the part of `jium audit`
// that asks a server, where the rest is offline.
#pragma once

#include <CLI/CLI.hpp>

#include "jium/audit/witness.h"
#include "jium/cli/session.h"

namespace jium::cli {

void add_log_commands(CLI::App& audit, Session& session);

// The server's last checkpoint and the proof that it grew from what this witness saw last.
[[nodiscard]] Result<audit::WitnessRequest> fetch_witness_request(const Session& session,
                                                                  const audit::WitnessState& state);
// `seen`: the size that the witness had seen before.
[[nodiscard]] Result<void> bring_cosignature(const Session& session, const audit::Cosigned& cosigned,
                                             std::uint64_t seen);

}  // namespace jium::cli
