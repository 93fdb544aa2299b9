#include "jium/exchange/vpdq_signal.h"

#include <boost/json.hpp>

#include "jium/exchange/vpdq_cells.h"

namespace jium::exchange {
namespace {

Result<fingerprint::FrameHash> read_entry(const boost::json::value& entry) {
  const auto* text = entry.if_string();
  if (text == nullptr) return fault(FaultKind::malformed, "an entry is a string");
  const auto cells = vpdq_cells({text->data(), text->size()});
  if (cells.size() != 3) return fault(FaultKind::malformed, "an entry is pdq,quality,timestamp");
  fingerprint::FrameHash frame;
  JIUM_TRY(frame.pdq, vpdq_pdq(cells[0], cells[1]));
  JIUM_TRY(frame.seconds, vpdq_seconds(cells[2]));
  return frame;
}

}  // namespace

Result<std::vector<fingerprint::FrameHash>> read_vpdq_signal(std::string_view json) {
  boost::json::error_code error;
  const boost::json::value value = boost::json::parse({json.data(), json.size()}, error);
  const auto* list = error ? nullptr : value.if_array();
  if (list == nullptr) return fault(FaultKind::malformed, "a vPDQ signal is a JSON list of strings");
  if (list->empty()) return fault(FaultKind::malformed, "a vPDQ fingerprint needs at least one frame");
  std::vector<fingerprint::FrameHash> frames;
  frames.reserve(list->size());
  for (const auto& entry : *list) {
    auto frame = read_entry(entry);
    if (!frame) return Fault(std::move(frame).fault()).within("entry " + std::to_string(frames.size() + 1));
    frame->number = static_cast<std::int64_t>(frames.size());
    frames.push_back(*frame);
  }
  return frames;
}

// Nothing in an entry needs an escape.
std::string write_vpdq_signal(const std::vector<fingerprint::FrameHash>& frames) {
  std::string json = "[";
  for (const auto& frame : frames) {
    if (json.size() > 1) json += ", ";
    json += "\"" + to_hex(frame.pdq.bits) + "," + std::to_string(frame.pdq.quality) + "," +
            vpdq_decimals(frame.seconds) + "\"";
  }
  return json + "]";
}

}  // namespace jium::exchange
