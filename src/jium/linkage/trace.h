// Traces: what an offender leaves beside the footage, by which two cases at two centres can be known to
// belong together. An officer records one with where it comes from and how sure they are; it is brought into
// one form here, on the officer's machine, and only blinded keys of it travel (oblivious.h).
//
//   account_name     a name whose place is not known
//   channel          a room or an invitation: "t.me/+AbC", "telegram:name", "discord.gg/abc"
//   handle           how somebody is reached: "@name", "telegram:name", "kakao:name"
//   phone            E.164; without a country's number it is Korean (trunk 0; access codes 00, 001, 002,
//   00700) payment_address  payment_address.h, checksum and all site_account     "site.example/user/name",
//   known by the site's registrable domain and the name file_name        without folders and media
//   extensions; the pattern has # for each number phrase           words that nobody writes by chance: at
//   least 8 letters
//
// A trace has up to three keys, each weaker than the one before. Names of all kinds share the keys of
// spelling and of sound, so that a handle meets an account of the same name, as a hint. What is so common
// that it would link strangers (data/linkage/common_traces.tsv) has no keys at all: it may be recorded, and
// links nothing.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "jium/base/clock.h"
#include "jium/base/enum_text.h"
#include "jium/base/id.h"
#include "jium/casework/case.h"

namespace jium::linkage {

struct TraceTag {
  static constexpr char letter = 'T';
  static constexpr std::string_view noun = "trace";
};
using TraceId = Id<TraceTag>;

enum class TraceKind {
  account_name,
  channel,
  handle,
  phone,
  payment_address,
  site_account,
  file_name,
  phrase
};
BOOST_DESCRIBE_ENUM(TraceKind, account_name, channel, handle, phone, payment_address, site_account, file_name,
                    phrase)

// Where it comes from.
enum class Provenance { survivor, officer, police, monitor, platform, letter };
BOOST_DESCRIBE_ENUM(Provenance, survivor, officer, police, monitor, platform, letter)

enum class Confidence { doubtful, likely, certain };
BOOST_DESCRIBE_ENUM(Confidence, doubtful, likely, certain)

enum class Closeness { exact, spelling, sound };
BOOST_DESCRIBE_ENUM(Closeness, exact, spelling, sound)

struct NormalTrace {
  TraceKind kind = TraceKind::account_name;
  std::string word;

  friend bool operator==(const NormalTrace&, const NormalTrace&) = default;
};

// Malformed, without repeating the text: see the kinds above, and what looks like a resident registration
// number. Idempotent: the word reads as itself.
[[nodiscard]] Result<NormalTrace> normalise(TraceKind kind, std::string_view text);

struct TraceKey {
  Closeness closeness = Closeness::exact;
  std::string
      input;  // what goes into the pseudorandom function; it names the kind and the version of this rule

  friend bool operator==(const TraceKey&, const TraceKey&) = default;
};

// The strongest first; none when it is too common or, below exact, too short to mean anything.
[[nodiscard]] std::vector<TraceKey> keys_of(const NormalTrace& trace);
[[nodiscard]] bool is_common(const NormalTrace& trace);

}  // namespace jium::linkage
