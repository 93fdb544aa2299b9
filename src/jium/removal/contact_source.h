// What a place publishes about whom to write to, and the port through which it is read. Three sources: public
// registers, of which whoever is registered there learns nothing, and a file on the site itself, which
// whoever runs it can see being fetched:
//   - RDAP (RFC 9082, RFC 9083) about the name and about the address that answers for it;
//   - WHOIS (RFC 3912) about the name, where there is no RDAP yet;
//   - /.well-known/security.txt on the site (RFC 9116).
// What is read is a suggestion: an officer takes it into the directory or declines it, and nobody is written
// to by itself. All texts are strangers': every parser is strict about size, forgiving about form, and takes
// out mail addresses, web addresses and names of one line, nothing else.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "jium/removal/operator.h"

namespace jium::removal {

enum class SourceKind { rdap_domain, rdap_network, whois, security_txt };
BOOST_DESCRIBE_ENUM(SourceKind, rdap_domain, rdap_network, whois, security_txt)

// An address to write to, and for which party of the site it speaks.
struct PublishedContact {
  Party party = Party::site_operator;
  Channel channel;
  std::string name;  // of that party; empty when it is not said
  friend bool operator==(const PublishedContact&, const PublishedContact&) = default;
};

struct Published {
  std::vector<PublishedContact> contacts;  // each once, at most kMostPublished
  std::string network;                     // the holder of the network, of RDAP about an address
};
inline constexpr std::size_t kMostPublished = 16;
inline constexpr std::size_t kLongestSource = std::size_t{256} << 10;  // bytes of an answer that are read

// Adds it, unless it is there, there are enough, or its address or name cannot be used: a name that is no
// name of one line is left away, an address that is no address leaves the contact away.
void add_contact(Published& published, PublishedContact contact);

class ContactSource {
 public:
  ContactSource() = default;
  ContactSource(const ContactSource&) = delete;
  ContactSource& operator=(const ContactSource&) = delete;
  virtual ~ContactSource() = default;

  // The text that the source has about `subject`: a site's name, or for rdap_network an IP address. Missing:
  // it has nothing. Else the faults of registry::Fetcher.
  [[nodiscard]] virtual Result<std::string> ask(SourceKind kind, const std::string& subject) = 0;
};

// The fake: Missing unless the test says otherwise; keeps what was asked.
class FakeContactSource final : public ContactSource {
 public:
  std::function<Result<std::string>(SourceKind, const std::string&)> answer;
  std::vector<std::pair<SourceKind, std::string>> asked;
  [[nodiscard]] Result<std::string> ask(SourceKind kind, const std::string& subject) override {
    asked.emplace_back(kind, subject);
    if (answer) return answer(kind, subject);
    return fault(FaultKind::missing, "this source says nothing");
  }
};

}  // namespace jium::removal
