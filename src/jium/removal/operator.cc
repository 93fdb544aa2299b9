#include "jium/removal/operator.h"

#include <algorithm>

#include "jium/registry/closed_way.h"
#include "jium/registry/mail_address.h"
#include "jium/registry/web_address.h"

namespace jium::removal {
namespace {

constexpr std::size_t kMostChannels = 8;

template <class List>
bool has_double(const List& list) {
  for (auto one = list.begin(); one != list.end(); ++one) {
    if (std::find(std::next(one), list.end(), *one) != list.end()) return true;
  }
  return false;
}

Result<void> check(const Channel& channel) {
  if (channel.kind == ChannelKind::mail) {
    if (registry::is_mail_address(channel.address.reveal())) return {};
    return fault(FaultKind::malformed, "an operator needs one mail address, such as abuse@site.example");
  }
  const auto address = registry::WebAddress::parse(channel.address.reveal());
  if (address && channel.kind == ChannelKind::api) return registry::check_closed_way(*address);
  if (address) return {};
  return fault(FaultKind::malformed,
               "a form or an API has a web address, such as https://site.example/report");
}

}  // namespace

std::optional<OperatorId>& party_of(Site& site, Party party) {
  switch (party) {
    case Party::site_operator:
      return site.site_operator;
    case Party::owner:
      return site.owner;
    case Party::host:
      return site.host;
    case Party::cdn:
      return site.cdn;
    case Party::registrar:
      return site.registrar;
  }
  return site.site_operator;
}

const std::optional<OperatorId>& party_of(const Site& site, Party party) {
  return party_of(const_cast<Site&>(site), party);
}

bool is_settled(const Site& site) {
  return !site.host_changed_at;
}

const Channel* channel_of(const SiteOperator& site_operator, ChannelKind kind) {
  for (const Channel& channel : site_operator.channels) {
    if (channel.kind == kind) return &channel;
  }
  return nullptr;
}

void settle_channels(SiteOperator& site_operator) {
  if (channel_of(site_operator, ChannelKind::mail) == nullptr && !site_operator.mail.empty()) {
    site_operator.channels.insert(
        site_operator.channels.begin(),
        Channel{ChannelKind::mail, Secret<std::string>(site_operator.mail), site_operator.language});
  }
  const Channel* mail = channel_of(site_operator, ChannelKind::mail);
  site_operator.mail = mail == nullptr ? std::string() : mail->address.reveal();
}

bool is_jurisdiction(std::string_view text) {
  return text == "*" || (text.size() == 2 &&
                         std::all_of(text.begin(), text.end(), [](char c) { return c >= 'A' && c <= 'Z'; }));
}

Result<void> check(const SiteOperator& site_operator) {
  if (!registry::is_mail_name(site_operator.name)) {
    return fault(FaultKind::malformed, "an operator's name is 1 to 120 characters in one line");
  }
  if (site_operator.channels.empty() || site_operator.channels.size() > kMostChannels) {
    return fault(FaultKind::malformed,
                 "an operator needs one to eight channels, such as a mail address or the address of a form");
  }
  for (const Channel& channel : site_operator.channels) JIUM_CHECK(check(channel));
  if (has_double(site_operator.channels) || has_double(site_operator.languages))
    return fault(FaultKind::malformed, "a channel and a language are named once");
  if (!is_jurisdiction(site_operator.jurisdiction)) {
    return fault(FaultKind::malformed,
                 "a jurisdiction is two capital letters (KR, US, EU), or * when it is unknown");
  }
  return {};
}

}  // namespace jium::removal
