// Reads what registers and sites publish about whom to write to (removal/contact_source.h). RDAP and
// security.txt go through the fetcher and all of its rules (fetch.h); a WHOIS register is asked over a socket
// of its own, whose address is admitted and judged in the same way, twice.
//
// What leaves the house is the name of a site, or the address that answered for it, to a public register;
// never a path, and nothing about why. Only an officer's wish makes it leave (desk/discover_contacts.h).
#pragma once

#include <memory>
#include <string>

#include "jium/outside/fetch.h"
#include "jium/removal/contact_source.h"

namespace jium::outside {

struct ContactLookupSettings {
  // Answers "BASE/domain/NAME" and "BASE/ip/ADDRESS" (RFC 9082), or leads on to who does. rdap.org knows the
  // registers by IANA's lists (RFC 9224). Empty: RDAP is not asked.
  std::string rdap = "https://rdap.org/";
  // host or host:port; whoever it refers to is asked next, once. Empty: WHOIS is not asked.
  std::string whois = "whois.iana.org";
};

// `fetch` as for looking at places; bodies are cut to what a register may say.
[[nodiscard]] std::unique_ptr<removal::ContactSource> make_contact_lookup(
    const ContactLookupSettings& settings, const FetchSettings& fetch, const Clock& clock);

}  // namespace jium::outside
