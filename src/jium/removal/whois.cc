#include "jium/removal/whois.h"

#include <algorithm>
#include <cctype>
#include <optional>

#include "jium/registry/mail_address.h"

namespace jium::removal {
namespace {

std::string_view trimmed(std::string_view text) {
  const auto is_blank = [](char c) { return c == ' ' || c == '\t' || c == '\r'; };
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  return text;
}

std::string lowered(std::string_view text) {
  std::string lower(text);
  std::transform(lower.begin(), lower.end(), lower.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return lower;
}

struct Line {
  std::string key;  // in lower case
  std::string value;
};

template <class Visit>
void each_line(std::string_view text, Visit visit) {
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    const std::string_view line = trimmed(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
    const auto colon = line.find(':');
    if (colon == std::string_view::npos) {
      visit(Line{"", std::string(line)});
    } else {
      visit(Line{lowered(trimmed(line.substr(0, colon))), std::string(trimmed(line.substr(colon + 1)))});
    }
  }
}

bool is_word(char c) {
  return c != ' ' && c != '\t' && c != '\'' && c != '"' && c != '<' && c != '>' && c != ',' && c != ';' &&
         c != '(' && c != ')';
}

// The first mail address among the words of a text.
std::optional<std::string> mail_in(std::string_view text) {
  while (!text.empty()) {
    const auto begin = std::find_if(text.begin(), text.end(), is_word);
    const auto end = std::find_if_not(begin, text.end(), is_word);
    const std::string_view word(begin, end);
    if (registry::is_mail_address(word)) return std::string(word);
    text = std::string_view(end, text.end());
  }
  return std::nullopt;
}

// Whom an abuse line speaks for: the registrar where it says so, else whoever holds the network.
Party party_of(const std::string& key) {
  return key.find("registrar") != std::string::npos ? Party::registrar : Party::host;
}

bool is_host_name(std::string_view text) {
  return !text.empty() && text.size() <= 253 && text.find('.') != std::string_view::npos &&
         std::all_of(text.begin(), text.end(),
                     [](unsigned char c) { return std::isalnum(c) != 0 || c == '.' || c == '-'; });
}

}  // namespace

Result<Published> read_whois(std::string_view text) {
  if (text.size() > kLongestSource) return fault(FaultKind::malformed, "the register's answer is too long");
  Published published;
  std::string registrar;
  each_line(text, [&](const Line& line) {
    if (registrar.empty() && (line.key == "registrar" || line.key == "registrar name"))
      registrar = line.value;
  });
  each_line(text, [&](const Line& line) {
    // RIPE: % Abuse contact for '192.0.2.0 - 192.0.2.255' is 'abuse@host.example'
    const bool is_remark = (line.key.empty() || line.key.front() == '%') &&
                           lowered(line.key + ' ' + line.value).find("abuse contact") != std::string::npos;
    if (!is_remark && line.key.find("abuse") == std::string::npos) return;
    const auto mail = mail_in(line.value);
    if (!mail) return;
    const Party party = party_of(line.key);
    add_contact(published, {party,
                            {ChannelKind::mail, Secret<std::string>(*mail), Language::en},
                            party == Party::registrar ? registrar : std::string()});
  });
  return published;
}

std::string whois_referral(std::string_view text) {
  std::string referral;
  if (text.size() > kLongestSource) return referral;
  each_line(text, [&](const Line& line) {
    const bool refers = line.key == "refer" || line.key == "registrar whois server" || line.key == "whois";
    if (referral.empty() && refers && is_host_name(line.value)) referral = lowered(line.value);
  });
  return referral;
}

}  // namespace jium::removal
