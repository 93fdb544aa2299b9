// Where the server is and who we are: options, then environment, then the session saved by `jium sign-in`.
#pragma once

#include <string>

#include "jium/base/result.h"
#include "jium/base/secret.h"

namespace jium::cli {

struct GlobalOptions;

struct Credentials {
  std::string server;                  // http://host:port
  Secret<std::string> secret;          // may be empty: the server will say that a key is needed
  Secret<std::string> signing_seed{};  // hexadecimal; empty: requests go unsigned
};

[[nodiscard]] Result<Credentials> find_credentials(const GlobalOptions& options);
[[nodiscard]] std::string find_server(const GlobalOptions& options);

// A new file of mode 0600 for a secret, made before the secret is asked for, so that none is lost for want of
// a place to put it.
class SecretFile {
 public:
  // Conflict when something of that name is there: neither an older key nor what a link points at is
  // overwritten. A file into which nothing was written goes again.
  [[nodiscard]] static Result<SecretFile> make(const std::string& path);
  SecretFile(SecretFile&& other) noexcept;
  SecretFile& operator=(SecretFile&&) = delete;
  ~SecretFile();
  [[nodiscard]] Result<void> write(const Secret<std::string>& secret);

 private:
  SecretFile(std::string path, int descriptor) : path_(std::move(path)), descriptor_(descriptor) {}
  std::string path_;  // empty once a secret stands in it
  int descriptor_;
};

[[nodiscard]] Result<void> save_session(const Credentials& credentials);
void forget_session();

}  // namespace jium::cli
