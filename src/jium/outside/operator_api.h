// Operators' own APIs (removal/operator_api.h) over HTTP, by the rule of fetch.h: resolve, all answers must
// be public, connect to what was checked. No redirect is followed, no cookie kept.
#pragma once

#include <memory>

#include "jium/outside/fetch.h"
#include "jium/removal/operator_api.h"

namespace jium::outside {

class Resolver;

[[nodiscard]] std::unique_ptr<removal::OperatorApi> make_operator_api(const FetchSettings& settings);
[[nodiscard]] std::unique_ptr<removal::OperatorApi> make_operator_api(const FetchSettings& settings,
                                                                      std::unique_ptr<Resolver> resolver);

}  // namespace jium::outside
