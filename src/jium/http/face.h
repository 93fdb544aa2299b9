// What a listener needs to speak to people instead of programs: pages for answers, a form for a body, and a
// page for each thing that it refuses by itself, before anybody is asked, so that nobody who is afraid is
// answered in JSON.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "jium/http/reply.h"

namespace jium::http {

// A request as a browser makes it. Header values as they came; empty when there were none.
struct PageRequest {
  std::string method{};
  std::string target{};  // origin form: path and query, as sent
  std::string content_type{}, accept_language{}, accept_encoding{}, if_none_match{};
  std::string origin{}, host{}, fetch_site{};  // Origin, Host, Sec-Fetch-Site
  std::string body{};
  std::string asker{};  // from where it comes (asker.h)
};

struct Face {
  // Called by several threads at once; must not throw.
  std::function<Reply(const PageRequest&)> answer;
  // The content types that a body may have.
  std::function<bool(std::string_view)> takes;
  // The page for a status of this server's own: what could not be read (400), was too large (413, 431) or of
  // a type that is not taken (415), and too much at once (503). Called by any thread, without waiting.
  std::function<Reply(int)> refuse;
};

}  // namespace jium::http
