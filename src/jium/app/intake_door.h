// The intake's own door: a listener of its own, at an address of its own (serve.intake), behind which nothing
// is but the intake's pages. The other listener does not have them.
#pragma once

#include <memory>
#include <string>

#include "jium/app/house.h"
#include "jium/http/server.h"
#include "jium/intake/intake.h"

namespace jium::app {

class IntakeDoor {
 public:
  // Opens it. `house` outlives the door. No door at all when no address is configured.
  [[nodiscard]] static Result<std::unique_ptr<IntakeDoor>> open(House& house);
  IntakeDoor(const IntakeDoor&) = delete;
  IntakeDoor& operator=(const IntakeDoor&) = delete;

  [[nodiscard]] std::string address() const;  // "http://127.0.0.1:8430"
  void stop() { server_.stop(); }

 private:
  IntakeDoor(House& house, intake::IntakeSettings settings, const ListenAddress& listen);

  std::string host_;
  intake::Intake intake_;
  http::Server server_;
};

}  // namespace jium::app
