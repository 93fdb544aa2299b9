#include "jium/removal/contact_source.h"

#include <algorithm>

#include "jium/registry/mail_address.h"
#include "jium/registry/web_address.h"

namespace jium::removal {

void add_contact(Published& published, PublishedContact contact) {
  const std::string& address = contact.channel.address.reveal();
  const bool usable = contact.channel.kind == ChannelKind::mail
                          ? registry::is_mail_address(address)
                          : address.size() <= 2000 && registry::WebAddress::parse(address).has_value();
  if (!usable || published.contacts.size() >= kMostPublished) return;
  if (!registry::is_mail_name(contact.name)) contact.name.clear();
  const bool known = std::any_of(published.contacts.begin(), published.contacts.end(), [&](const auto& one) {
    return one.party == contact.party && one.channel.address == contact.channel.address;
  });
  if (!known) published.contacts.push_back(std::move(contact));
}

}  // namespace jium::removal
