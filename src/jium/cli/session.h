// What every command stands on: where to print, how to reach the server, how to fingerprint a file.
#pragma once

#include <boost/json.hpp>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "jium/base/result.h"
#include "jium/base/secret.h"
#include "jium/fingerprint/fingerprinter.h"

namespace jium::cli {

// Set by the global options before a command runs.
struct GlobalOptions {
  std::string server;    // empty: JIUM_SERVER, the saved session's, else http://127.0.0.1:8420
  std::string key_file;  // empty: JIUM_KEY, JIUM_KEY_FILE, else the saved session
  bool json = false;
};

class Session {
 public:
  // `fingerprinter` is asked for when a command needs one, so that the others do not wait for a sandbox.
  using MakeFingerprinter = std::function<Result<fingerprint::Fingerprinter*>()>;
  explicit Session(MakeFingerprinter make) : make_fingerprinter_(std::move(make)) {}

  GlobalOptions options;
  // Chosen by the command line; returns the exit code.
  std::function<Result<int>()> action;

  [[nodiscard]] Result<fingerprint::Fingerprinter*> fingerprinter() const { return make_fingerprinter_(); }

  // To the API: `path` after /api/v1. A change carries an idempotency key of its own and is tried again,
  // unchanged, when the connection fails or the server is busy.
  [[nodiscard]] Result<boost::json::value> get(const std::string& path) const;
  // Every page of a list, as one answer: `list` is the member that holds it.
  [[nodiscard]] Result<boost::json::value> get_all(const std::string& path, std::string_view list) const;
  [[nodiscard]] Result<boost::json::value> post(const std::string& path,
                                                const boost::json::value& body) const;

  // One JSON document, or what `print` writes for people.
  void show(const boost::json::value& answer,
            const std::function<void(const boost::json::value&)>& print) const;
  void show_fault(const Fault& fault) const;

 private:
  MakeFingerprinter make_fingerprinter_;
};

// A JSON member as text; "-" for null. For printing only.
[[nodiscard]] std::string text_at(const boost::json::value& object, std::string_view member);

}  // namespace jium::cli
