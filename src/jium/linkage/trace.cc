#include "jium/linkage/trace.h"

#include <algorithm>
#include <array>
#include <optional>

#include "jium/casework/resident_number.h"
#include "jium/linkage/common_traces.h"
#include "jium/linkage/payment_address.h"
#include "jium/linkage/trace_text.h"
#include "jium/registry/web_address.h"

namespace jium::linkage {

namespace {

constexpr std::size_t kShortestName = 3, kShortestLooseName = 6, kShortestFile = 4, kShortestPhrase = 8;
constexpr std::size_t kLongestPhone = 15, kShortestPhone = 8;  // ITU-T E.164; no shorter number is a person's

Fault malformed(std::string what) {
  return fault(FaultKind::malformed, std::move(what));
}

bool begins_with(std::string_view text, std::string_view what) {
  return text.substr(0, what.size()) == what;
}

// The services that have several names; all others go by their host.
struct Service {
  std::string_view host;  // and the path before the name, where there is one
  std::string_view name;
};
constexpr std::array<Service, 18> kServices{{{"t.me", "telegram"},
                                             {"telegram.me", "telegram"},
                                             {"telegram.dog", "telegram"},
                                             {"discord.gg", "discord"},
                                             {"discord.com/invite", "discord"},
                                             {"discordapp.com/invite", "discord"},
                                             {"open.kakao.com/o", "kakao-open"},
                                             {"open.kakao.com/me", "kakao-open"},
                                             {"pf.kakao.com", "kakao"},
                                             {"line.me/ti/p", "line"},
                                             {"line.me/r/ti/p", "line"},
                                             {"twitter.com", "x"},
                                             {"mobile.twitter.com", "x"},
                                             {"x.com", "x"},
                                             {"instagram.com", "instagram"},
                                             {"tiktok.com", "tiktok"},
                                             {"facebook.com", "facebook"},
                                             {"youtube.com", "youtube"}}};
constexpr std::array<std::pair<std::string_view, std::string_view>, 8> kSpokenServices{
    {{"텔레그램", "telegram"},
     {"텔레", "telegram"},
     {"카카오톡", "kakao"},
     {"카톡", "kakao"},
     {"kakaotalk", "kakao"},
     {"라인", "line"},
     {"디스코드", "discord"},
     {"twitter", "x"}}};

std::string_view without(std::string_view text, std::string_view prefix) {
  return begins_with(text, prefix) ? text.substr(prefix.size()) : text;
}

std::string lowered(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

std::string trimmed(std::string_view text) {
  constexpr std::string_view kBlanks = " \t\r\n";
  const auto first = text.find_first_not_of(kBlanks);
  if (first == std::string_view::npos) return {};
  return std::string(text.substr(first, text.find_last_not_of(kBlanks) - first + 1));
}

struct Named {
  std::string service;  // empty: not said
  std::string name;
  bool is_code = false;  // an invitation: upper and lower case differ
};

// What stands behind an '@' or a name's '/': one word, folded.
Result<std::string> one_name(std::string_view text) {
  JIUM_TRY(std::string name, folded(text));
  while (begins_with(name, "@") || begins_with(name, " ")) name.erase(0, 1);
  if (name.find_first_of("/:@?#\\") != std::string::npos)
    return malformed(
        "a name holds none of / : @ ? #: give it by itself, or the whole address of the account");
  if (characters_of(name) < kShortestName)
    return malformed("a name of fewer than three letters tells nobody apart");
  return name;
}

// An invitation's code, in its own case: Telegram's begin with a plus or stand behind joinchat/.
Result<std::string> one_code(std::string_view text) {
  const bool fits = !text.empty() && text.size() <= 128 && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '_';
  });
  if (!fits || text.size() < kShortestName) return malformed("this is no invitation: copy it again");
  return std::string(text);
}

bool has_codes(std::string_view service) {
  return service == "discord" || service == "kakao-open";
}

Result<Named> named(std::string service, std::string_view rest) {
  rest = rest.substr(0, rest.find_first_of("?#"));
  while (!rest.empty() && rest.back() == '/') rest.remove_suffix(1);
  const bool invitation = service == "telegram" && (begins_with(rest, "+") || begins_with(rest, "joinchat/"));
  if (invitation) {
    JIUM_TRY(std::string code, one_code(rest.substr(rest.front() == '+' ? 1 : 9)));
    return Named{std::move(service), "+" + code, true};
  }
  if (service == "telegram") rest = without(rest, "s/");  // the page of a channel on the web
  if (has_codes(service)) {
    JIUM_TRY(std::string code, one_code(rest));
    return Named{std::move(service), std::move(code), true};
  }
  rest = rest.substr(0, rest.find('/'));  // a message within a channel is not the channel
  JIUM_TRY(std::string name, one_name(rest));
  return Named{std::move(service), std::move(name), false};
}

std::optional<std::pair<std::string, std::string_view>> known_service(std::string_view host_and_path) {
  for (const Service& service : kServices) {
    if (lowered(host_and_path.substr(0, service.host.size())) == service.host &&
        host_and_path.substr(service.host.size(), 1) == "/")
      return std::pair{std::string(service.name), host_and_path.substr(service.host.size() + 1)};
  }
  return std::nullopt;
}

bool names_a_service(std::string_view word) {
  return std::all_of(word.begin(), word.end(), [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || c == '-' || c == '.';
  });
}

// "https://t.me/name", "t.me/name", "telegram:name", "@name" (of no service).
Result<Named> read_named(std::string_view text) {
  const std::string plain = trimmed(text);
  std::string_view rest = plain;
  for (const std::string_view scheme : {"https://", "http://"}) {
    if (lowered(rest.substr(0, scheme.size())) == scheme) rest.remove_prefix(scheme.size());
  }
  if (lowered(rest.substr(0, 4)) == "www.") rest.remove_prefix(4);
  if (auto known = known_service(rest)) return named(std::move(known->first), known->second);
  const auto colon = rest.find(':'), slash = rest.find('/');
  if (colon != std::string_view::npos && colon < slash) {
    JIUM_TRY(std::string service, folded(rest.substr(0, colon)));
    for (const auto& [spoken, name] : kSpokenServices) {
      if (service == spoken) service = name;
    }
    if (!names_a_service(service))
      return malformed("before the colon stands the service's name, as in telegram:name");
    return named(std::move(service), trimmed(rest.substr(colon + 1)));
  }
  if (slash != std::string_view::npos) {
    JIUM_TRY(const auto address, registry::WebAddress::parse("https://" + std::string(rest)));
    const std::string site = address.site_name();
    // A word without a point is a spoken name, which stands before a colon.
    if (!names_a_service(site) || site.find('.') == std::string::npos)
      return malformed("an account's address begins with its site, as in site.example/name");
    return named(site, rest.substr(slash + 1));
  }
  JIUM_TRY(std::string name, one_name(rest));
  return Named{{}, std::move(name), false};
}

Result<std::string> channel_word(std::string_view text) {
  JIUM_TRY(const Named read, read_named(text));
  if (read.service.empty())
    return malformed("a channel needs its service: telegram:name, or the address of the invitation");
  return read.service + ':' + read.name;
}

Result<std::string> handle_word(std::string_view text) {
  JIUM_TRY(const Named read, read_named(text));
  return read.service.empty() ? "@" + read.name : read.service + ':' + read.name;
}

Result<std::string> account_word(std::string_view text) {
  return one_name(text);
}

Result<std::string> site_account_word(std::string_view text) {
  std::string plain = trimmed(text);
  if (plain.find("://") == std::string::npos) plain = "https://" + plain;
  JIUM_TRY(const auto address, registry::WebAddress::parse(plain));
  // Of the text as it was given: names in other scripts stand there as an officer reads them.
  std::string_view path = std::string_view(plain).substr(plain.find("://") + 3);
  path = path.substr(0, path.find_first_of("?#"));
  while (!path.empty() && path.back() == '/') path.remove_suffix(1);
  const auto slash = path.rfind('/');
  if (slash == std::string_view::npos) return malformed("an account at a site is written site.example/name");
  JIUM_TRY(const std::string name, one_name(path.substr(slash + 1)));
  return address.site_name() + '/' + name;
}

// Digits of any script have become ASCII by folding.
Result<std::string> phone_word(std::string_view text) {
  JIUM_TRY(const std::string plain, folded(text));
  std::string digits;
  bool plus = false;
  for (std::size_t at = 0; at < plain.size(); ++at) {
    const char c = plain[at];
    if (c == '+' && digits.empty()) {
      plus = true;
    } else if (plus && plain.compare(at, 3, "(0)") == 0) {
      at += 2;  // a trunk 0 that is left out from abroad
    } else if (c >= '0' && c <= '9') {
      digits += c;
    } else if (std::string_view(" -.()/").find(c) == std::string_view::npos &&
               static_cast<unsigned char>(c) < 0x80) {
      return malformed("a telephone number has digits, and a + before a country's number");
    } else if (static_cast<unsigned char>(c) >= 0x80 && plain.compare(at, 3, "\xE2\x80\x90") != 0 &&
               plain.compare(at, 3, "\xE2\x80\x93") != 0) {
      return malformed("a telephone number has digits, and a + before a country's number");
    } else if (static_cast<unsigned char>(c) >= 0x80) {
      at += 2;  // a dash of another kind
    }
  }
  if (!plus) {
    // Korean access codes for calls abroad, longest first; then the trunk 0; a number that begins with 82 has
    // the country's number already.
    std::string national = digits;
    for (const std::string_view access : {"00700", "001", "002", "00"}) {
      if (begins_with(digits, access)) {
        national.erase(0, access.size());
        plus = true;
        break;
      }
    }
    if (!plus && begins_with(national, "0")) {
      national = "82" + national.substr(1);
      plus = true;
    }
    if (!plus && !(begins_with(national, "82") && national.size() >= 11))
      return malformed("give the number with its area (010-…) or with its country (+82 …)");
    digits = national;
  }
  if (begins_with(digits, "820")) digits.erase(2, 1);  // +82 010-…: both were written
  if (digits.size() < kShortestPhone || digits.size() > kLongestPhone || digits.front() == '0')
    return malformed("a telephone number has 8 to 15 digits with its country's");
  return "+" + digits;
}

Result<std::string> payment_word(std::string_view text) {
  JIUM_TRY(const auto address, read_payment_address(text));
  return std::string(to_text(address.chain)) + ':' + address.text;
}

constexpr std::array<std::string_view, 24> kExtensions{
    ".mp4", ".avi",  ".mov", ".mkv", ".webm", ".wmv",  ".flv",  ".m4v", ".3gp", ".ts",  ".mpg", ".mpeg",
    ".jpg", ".jpeg", ".png", ".gif", ".webp", ".heic", ".avif", ".bmp", ".zip", ".rar", ".7z",  ".torrent"};

Result<std::string> file_word(std::string_view text) {
  JIUM_TRY(std::string name, folded(text));
  if (const auto slash = name.find_last_of("/\\"); slash != std::string::npos) name.erase(0, slash + 1);
  // Until nothing more falls off: a point at the end may hide an extension.
  for (std::string before; before != name;) {
    before = name;
    for (const std::string_view extension : kExtensions) {
      if (name.size() > extension.size() && name.ends_with(extension))
        name.erase(name.size() - extension.size());
    }
    while (!name.empty() && (name.back() == ' ' || name.back() == '.')) name.pop_back();
    while (!name.empty() && name.front() == ' ') name.erase(0, 1);
  }
  if (characters_of(name) < kShortestFile)
    return malformed("a file's name of fewer than four letters says nothing");
  return name;
}

Result<std::string> phrase_word(std::string_view text) {
  JIUM_TRY(const std::string plain, folded(text));
  std::string words = words_of(plain);
  if (characters_of(words) < kShortestPhrase)
    return malformed("a phrase needs at least eight letters that nobody else would write");
  return words;
}

Result<std::string> word_of(TraceKind kind, std::string_view text) {
  switch (kind) {
    case TraceKind::account_name:
      return account_word(text);
    case TraceKind::channel:
      return channel_word(text);
    case TraceKind::handle:
      return handle_word(text);
    case TraceKind::phone:
      return phone_word(text);
    case TraceKind::payment_address:
      return payment_word(text);
    case TraceKind::site_account:
      return site_account_word(text);
    case TraceKind::file_name:
      return file_word(text);
    case TraceKind::phrase:
      return phrase_word(text);
  }
  return fault(FaultKind::internal, "a trace of no kind");
}

// "001-kim-02" -> "#-kim-#"
std::string pattern_of(std::string_view name) {
  std::string out;
  for (const char c : name) {
    const bool digit = c >= '0' && c <= '9';
    if (!digit) out += c;
    if (digit && (out.empty() || out.back() != '#')) out += '#';
  }
  return out;
}

// The name in a trace that has one, without its place; empty for an invitation's code.
std::string name_in(const NormalTrace& trace) {
  switch (trace.kind) {
    case TraceKind::account_name:
      return trace.word;
    case TraceKind::site_account:
      return trace.word.substr(trace.word.rfind('/') + 1);
    case TraceKind::channel:
    case TraceKind::handle: {
      if (trace.word.front() == '@') return trace.word.substr(1);
      const auto colon = trace.word.find(':');
      if (has_codes(std::string_view(trace.word).substr(0, colon)) || trace.word.compare(colon, 2, ":+") == 0)
        return {};
      return trace.word.substr(colon + 1);
    }
    default:
      return {};
  }
}

std::string input_of(std::string_view space, Closeness closeness, std::string_view word) {
  return "jium trace 1\n" + std::string(space) + '\n' + std::string(to_text(closeness)) + '\n' +
         std::string(word);
}

bool is_common_name(const std::string& name) {
  const auto& common = CommonTraces::built_in();
  return common.has("name", name);
}

}  // namespace

Result<NormalTrace> normalise(TraceKind kind, std::string_view text) {
  const bool number = kind == TraceKind::phone || kind == TraceKind::payment_address;
  if (!number && casework::holds_resident_number(text))
    return malformed("this looks like a resident registration number, which is never recorded");
  // Until the word reads as itself: two centres that write one thing in two ways must come to one token.
  constexpr int kMostReadings = 4;
  std::string word(text);
  for (int readings = 0; readings < kMostReadings; ++readings) {
    JIUM_TRY(std::string read, word_of(kind, word));
    if (readings > 0 && read == word) return NormalTrace{kind, std::move(word)};
    word = std::move(read);
  }
  return malformed("this cannot be read in one way: leave out what does not belong to it");
}

bool is_common(const NormalTrace& trace) {
  if (trace.kind == TraceKind::file_name) return CommonTraces::built_in().has("file", pattern_of(trace.word));
  // A channel is known by its service as well: two rooms of one common name at one service are one room.
  if (trace.kind == TraceKind::channel) return false;
  return is_common_name(name_in(trace));
}

std::vector<TraceKey> keys_of(const NormalTrace& trace) {
  if (is_common(trace)) return {};
  std::vector<TraceKey> keys{{Closeness::exact, input_of(to_text(trace.kind), Closeness::exact, trace.word)}};
  const auto add = [&](std::string_view space, Closeness closeness, const std::string& word) {
    if (word.size() >= kShortestLooseName) keys.push_back({closeness, input_of(space, closeness, word)});
  };
  if (trace.kind == TraceKind::file_name) {
    const std::string pattern = pattern_of(trace.word);
    if (pattern != "#") add("file", Closeness::spelling, spelling_of(pattern));
  }
  if (trace.kind == TraceKind::phrase) {
    std::string joined = trace.word;
    std::erase(joined, ' ');
    add("phrase", Closeness::spelling, joined);
  }
  const std::string name = name_in(trace);
  if (!name.empty() && !is_common_name(name)) {
    add("name", Closeness::spelling, spelling_of(name));
    add("name", Closeness::sound, sound_of(name));
  }
  return keys;
}

}  // namespace jium::linkage
