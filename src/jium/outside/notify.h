// Webhooks go out through the same two checks as every fetch (fetch.h): what the name resolves to must be
// public, and so must the socket's own address. Only https; addresses of this machine, and http to them, only
// where the settings of tests allow loopback. Of what is private only the networks are reached that whoever
// runs the house has named (`outside.private_webhooks`, private_network.h); a program elsewhere behind a
// firewall reads the changes instead (GET /api/v1/changes).
#pragma once

#include <memory>

#include "jium/outside/fetch.h"
#include "jium/registry/notifier.h"

namespace jium::outside {

[[nodiscard]] std::unique_ptr<registry::Notifier> make_http_notifier(
    const FetchSettings& settings, std::vector<PrivateNetwork> private_networks = {});

}  // namespace jium::outside
