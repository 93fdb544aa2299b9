#include "jium/linkage/trace_box.h"

#include <sodium.h>

namespace jium::linkage {

namespace {

constexpr std::string_view kHeader = "jium trace 1\n";
constexpr std::size_t kPadded = kTraceBox - crypto_box_SEALBYTES;

}  // namespace

Result<Bytes> seal_trace(const NormalTrace& trace, casework::CaseId the_case,
                         const casework::IdentityPublicKey& to) {
  JIUM_CHECK(casework::check_public_key(to));
  std::string text =
      std::string(kHeader) + the_case.text() + '\n' + std::string(to_text(trace.kind)) + '\n' + trace.word;
  std::size_t length = text.size();
  if (length >= kPadded) return fault(FaultKind::malformed, "the trace is too long to be sealed");
  text.resize(kPadded);
  std::size_t padded = 0;
  Bytes plain(text.begin(), text.end());
  if (sodium_pad(&padded, plain.data(), length, kPadded, plain.size()) != 0 || padded != kPadded)
    return fault(FaultKind::internal, "the trace could not be padded");
  Bytes box(kTraceBox);
  if (crypto_box_seal(box.data(), plain.data(), plain.size(), to.data()) != 0)
    return fault(FaultKind::malformed, "this is no key that anything can be sealed to");
  sodium_memzero(plain.data(), plain.size());
  return box;
}

Result<NormalTrace> open_trace(ByteView box, const casework::IdentityKeyPair& keys,
                               casework::CaseId the_case) {
  const auto wrong = fault(FaultKind::malformed, "this box was not sealed to this key for this case");
  if (box.size() != kTraceBox) return wrong;
  Bytes plain(kPadded);
  if (crypto_box_seal_open(plain.data(), box.data(), box.size(), keys.open.data(),
                           keys.secret.reveal().data()) != 0)
    return wrong;
  std::size_t length = 0;
  if (sodium_unpad(&length, plain.data(), plain.size(), kPadded) != 0) return wrong;
  std::string_view text = text_of(ByteView(plain).first(length));
  const std::string head = std::string(kHeader) + the_case.text() + '\n';
  if (!text.starts_with(head)) return wrong;
  text.remove_prefix(head.size());
  const auto line = text.find('\n');
  if (line == std::string_view::npos) return wrong;
  JIUM_TRY(const auto kind, parse_enum<TraceKind>("kind of trace", text.substr(0, line)));
  return NormalTrace{kind, std::string(text.substr(line + 1))};
}

}  // namespace jium::linkage
