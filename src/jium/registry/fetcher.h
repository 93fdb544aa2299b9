// The port through which a place is looked at. The bytes that come back are fingerprinted in memory and
// dropped; the evidence is free of content.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "jium/base/bytes.h"
#include "jium/base/clock.h"
#include "jium/registry/web_address.h"

namespace jium::registry {

// What can be said about an answer without holding anything of its content.
struct FetchEvidence {
  Instant at{};
  int status = 0;            // HTTP status of the last hop
  std::string peer;          // the IP address that answered
  std::string content_type;  // at most 100 printable ASCII characters
  std::uint64_t body_bytes = 0;
  std::string body_sha256;         // hexadecimal, empty when there was no body
  std::string certificate_sha256;  // hexadecimal of the leaf certificate, empty without TLS
  int redirects = 0;
  std::string host{};                   // that answered last, as a certificate would name it
  std::vector<std::string> resolved{};  // all addresses of that host, as this machine's name service has them
  std::string header_sha256{};          // of the last answer's header lines as they came
  std::string vantage = "plain";        // from where on the net
};

struct Fetched {
  FetchEvidence evidence;
  Bytes body;                             // media of a survivor: fingerprint it, then let it go
  std::optional<WebAddress> place{};      // of the last hop, by which the references of a page are read
  std::optional<Duration> retry_after{};  // the host asked to be left alone for so long
};

class Fetcher {
 public:
  Fetcher() = default;
  Fetcher(const Fetcher&) = delete;
  Fetcher& operator=(const Fetcher&) = delete;
  virtual ~Fetcher() = default;

  // One GET, redirects followed up to a limit, nothing else. Any HTTP status is an answer, not a fault.
  // Forbidden: the address is not a public one (or a redirect led to one that is not). Outside: no answer
  // (name, connection, TLS). Late: too slow. Malformed: larger than the limit, or not HTTP.
  [[nodiscard]] virtual Result<Fetched> fetch(const WebAddress& address) = 0;
};

// A point of the net from which places are looked at.
struct Vantage {
  std::string name;  // "plain", or as the configuration calls it
  Fetcher* fetcher = nullptr;
};

// The fake: answers by canonical address, 404 for the rest; counts looks.
class FakeFetcher final : public Fetcher {
 public:
  std::function<Result<Fetched>(const WebAddress&)> answer;
  int looks = 0;
  [[nodiscard]] Result<Fetched> fetch(const WebAddress& address) override {
    ++looks;
    return answer(address);
  }
};

}  // namespace jium::registry
