#include "jium/audit/checkpoint.h"

#include <cstdlib>

// What is read is written as it stood, byte for byte; and no key of ours has signed what a fuzzer makes.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace jium;
  const std::string_view text = text_of({data, size});
  if (const auto key = audit::NoteKey::parse(text); key && key->text() != text) std::abort();
  const auto note = audit::read_note(text);
  if (!note) return 0;
  if (audit::write_note(*note) != text || !audit::is_utf8(text)) std::abort();
  const auto checkpoint = audit::read_checkpoint(note->text);
  if (checkpoint && checkpoint->text() != note->text) std::abort();
  for (const auto& line : note->signatures) {
    const auto key = audit::NoteKey::make(line.name, audit::KeyUse::cosign, {});
    if (!key || key->verifies(note->text, line.signature)) std::abort();
  }
  return 0;
}
