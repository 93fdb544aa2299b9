#include "jium/cli/session.h"

#include <fmt/format.h>

#include <cstdio>

#include "jium/cli/api_client.h"
#include "jium/cli/credentials.h"

namespace jium::cli {

Result<boost::json::value> Session::get(const std::string& path) const {
  JIUM_TRY(const Credentials credentials, find_credentials(options));
  return call_api(credentials, Method::get, path, nullptr);
}

Result<boost::json::value> Session::post(const std::string& path, const boost::json::value& body) const {
  JIUM_TRY(const Credentials credentials, find_credentials(options));
  return call_api(credentials, Method::post, path, body);
}

void Session::show(const boost::json::value& answer,
                   const std::function<void(const boost::json::value&)>& print) const {
  if (options.json) {
    fmt::print("{}\n", boost::json::serialize(answer));
  } else {
    print(answer);
  }
  std::fflush(stdout);
}

void Session::show_fault(const Fault& fault) const {
  if (options.json) {
    const boost::json::value line = {{"fault", std::string(name_of(fault.kind))}, {"what", fault.what}};
    fmt::print(stderr, "{}\n", boost::json::serialize(line));
  } else {
    fmt::print(stderr, "jium: {}\n", fault.what);
  }
}

std::string text_at(const boost::json::value& object, std::string_view member) {
  const boost::json::value* value = object.is_object() ? object.as_object().if_contains(member) : nullptr;
  if (value == nullptr || value->is_null()) return "-";
  if (value->is_string()) return std::string(value->as_string());
  return boost::json::serialize(*value);
}

}  // namespace jium::cli
