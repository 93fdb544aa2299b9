// Wording that is understood fills every paragraph without a brace left that was a name.
#include <cstdlib>

#include "jium/base/bytes.h"
#include "jium/report/letter_book.h"

namespace {

void hold(bool promise) {
  if (!promise) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace jium;
  const std::string text(text_of({data, size}));
  const auto paragraph = report::Paragraph::parse(text, {"name"});
  if (paragraph) {
    hold(paragraph->fill({{"name", ""}}).find_first_of("{}") == std::string::npos);
    hold(paragraph->fill({{"name", "{x}"}}).size() >= paragraph->fill({{"name", ""}}).size());
  }
  const auto wording = report::Wording::parse(text);
  if (!wording) {
    hold(wording.fault().kind == FaultKind::malformed && !wording.fault().what.empty());
    return 0;
  }
  hold(!wording->paragraph("closing").fill({{"centre", "C"}, {"centre_mail", "m"}}).empty());
  hold(wording->ask(removal::Rung::cdn, removal::LetterRole::take_down).fill({{"centre", ""}}).find('{') ==
       std::string::npos);
  return 0;
}
