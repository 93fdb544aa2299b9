// What the API takes and gives, type by type, in a file for each noun. Their names are those in
// docs/openapi.json.
#pragma once

#include "jium/http/case_types.h"
#include "jium/http/directory_types.h"
#include "jium/http/footage_types.h"
#include "jium/http/people_types.h"
#include "jium/http/report_types.h"
#include "jium/http/request_types.h"
#include "jium/http/sighting_types.h"
#include "jium/http/wire.h"

namespace jium::http::wire {

struct Nothing {};
JIUM_WIRE_VIEW(Nothing, ())

struct Health {
  std::string status;
  std::string version;
};
JIUM_WIRE_VIEW(Health, (status, version))

struct Live {
  bool live = true;
};
JIUM_WIRE_VIEW(Live, (live))

struct Ready {
  bool ready = false;
  bool store = false;      // takes writes
  bool decoder = false;    // the sandbox answers
  bool catalogue = false;  // knows all footage that the store has
  bool disk = false;       // has room left
};
JIUM_WIRE_VIEW(Ready, (ready, store, decoder, catalogue, disk))

struct Stale {
  bool stale = false;
  bool worker = false;  // has not shown itself for too long
  bool backup = false;  // is too old, or there never was one
};
JIUM_WIRE_VIEW(Stale, (stale, worker, backup))

}  // namespace jium::http::wire
