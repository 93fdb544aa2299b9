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

Result<boost::json::value> Session::get_all(const std::string& path, std::string_view list) const {
  const std::string more = path + (path.find('?') == std::string::npos ? "?" : "&") + "limit=1000&after=";
  JIUM_TRY(boost::json::value whole, get(path));
  for (std::string next = text_at(whole, "next"); next != "-";) {
    JIUM_TRY(const boost::json::value page, get(more + next));
    for (const boost::json::value& one : page.at(list).as_array()) whole.at(list).as_array().push_back(one);
    next = text_at(page, "next");
  }
  whole.as_object().erase("next");
  return whole;
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
