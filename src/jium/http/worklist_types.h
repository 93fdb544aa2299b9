// Lists for who works in cases, and lists of addresses that are handed in together.
#pragma once

#include "jium/http/case_types.h"
#include "jium/store/inspection_lists.h"

namespace jium::http::wire {

struct SightingPage {
  std::vector<FoundSighting> sightings;
  std::optional<std::string> next;  // the cursor of the page that follows
};
JIUM_WIRE_VIEW(SightingPage, (sightings, next))

struct FootageOfCase {
  std::vector<Footage> footage;
};
JIUM_WIRE_VIEW(FootageOfCase, (footage))

struct AskInspections {
  std::vector<Exact> addresses;  // one each, as a line of a text or a cell of a table has it
};
JIUM_WIRE_ASK(AskInspections, (addresses))

struct InspectionProgress {
  std::int64_t waiting = 0, recognised = 0, unknown = 0, not_a_picture = 0, unreachable = 0, refused = 0;
  std::int64_t gone = 0;  // deleted with a case that was forgotten
};
JIUM_WIRE_VIEW(InspectionProgress, (waiting, recognised, unknown, not_a_picture, unreachable, refused, gone))

struct InspectionLine {
  int line = 0;  // of what was handed in, from 1
  std::optional<Inspection> inspection;
  std::optional<std::string> fault;  // why there is none
};
JIUM_WIRE_VIEW(InspectionLine, (line, inspection, fault))

struct InspectionList {
  store::InspectionListId id;
  Instant asked_at{};
  std::int64_t lines = 0;
  InspectionProgress progress;
  std::vector<InspectionLine> places;
  std::optional<std::string> next;  // the cursor of the lines that follow
};
JIUM_WIRE_VIEW(InspectionList, (id, asked_at, lines, progress, places, next))

struct InspectionLists {
  std::vector<InspectionList> lists;
};
JIUM_WIRE_VIEW(InspectionLists, (lists))

}  // namespace jium::http::wire
