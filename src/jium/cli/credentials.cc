#include "jium/cli/credentials.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <boost/json.hpp>
#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <utility>

#include "jium/base/text_file.h"
#include "jium/cli/session.h"

namespace jium::cli {
namespace {

constexpr const char* kDefaultServer = "http://127.0.0.1:8420";

std::string environment(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

std::string session_path() {
  const std::string config = environment("XDG_CONFIG_HOME");
  return (config.empty() ? environment("HOME") + "/.config" : config) + "/jium/session.json";
}

// Before it stands in a header: a file that was named by mistake (an address book, a private key) goes
// nowhere, and no byte of it can become another header.
Result<Secret<std::string>> checked_key(std::string text, std::string_view from) {
  const auto is_of_a_key = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
  };
  const bool shaped = text.size() >= 8 && text.size() <= 200 && std::ranges::all_of(text, is_of_a_key);
  if (shaped) return Secret<std::string>(std::move(text));
  return fault(FaultKind::malformed,
               std::string(from) + " does not hold a key: it is one word such as jium_...");
}

// An unreadable or foreign session file is as good as none.
Credentials saved_session() {
  const auto text = read_text_file(session_path());
  if (!text) return {};
  boost::json::error_code failed;
  const boost::json::value saved = boost::json::parse(*text, failed);
  if (failed || !saved.is_object()) return {};
  const auto member = [&](const char* name) { return text_at(saved, name); };
  return {member("server"), Secret<std::string>(member("session"))};
}

std::string trimmed_server(std::string server) {
  while (server.ends_with('/')) server.pop_back();
  return server;
}

}  // namespace

std::string find_server(const GlobalOptions& options) {
  if (!options.server.empty()) return trimmed_server(options.server);
  if (const std::string named = environment("JIUM_SERVER"); !named.empty()) return trimmed_server(named);
  if (const std::string saved = saved_session().server; !saved.empty()) return saved;
  return kDefaultServer;
}

Result<Credentials> find_credentials(const GlobalOptions& options) {
  Credentials credentials{find_server(options), {}};
  if (const std::string path = environment("JIUM_SIGNING_KEY_FILE"); !path.empty()) {
    JIUM_TRY(std::string seed, read_word_file(path));
    credentials.signing_seed = Secret<std::string>(std::move(seed));
  }
  if (const std::string key = environment("JIUM_KEY"); options.key_file.empty() && !key.empty()) {
    JIUM_TRY(credentials.secret, checked_key(key, "JIUM_KEY"));
    return credentials;
  }
  const std::string path = options.key_file.empty() ? environment("JIUM_KEY_FILE") : options.key_file;
  if (!path.empty()) {
    JIUM_TRY(std::string secret, read_word_file(path));
    JIUM_TRY(credentials.secret, checked_key(std::move(secret), path));
    return credentials;
  }
  // A session is for the server that gave it and is shown to no other.
  const Credentials saved = saved_session();
  if (saved.server == credentials.server) credentials.secret = saved.secret;
  return credentials;
}

SecretFile::SecretFile(SecretFile&& other) noexcept
    : path_(std::exchange(other.path_, {})), descriptor_(std::exchange(other.descriptor_, -1)) {}

SecretFile::~SecretFile() {
  if (descriptor_ < 0) return;
  ::close(descriptor_);
  if (!path_.empty()) ::unlink(path_.c_str());
}

Result<SecretFile> SecretFile::make(const std::string& path) {
  const int descriptor = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
  if (descriptor >= 0) return SecretFile(path, descriptor);
  if (errno == EEXIST)
    return fault(FaultKind::conflict, path + " is there already: name another file, nothing is overwritten");
  return fault(FaultKind::outside, path + " cannot be made: check that its folder is there and yours");
}

Result<void> SecretFile::write(const Secret<std::string>& secret) {
  const std::string text = secret.reveal() + "\n";
  if (::write(descriptor_, text.data(), text.size()) != static_cast<ssize_t>(text.size())) {
    return fault(FaultKind::outside, "the file for the secret cannot be written: check the disk");
  }
  path_.clear();
  return {};
}

Result<void> save_session(const Credentials& credentials) {
  const std::string path = session_path();
  std::error_code failed;
  std::filesystem::create_directories(std::filesystem::path(path).parent_path(), failed);
  if (failed)
    return fault(FaultKind::outside,
                 "the folder for the session cannot be made: set XDG_CONFIG_HOME to one that can");
  const boost::json::value saved = {{"server", credentials.server}, {"session", credentials.secret.reveal()}};
  std::filesystem::remove(path, failed);
  JIUM_TRY(SecretFile file, SecretFile::make(path));
  return file.write(Secret<std::string>(boost::json::serialize(saved)));
}

void forget_session() {
  std::error_code ignored;
  std::filesystem::remove(session_path(), ignored);
}

}  // namespace jium::cli
