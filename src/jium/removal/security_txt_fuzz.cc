// Whatever a register or a site answers: what is taken out of it is an address that can be written to.
#include "jium/removal/security_txt.h"

#include <cstdlib>
#include <string>

#include "jium/base/bytes.h"
#include "jium/registry/mail_address.h"
#include "jium/registry/web_address.h"

namespace {

using namespace jium::removal;

void hold(bool promise) {
  if (!promise) std::abort();
}

void hold_usable(const jium::Result<Published>& read) {
  if (!read) return hold(read.fault().kind == jium::FaultKind::malformed);
  hold(read->contacts.size() <= kMostPublished);
  for (const PublishedContact& one : read->contacts) {
    const std::string& address = one.channel.address.reveal();
    hold(one.channel.kind == ChannelKind::mail ? jium::registry::is_mail_address(address)
                                               : jium::registry::WebAddress::parse(address).has_value());
    hold(one.name.empty() || jium::registry::is_mail_name(one.name));
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(jium::text_of({data, size}));
  hold_usable(read_security_txt(text, jium::Instant{}));
  return 0;
}
