// A port: an authenticator that is plugged into this machine (a security key; FIDO2, CTAP 2.1), and the
// person who touches it. What it signs is for one site, whose name goes into the signature, and proves that
// the person was there and was verified, by a PIN or a finger.
#pragma once

#include <string>

#include "jium/base/bytes.h"
#include "jium/base/result.h"
#include "jium/desk/web_authn.h"

namespace jium::cli {

// As the authenticator shows it when it holds several.
struct PasskeyOwner {
  std::string id;    // U-...
  std::string name;  // of the account, never of the person: it is written into the device
};

class Authenticator {
 public:
  Authenticator() = default;
  Authenticator(const Authenticator&) = delete;
  Authenticator& operator=(const Authenticator&) = delete;
  virtual ~Authenticator() = default;

  // A new passkey for the site, kept in the device: what WebAuthn calls authenticator data (section 6.1),
  // with the credential in it. Outside: no device, or not the right one; Forbidden: the person did not
  // confirm.
  [[nodiscard]] virtual Result<Bytes> make_passkey(const std::string& rp_id, const PasskeyOwner& owner,
                                                   const Bytes& client_data) = 0;
  // By the passkey that the device holds for the site. Missing: it holds none.
  [[nodiscard]] virtual Result<desk::Assertion> sign(const std::string& rp_id, const Bytes& client_data) = 0;
};

}  // namespace jium::cli
