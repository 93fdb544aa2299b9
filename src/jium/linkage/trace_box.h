// The words of a trace, sealed on the officer's machine to the centre's own identity key
// (casework/identity.h), so that the centre reads again what it recorded and the server never does.
// crypto_box_seal of "jium trace 1\n", the case's id, the kind and the word, a line each, padded (ISO/IEC
// 7816-4) to 1,024 bytes.
#pragma once

#include "jium/casework/identity.h"
#include "jium/linkage/trace.h"

namespace jium::linkage {

inline constexpr std::size_t kTraceBox = casework::kIdentityBox;

[[nodiscard]] Result<Bytes> seal_trace(const NormalTrace& trace, casework::CaseId the_case,
                                       const casework::IdentityPublicKey& to);
// Malformed when the box was not made for this key or says another case.
[[nodiscard]] Result<NormalTrace> open_trace(ByteView box, const casework::IdentityKeyPair& keys,
                                             casework::CaseId the_case);

}  // namespace jium::linkage
