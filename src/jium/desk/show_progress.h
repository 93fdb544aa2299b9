// What the person who reported sees of what is done, in plain words and place by place: "Place 1: asked". The
// places that they told of come first, in their order, so that a number keeps its meaning; then those that
// were found besides. Which place it is stands there only when the person asks to see it: somebody may look
// over their shoulder.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "jium/casework/intake_report.h"
#include "jium/desk/desk.h"

namespace jium::desk {

struct PlaceView {
  int number = 0;  // from 1
  casework::PlaceProgress progress = casework::PlaceProgress::told;
  Instant since{};
  std::string host;  // empty unless it was asked for, and of a place that is no address
};

enum class Hosts { hidden, shown };

[[nodiscard]] Result<std::vector<PlaceView>> show_progress(store::Transaction& tx,
                                                           const casework::IntakeReport& report, Hosts hosts);

}  // namespace jium::desk
