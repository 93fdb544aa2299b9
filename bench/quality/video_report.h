// Recall of edited videos at the false matches that go with it: vPDQ's rule as published, vPDQ with any frame
// in common, and jium, by frames alone and with the sound, in one run over the same clips.
// JIUM_QUALITY_HALF=calibration|report: that half alone. JIUM_QUALITY_VIDEO_CASES=FILE: what was measured of
// every query, one line each, for calibration.
#pragma once

#include "table/table.h"

namespace jium::bench {

// --size tiny: for a look, quick: four films an edit, full: all films, all edits. std::runtime_error when
// ffmpeg fails.
void report_videos(Page& page, const Options& options);

}  // namespace jium::bench
