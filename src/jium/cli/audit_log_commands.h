// jium audit export | entries | checkpoint, and a witness's errand to the server: the part of `jium audit`
// that asks a server, where the rest is offline.
#pragma once

#include <CLI/CLI.hpp>

#include "jium/audit/witness.h"
#include "jium/cli/session.h"

namespace jium::cli {

void add_log_commands(CLI::App& audit, Session& session);

// The server's last checkpoint, the proof that it grew from what this witness saw last, and how the log's
// keys followed one another.
struct FetchedRequest {
  audit::WitnessRequest request;
  std::vector<std::string> successions;
};
[[nodiscard]] Result<FetchedRequest> fetch_witness_request(const Session& session,
                                                           const audit::WitnessState& state);
// `seen`: the size that the witness had seen before.
[[nodiscard]] Result<void> bring_cosignature(const Session& session, const audit::Cosigned& cosigned,
                                             std::uint64_t seen);

}  // namespace jium::cli
