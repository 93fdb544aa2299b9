#include "jium/paper/drawn_pages.h"
#include "jium/paper/tagged_pdf.h"

namespace jium::paper {
namespace {

std::string pdf_date(Instant at) {
  std::string date = "D:";
  for (const char c : to_text(at).substr(0, 19)) {
    if (c >= '0' && c <= '9') date += c;
  }
  return date + "Z";
}

}  // namespace

Result<std::string> finish(const Document& document, const DrawnPages& drawn,
                           const std::vector<Enclosure>& enclosures) {
  PdfFinish wanted{.language = document.tongue == Tongue::ko ? "ko-KR" : "en",
                   .date = pdf_date(document.made_at),
                   .figures = drawn.figures,
                   .enclosures = {}};
  for (const Enclosure& one : enclosures)
    wanted.enclosures.push_back({one.name, one.type, one.told, one.bytes, one.plain});
  try {
    if (auto finished = tagged_pdf(drawn.pdf, wanted)) return *std::move(finished);
    return fault(FaultKind::internal, "a figure of a document has no words");
  } catch (const std::exception&) {
    return fault(FaultKind::internal, "the pages of a document could not be put together");
  }
}

}  // namespace jium::paper
