// The pages as cairo draws them, before libqpdf has finished them. Inside this room.
#pragma once

#include <string>
#include <vector>

#include "jium/base/result.h"
#include "jium/paper/document.h"

namespace jium::paper {

struct DrawnPages {
  std::string pdf;
  int pages = 0;
  std::vector<std::string> figures;  // the words for each figure, in the order in which they are tagged
};

// `of`: how many pages there are, for the foot of each; 0 while nobody knows.
[[nodiscard]] Result<DrawnPages> draw_pages(const Document& document, int of);

[[nodiscard]] Result<std::string> finish(const Document& document, const DrawnPages& drawn,
                                         const std::vector<Enclosure>& enclosures);

}  // namespace jium::paper
