// Test-only: the intake on a desk with one centre, its clock in the test's hand; forms are filled in as a
// browser would and pages are read as text.
#pragma once

#include <boost/url/encode.hpp>
#include <boost/url/rfc/unreserved_chars.hpp>
#include <string>
#include <utility>
#include <vector>

#include "jium/desk/desk_fixture.h"
#include "jium/intake/intake.h"

namespace jium::intake {

using Filled = std::vector<std::pair<std::string, std::string>>;

inline std::string encoded(const std::string& text) {
  return boost::urls::encode(text, boost::urls::unreserved_chars);
}

inline std::string form_of(const Filled& fields) {
  std::string body;
  for (const auto& [name, value] : fields)
    body += (body.empty() ? "" : "&") + encoded(name) + "=" + encoded(value);
  return body;
}

// What stands between the first `before` and the next `after`; empty when there is none.
inline std::string between(const std::string& page, const std::string& before, const std::string& after) {
  const auto from = page.find(before);
  if (from == std::string::npos) return {};
  const auto start = from + before.size(), end = page.find(after, start);
  return end == std::string::npos ? std::string() : page.substr(start, end - start);
}

class IntakeHouse : public desk::DeskFixture {
 protected:
  IntakeHouse() { open(GateLimits{{1000, 1000}, {1000, 1000}}); }

  void open(GateLimits gate) {
    IntakeSettings settings;
    settings.centre = officer.organisation;
    settings.gate = gate;
    intake.emplace(desk, *store, std::move(settings));
  }

  http::Reply get(const std::string& target, const std::string& language = "en") {
    return intake->answer({.method = "GET", .target = target, .accept_language = language});
  }
  http::Reply post(const Filled& fields, const std::string& target = "/") {
    return intake->answer({.method = "POST",
                           .target = target,
                           .content_type = "application/x-www-form-urlencoded",
                           .accept_language = "en",
                           .fetch_site = "same-origin",
                           .body = form_of(fields),
                           .asker = "192.0.2.1"});
  }
  http::Reply send(Filled fields) {
    fields.emplace_back("step", "report");
    return post(fields);
  }
  static std::string receipt_in(const std::string& page) {
    return between(page, "<output id=\"receipt\">", "</output>");
  }
  static std::string session_in(const std::string& page) {
    return between(page, "name=\"session\" value=\"", "\"");
  }
  // The receipt of a report with these fields.
  std::string sent(const Filled& fields) {
    const auto reply = send(fields);
    EXPECT_EQ(reply.status, 200) << reply.body;
    return receipt_in(reply.body);
  }
  http::Reply come_back(const std::string& receipt) { return post({{"step", "find"}, {"receipt", receipt}}); }

  std::optional<Intake> intake;
};

}  // namespace jium::intake
