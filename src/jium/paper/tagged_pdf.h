// What libqpdf does to the pages: language, one tree of tags, words for the figures, enclosures. Nothing but
// plain values of the standard library, and C++17: clang 16 cannot read libqpdf 11.3's headers as C++20 (they
// have a vector of a class within that class's own body), so that the file behind this header is compiled as
// C++17.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace jium::paper {

struct PdfEnclosure {
  std::string name, type, told, bytes;
  bool plain = false;  // may be filled in later, so that it has no checksum
};

struct PdfFinish {
  std::string language;              // as /Lang has it
  std::string date;                  // "D:20261122010203Z" (ISO 32000-1, 7.9.4)
  std::vector<std::string> figures;  // words for each, in the order in which they are tagged
  std::vector<PdfEnclosure> enclosures;
};

// The finished file; nothing when a figure has no words. Throws std::exception when `pages` is no tagged PDF.
[[nodiscard]] std::optional<std::string> tagged_pdf(const std::string& pages, const PdfFinish& finish);

}  // namespace jium::paper
