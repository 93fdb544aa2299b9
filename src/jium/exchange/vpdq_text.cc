#include "jium/exchange/vpdq_text.h"

#include "jium/exchange/vpdq_cells.h"

namespace jium::exchange {
namespace {

Result<fingerprint::FrameHash> read_line(std::string_view line) {
  const auto cells = vpdq_cells(line);
  if (cells.size() != 4) return fault(FaultKind::malformed, "a line is frame,quality,pdq,timestamp");
  fingerprint::FrameHash frame;
  JIUM_TRY(frame.number, vpdq_frame_number(cells[0]));
  JIUM_TRY(frame.pdq, vpdq_pdq(cells[2], cells[1]));
  JIUM_TRY(frame.seconds, vpdq_seconds(cells[3]));
  return frame;
}

}  // namespace

Result<std::vector<fingerprint::FrameHash>> read_vpdq_text(std::string_view text) {
  std::vector<fingerprint::FrameHash> frames;
  for (std::size_t number = 1; !text.empty(); ++number) {
    const auto end = text.find('\n');
    std::string_view line = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (line.empty()) continue;
    auto frame = read_line(line);
    if (!frame) return Fault(std::move(frame).fault()).within("line " + std::to_string(number));
    frames.push_back(*frame);
  }
  if (frames.empty()) return fault(FaultKind::malformed, "a vPDQ fingerprint needs at least one frame");
  return frames;
}

std::string write_vpdq_text(const std::vector<fingerprint::FrameHash>& frames) {
  std::string text;
  for (const auto& frame : frames) {
    text += std::to_string(frame.number) + "," + std::to_string(frame.pdq.quality) + "," +
            to_hex(frame.pdq.bits) + "," + vpdq_decimals(frame.seconds) + "\n";
  }
  return text;
}

}  // namespace jium::exchange
