// What a sound track is compared by: Chromaprint's raw items, about eight a second, 32 bits each.
#pragma once

#include <cstdint>
#include <vector>

namespace jium::match {

struct SoundPrint {
  double items_per_second = 0;
  std::vector<std::uint32_t> items;
  std::vector<bool> usable;  // as long as items: false where there is silence or nothing but one tone
};

}  // namespace jium::match
