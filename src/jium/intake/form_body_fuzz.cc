// Any bytes are read or refused; what was read is text, and the report that is made of it holds its limits.
#include <cstdlib>

#include "jium/audit/note_key.h"
#include "jium/base/bytes.h"
#include "jium/intake/report_form.h"

namespace {

void hold(bool promise) {
  if (!promise) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto form = jium::intake::Form::read(jium::text_of({data, size}));
  if (!form) return 0;
  const auto read = jium::intake::read_report(*form);
  if (!read.refusals.empty()) return 0;
  hold(jium::audit::is_utf8(read.report.words.reveal()));
  hold(read.report.footage.size() <= jium::casework::kIntakeFiles);
  hold(read.report.places.size() <= jium::casework::kIntakePlaces);
  for (const auto& place : read.report.places)
    hold(!place.reveal().empty() && place.reveal().find('\n') == std::string::npos);
  return 0;
}
