// A witness remembers the last checkpoint of one log that it has seen, and cosigns a new one only after a
// proof that the log has grown from the old one by adding. A log that shows different histories to different
// people needs different checkpoints, and no witness signs two that do not follow from one another. Pure
// values: who calls writes the new state down, durably, before handing on the cosignature.
//
// Requests as in C2SP tlog-witness (add-checkpoint), cosignatures as in C2SP tlog-cosignature
// (cosignature/v1).
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "jium/audit/checkpoint.h"

namespace jium::audit {

// "old SIZE", the hashes of the proof in base 64 a line each, an empty line, the checkpoint.
struct WitnessRequest {
  std::uint64_t old_size = 0;  // what the sender thinks that the witness saw last; 0 for nothing
  std::vector<Hash> proof;
  std::string checkpoint;  // a signed note
  friend bool operator==(const WitnessRequest&, const WitnessRequest&) = default;
};
[[nodiscard]] std::string write_witness_request(const WitnessRequest& request);
[[nodiscard]] Result<WitnessRequest> read_witness_request(std::string_view text);

// One file for one log: a line "jium-audit-witness/1", lines "log VKEY" and "witness VKEY" and, once there is
// one, an empty line and the last checkpoint with the log's signature and the witness's own.
struct WitnessState {
  NoteKey log;
  NoteKey witness;
  std::optional<SignedCheckpoint> last;

  [[nodiscard]] std::uint64_t size() const { return last ? last->checkpoint.size : 0; }
};
[[nodiscard]] std::string write_witness_state(const WitnessState& state);
// Checks both signatures of the last checkpoint too: a state that somebody else has written is refused. A
// state that was put back to an older one cannot be told; keep it where the log's people cannot write.
[[nodiscard]] Result<WitnessState> read_witness_state(std::string_view text);

// `successions`: notes by which the log's key changed hands (audit/succession.h). A witness goes on with the
// newest key that its own leads to and that has signed this checkpoint; without such a note it knows no
// other.
struct Cosigned {
  WitnessState state;     // to be kept
  std::string signature;  // the line to be handed back
};

// Refusals, in the order of C2SP tlog-witness: malformed; missing, another log; forbidden, not signed by the
// log; conflict, all that follows: the sender starts from another size than the witness saw last (the text
// says which), the same size has another root, the proof does not hold. The last two are the evidence for
// which witnesses exist: keep the request.
[[nodiscard]] Result<Cosigned> cosign(const WitnessState& state, const WitnessRequest& request,
                                      const NoteSigner& witness, Instant now,
                                      std::span<const std::string> successions = {});

}  // namespace jium::audit
