#include "jium/media/video_services.h"

#include <algorithm>
#include <array>

namespace jium::media {
namespace {

constexpr std::uint8_t kSync = 'G';
constexpr std::uint8_t kTable = 0x11;  // the number (13 bits) of the table's packets
constexpr std::uint8_t kEmptyHigh = 0x1F;
constexpr std::uint8_t kEmptyLow = 0xFF;

// Does a packet of the table begin here? Its neighbour at one of the usual distances must begin with the
// letter too, so that a packet's content is hardly ever taken for one.
bool is_table(ByteView file, std::size_t at) {
  if (file.size() - at < 3 || file[at] != kSync) return false;
  if ((file[at + 1] & 0x1FU) != 0 || file[at + 2] != kTable) return false;
  constexpr std::array<std::size_t, 3> kSteps{188, 192, 204};
  return std::any_of(kSteps.begin(), kSteps.end(),
                     [&](std::size_t step) { return file.size() - at <= step || file[at + step] == kSync; });
}

}  // namespace

void hide_service_names(ByteView file, std::size_t at, std::span<std::uint8_t> out) {
  const auto put = [&](std::size_t where, std::uint8_t keep, std::uint8_t set) {
    if (where < at || where - at >= out.size()) return;
    out[where - at] = static_cast<std::uint8_t>((out[where - at] & keep) | set);
  };
  const auto end = file.begin() + static_cast<std::ptrdiff_t>(at + out.size());
  auto next = file.begin() + static_cast<std::ptrdiff_t>(at < 2 ? 0 : at - 2);
  while ((next = std::find(next, end, kSync)) != end) {
    const auto packet = static_cast<std::size_t>(next++ - file.begin());
    if (!is_table(file, packet)) continue;
    put(packet + 1, 0xE0, kEmptyHigh);
    put(packet + 2, 0, kEmptyLow);
  }
}

}  // namespace jium::media
