// A person of a centre with a phone of their own, on which oathtool stands for the authenticator app: comes
// in by an invitation, signs in, proves anew who they are.
#pragma once

#include <filesystem>
#include <string>

#include "peers/jium_process.h"

namespace jium::story {

class Someone {
 public:
  // `folder` is theirs alone; `jium` the program that they type, `server` the one that they ask.
  Someone(std::filesystem::path folder, std::filesystem::path jium, std::string server);

  [[nodiscard]] peers::CommandLine line() const;
  // Each code counts once: those of the step before, of now and of the one after make three without waiting.
  [[nodiscard]] std::string code(int steps_later) const;
  void join(const std::string& link);
  void sign_in();
  // Footage of this case is registered, and seen at an address; by fingerprints alone. The sighting.
  [[nodiscard]] std::string sees(const std::string& the_case, const std::string& address) const;
  // Within a session that has stepped up: another passphrase and another secret for codes; then in anew by
  // these.
  void change_proofs();
  [[nodiscard]] const std::string& id() const { return id_; }

 private:
  std::filesystem::path folder_, jium_;
  std::string server_, secret_, id_;
};

// The code of the step before is too old once this step ends: leave it some seconds.
void leave_some_of_this_step();

}  // namespace jium::story
