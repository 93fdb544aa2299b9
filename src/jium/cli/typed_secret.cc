#include "jium/cli/typed_secret.h"

#include <fcntl.h>
#include <termios.h>
#include <unistd.h>

#include <cstdlib>

#include "jium/base/text_file.h"

namespace jium::cli {
namespace {

// The terminal that the command was typed at, whatever its input and output are.
class Terminal {
 public:
  Terminal() : descriptor_(::open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY)) {}
  Terminal(const Terminal&) = delete;
  Terminal& operator=(const Terminal&) = delete;
  ~Terminal() {
    if (descriptor_ >= 0) ::close(descriptor_);
  }
  [[nodiscard]] bool there() const { return descriptor_ >= 0; }

  [[nodiscard]] std::string ask(const std::string& question, bool echo) const {
    say(question);
    termios before{};
    const bool quiet = !echo && ::tcgetattr(descriptor_, &before) == 0;
    if (quiet) {
      termios silent = before;
      silent.c_lflag &= ~static_cast<tcflag_t>(ECHO);
      ::tcsetattr(descriptor_, TCSAFLUSH, &silent);
    }
    std::string line = read_line();
    if (quiet) {
      ::tcsetattr(descriptor_, TCSAFLUSH, &before);
      say("\n");
    }
    return line;
  }

 private:
  void say(const std::string& text) const {
    if (::write(descriptor_, text.data(), text.size()) < 0) return;
  }
  [[nodiscard]] std::string read_line() const {
    std::string line;
    char one = 0;
    while (::read(descriptor_, &one, 1) == 1 && one != '\n') line += one;
    return line;
  }

  int descriptor_;
};

Fault no_terminal(std::string_view instead) {
  return fault(FaultKind::malformed, "there is no terminal to ask at: give " + std::string(instead));
}

Result<Secret<std::string>> secret_line(const std::string& path) {
  JIUM_TRY(std::string text, read_text_file(path));
  while (text.ends_with('\n')) text.pop_back();
  return Secret<std::string>(std::move(text));
}

}  // namespace

Result<Secret<std::string>> ask_passphrase(const std::string& file, bool is_new) {
  const char* named = std::getenv("JIUM_PASSPHRASE_FILE");
  const std::string path = !file.empty() ? file : named == nullptr ? "" : named;
  if (!path.empty()) return secret_line(path);
  const Terminal terminal;
  if (!terminal.there()) return no_terminal("--passphrase-file or JIUM_PASSPHRASE_FILE");
  std::string typed =
      terminal.ask(is_new ? "new passphrase, at least 15 characters: " : "passphrase: ", false);
  if (is_new && terminal.ask("the same again: ", false) != typed)
    return fault(FaultKind::malformed, "the two passphrases differ: nothing was changed, try again");
  return Secret<std::string>(std::move(typed));
}

Result<Secret<std::string>> ask_pin(const std::string& file) {
  if (!file.empty()) return secret_line(file);
  const Terminal terminal;
  if (!terminal.there()) return no_terminal("--pin-file");
  return Secret<std::string>(terminal.ask("PIN of the security key: ", false));
}

Result<std::string> ask_code(const std::string& given) {
  if (!given.empty()) return given;
  const Terminal terminal;
  if (!terminal.there()) return no_terminal("--code");
  return terminal.ask("code of your authenticator app: ", true);
}

}  // namespace jium::cli
