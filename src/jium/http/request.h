// A request as the server hands it on, and as a handler sees it. Neither knows how it came over the wire.
#pragma once

#include <boost/json/value.hpp>
#include <map>
#include <string>
#include <string_view>

#include "jium/base/result.h"

namespace jium::http {

struct RawRequest {
  std::string method{};
  std::string target{};           // origin form: path and query, as sent
  std::string authorization{};    // the header's value; empty when there was none
  std::string idempotency_key{};  // the same
  std::string body{};
  // Of a signed request (desk/signed_request.h).
  std::string content_digest{}, signature_input{}, signature{};
  std::string last_event_id{};  // of who comes back to a stream
  std::string asker{};          // from where it comes (asker.h); empty: from within this process
  std::string signer{};         // Jium-Signer: the public key of a partner's signature
  // Of a browser (session_cookie.h, web_files.h): the headers' values; empty when they were not sent.
  std::string cookie{};
  std::string session_as{};  // Jium-Session
  std::string console{};     // Jium-Console
  std::string host{}, origin{};
  std::string fetch_site{};  // Sec-Fetch-Site
  std::string accept{}, accept_encoding{}, if_none_match{};
};

class Request {
 public:
  using Values = std::map<std::string, std::string, std::less<>>;

  Request(Values parameters, Values query, boost::json::value body, std::string last_event_id = {},
          const RawRequest* raw = nullptr)
      : parameters_(std::move(parameters)),
        query_(std::move(query)),
        body_(std::move(body)),
        last_event_id_(std::move(last_event_id)),
        raw_(raw) {}

  // The part of the path that stands for {name}. Malformed when it is not an id of this kind.
  template <class SomeId>
  [[nodiscard]] Result<SomeId> id(std::string_view name) const {
    return SomeId::parse(parameter(name));
  }
  // The part of the path that stands for {name}, as it was sent; null when the path has none.
  [[nodiscard]] const std::string* named(std::string_view name) const {
    const auto found = parameters_.find(name);
    return found == parameters_.end() ? nullptr : &found->second;
  }
  // Null when it was not given.
  [[nodiscard]] const std::string* query(std::string_view name) const;
  [[nodiscard]] const boost::json::value& body() const { return body_; }
  // Empty when none was sent.
  [[nodiscard]] const std::string& last_event_id() const { return last_event_id_; }
  // As it came, for who checks a signature; null in tests of handlers.
  [[nodiscard]] const RawRequest* raw() const { return raw_; }

 private:
  [[nodiscard]] const std::string& parameter(std::string_view name) const;

  Values parameters_;
  Values query_;
  boost::json::value body_;
  std::string last_event_id_;
  const RawRequest* raw_ = nullptr;
};

}  // namespace jium::http
