// A passkey's part of joining, signing in, stepping up and adding one more, as a browser would play it (W3C
// Web Authentication Level 2, sections 5.1.3, 5.1.4 and 5.8.1): what the server asks is said to be for which
// site, an authenticator signs it, and the answer is put into words for the API.
//
// A browser protects from phishing by looking where it really is. Here that is the address of the server that
// the person named: a task for another site is refused, unless the person says by --origin under which one
// the server is known to browsers (a tunnel, another name within the house).
#pragma once

#include <boost/json.hpp>
#include <string>

#include "jium/cli/authenticator.h"

namespace jium::cli {

struct PasskeyPlace {
  std::string server;  // http://host:port, as the person named it
  std::string origin;  // as the person said; empty: by the server's address
};

// The site that a task may be for. Malformed: the place is no site that passkeys can be bound to. Forbidden:
// the server's task (its rp_id) is for another.
[[nodiscard]] Result<desk::RelyingParty> party_of(const PasskeyPlace& place, const std::string& rp_id);

// `task` is the server's answer to a /begin; gives the body of what follows it: client_data and
// authenticator_data, for an assertion credential and signature too.
[[nodiscard]] Result<boost::json::object> register_passkey(Authenticator& authenticator,
                                                           const PasskeyPlace& place,
                                                           const boost::json::value& task,
                                                           const PasskeyOwner& owner);
[[nodiscard]] Result<boost::json::object> assert_passkey(Authenticator& authenticator,
                                                         const PasskeyPlace& place,
                                                         const boost::json::value& task);

}  // namespace jium::cli
