// Sets a document as a PDF of A4 pages: tagged (ISO 32000-1, 14.8), its language and the words for its
// figures in it, fonts embedded, and the same bytes for the same document wherever the same fonts are
// installed. Pango breaks the lines, cairo draws, libqpdf adds what cairo 1.16 leaves out (/Lang, /Alt,
// enclosures).
#pragma once

#include <string>
#include <vector>

#include "jium/base/result.h"
#include "jium/paper/document.h"

namespace jium::paper {

// The typeface of everything: Debian's fonts-noto-cjk. Another one would change pages in silence, so that it
// is asked for by name and looked at before anything is drawn.
inline constexpr const char* kTypeface = "Noto Sans CJK KR";

// Outside when the typeface is not installed.
[[nodiscard]] Result<void> typeface_is_here();

// Malformed for a text that is not UTF-8, a table whose rows have not as many cells as columns, more than
// kMostPages pages, or no block at all. Outside when the typeface is missing.
inline constexpr int kMostPages = 400;
[[nodiscard]] Result<std::string> set_pdf(const Document& document, const std::vector<Enclosure>& enclosures);

}  // namespace jium::paper
