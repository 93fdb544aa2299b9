#include "jium/linkage/trace.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <optional>
#include <set>

#include "jium/embedded/common_traces.h"
#include "jium/linkage/common_traces.h"
#include "jium/linkage/trace_text.h"

namespace jium::linkage {
namespace {

std::string word(TraceKind kind, std::string_view text) {
  const auto read = normalise(kind, text);
  return read ? read->word : "malformed";
}

// How closely two texts meet: the strongest key that both have; nothing when none.
std::optional<Closeness> meet(TraceKind first_kind, std::string_view first, TraceKind second_kind,
                              std::string_view second) {
  const auto a = normalise(first_kind, first), b = normalise(second_kind, second);
  if (!a || !b) return std::nullopt;
  for (const TraceKey& one : keys_of(*a)) {
    for (const TraceKey& other : keys_of(*b)) {
      if (one == other) return one.closeness;
    }
  }
  return std::nullopt;
}
std::optional<Closeness> meet(TraceKind kind, std::string_view first, std::string_view second) {
  return meet(kind, first, kind, second);
}

TEST(Traces, OfATelephoneAreOneHoweverTheyAreWritten) {
  for (const char* text : {"010-1234-5678", "+82 10-1234-5678", "+82 (0)10 1234 5678", "82-10-1234-5678",
                           "00821012345678", "001 82 10 1234 5678", "００７００-82-10-1234-5678",
                           "０１０．１２３４．５６７８", "+82-010-1234-5678", "(010) 1234‐5678"}) {
    EXPECT_EQ(word(TraceKind::phone, text), "+821012345678") << text;
  }
  EXPECT_EQ(word(TraceKind::phone, "+1 (202) 555-0143"), "+12025550143");
  EXPECT_EQ(word(TraceKind::phone, "02-123-4567"), "+8221234567");
  for (const char* text :
       {"", "1588", "call me", "+0 10 1234 5678", "010-1234-5678-9012-3456", "1234-5678"}) {
    EXPECT_EQ(word(TraceKind::phone, text), "malformed") << text;
  }
}

TEST(Traces, OfAChannelAreOneByAnyOfItsAddresses) {
  for (const char* text :
       {"https://t.me/Dark_Room", "t.me/dark_room/", "telegram:dark_room", "텔레그램:@Dark_Room",
        "http://www.telegram.me/s/DARK_ROOM?before=9", "T.ME/dark_room/1234"}) {
    EXPECT_EQ(word(TraceKind::channel, text), "telegram:dark_room") << text;
  }
  EXPECT_EQ(word(TraceKind::channel, "https://t.me/joinchat/AbCd_12"),
            word(TraceKind::channel, "t.me/+AbCd_12"));
  EXPECT_NE(word(TraceKind::channel, "t.me/+AbCd_12"), word(TraceKind::channel, "t.me/+abcd_12"))
      << "an invitation's case tells it apart";
  EXPECT_EQ(word(TraceKind::channel, "https://discord.com/invite/Xy12"),
            word(TraceKind::channel, "discord.gg/Xy12"));
  EXPECT_EQ(word(TraceKind::channel, "dark_room"), "malformed") << "of no service";
}

TEST(Traces, OfASiteAreKnownByItsDomainAndTheName) {
  for (const char* text : {"https://www.site.example/user/Kim_Cs", "m.site.example/profile/kim_cs/?tab=1",
                           "site.example/@kim_cs"}) {
    EXPECT_EQ(word(TraceKind::site_account, text), "site.example/kim_cs") << text;
  }
  EXPECT_EQ(word(TraceKind::site_account, "site.example"), "malformed");
  EXPECT_EQ(meet(TraceKind::site_account, "site.example/kim_cs_77", "other.example/kim_cs_77"),
            Closeness::spelling)
      << "of two sites only a hint";
}

TEST(Traces, MeetByHowNearTheyAre) {
  EXPECT_EQ(meet(TraceKind::account_name, "DarkWolf", "ＤａｒｋＷｏｌｆ"), Closeness::exact);
  EXPECT_EQ(meet(TraceKind::account_name, "dark_wolf", "Dark.W0lf"), Closeness::spelling);
  EXPECT_EQ(meet(TraceKind::account_name, "김철수짱", "gimcheolsujjang"), Closeness::spelling);
  EXPECT_EQ(meet(TraceKind::account_name, "김철수", "kimchulsu"), std::nullopt) << "u is not eo";
  EXPECT_EQ(meet(TraceKind::account_name, "김철수", "KimCheolsoo"), Closeness::sound);
  EXPECT_EQ(meet(TraceKind::handle, "@darkwolf", TraceKind::account_name, "darkwolf"), Closeness::spelling);
  EXPECT_EQ(meet(TraceKind::handle, "telegram:darkwolf", TraceKind::handle, "x:darkwolf"),
            Closeness::spelling);
  EXPECT_EQ(meet(TraceKind::account_name, "darkwolf", "darkwolf2"), std::nullopt);
  EXPECT_EQ(meet(TraceKind::account_name, "wolf", "w0lf"), std::nullopt) << "too short for a loose key";
}

TEST(Traces, OfFilesMeetByTheirPattern) {
  EXPECT_EQ(meet(TraceKind::file_name, "C:\\x\\wolf_pack 001.MP4", "wolf_pack 001.mov"), Closeness::exact);
  EXPECT_EQ(meet(TraceKind::file_name, "wolf_pack 001.mp4", "wolf_pack 177.avi"), Closeness::spelling);
  EXPECT_EQ(meet(TraceKind::file_name, "IMG_1234.jpg", "IMG_1234.jpg"), std::nullopt)
      << "a camera's own name";
  EXPECT_EQ(word(TraceKind::file_name, "a.mp4.zip"), "malformed");
  EXPECT_EQ(word(TraceKind::account_name, "@ some body"), "some body");
  EXPECT_EQ(word(TraceKind::channel, "twitter/somebody"), "malformed") << "no site's address";
  EXPECT_EQ(word(TraceKind::handle, "zz_yy/somebody"), "malformed");
  EXPECT_EQ(word(TraceKind::file_name, "ra.rar."), "malformed") << "a point hides no extension";
  EXPECT_EQ(word(TraceKind::file_name, "wolf_pack.rar. .zip."), word(TraceKind::file_name, "wolf_pack"));
}

TEST(Traces, OfPhrasesMeetWhateverTheirSpaces) {
  EXPECT_EQ(meet(TraceKind::phrase, "야, 이거 나만 볼 수 없지!!", "야 이거 나만 볼수없지"),
            Closeness::spelling);
  EXPECT_EQ(meet(TraceKind::phrase, "Only the pack - may see", "only THE pack; may see."), Closeness::exact);
  EXPECT_EQ(word(TraceKind::phrase, "hello"), "malformed");
}

TEST(Traces, ThatAreCommonLinkNothing) {
  for (const char* name : {"admin", "Ａｄｍｉｎ", "@guest", "관리자"}) {
    const auto trace = normalise(TraceKind::account_name, name).value();
    EXPECT_TRUE(is_common(trace)) << name;
    EXPECT_TRUE(keys_of(trace).empty()) << name;
  }
  EXPECT_TRUE(keys_of(normalise(TraceKind::site_account, "site.example/admin").value()).empty());
  EXPECT_EQ(keys_of(normalise(TraceKind::channel, "telegram:korea").value()).size(), 1U)
      << "a room of a common name is still one room";
}

TEST(Traces, HoldNoResidentNumber) {
  EXPECT_EQ(word(TraceKind::phrase, "his number is 900101-1234567 they say"), "malformed");
  EXPECT_EQ(word(TraceKind::account_name, "9001011234567"), "malformed");
}

TEST(Traces, SayNothingOfWhatWasWrong) {
  for (const auto kind : {TraceKind::phone, TraceKind::payment_address, TraceKind::channel}) {
    const auto read = normalise(kind, "zebra/\\:9");
    ASSERT_FALSE(read.has_value());
    EXPECT_EQ(read.fault().what.find("zebra"), std::string::npos);
  }
}

TEST(CommonTraces, TableIsInItsOwnForm) {
  const auto parsed = CommonTraces::parse(embedded::kCommonTraces);
  ASSERT_TRUE(parsed.has_value()) << parsed.fault().what;
  EXPECT_GT(parsed->size(), 100U);
  for (const char* bad :
       {"name\tadmin\t2026-11-22", "word\tadmin\t2026-11-22\twhy", "name\tAdmin\t2026-11-22\twhy",
        "name\tadmin\t22.11.2026\twhy", "name\tadmin\t2026-11-22\t",
        "name\tadmin\t2026-11-22\twhy\nname\tadmin\t2026-11-22\twhy"}) {
    EXPECT_FALSE(CommonTraces::parse(bad).has_value()) << bad;
  }
}

// Words as people write them: letters, Hangul, digits, separators.
std::string drawn_name() {
  const auto pieces = *rc::gen::container<std::vector<std::string>>(
      rc::gen::element<std::string>("dark", "wolf", "Kim", "김", "철수", "ㅋ", "0", "1", "77", "_", ".", "-",
                                    "é", "ß", "Ω", "İ", "ﬁ", "ａ", "é", "​"));
  std::string name;
  for (const auto& piece : pieces) name += piece;
  return name;
}

std::string drawn_text(TraceKind kind) {
  const std::string name = drawn_name();
  switch (kind) {
    case TraceKind::channel:
      return *rc::gen::element<std::string>("t.me/", "telegram:", "https://discord.gg/", "t.me/+", "kakao:") +
             name;
    case TraceKind::handle:
      return *rc::gen::element<std::string>("", "@", "t.me/", "x:") + name;
    case TraceKind::site_account:
      return *rc::gen::element<std::string>("site.example/", "https://a.site.example/u/") + name;
    case TraceKind::phone:
      return *rc::gen::element<std::string>("010", "+82", "02", "+1", "00") +
             std::to_string(*rc::gen::inRange<std::int64_t>(1'000'000, 999'999'999));
    case TraceKind::file_name:
      return name + *rc::gen::element<std::string>("", ".mp4", ".x", ".zip", "/a") + name;
    case TraceKind::phrase:
      return name + " " + drawn_name() + "!" + drawn_name();
    default:
      return name;
  }
}

TraceKind drawn_kind() {
  return *rc::gen::element(TraceKind::account_name, TraceKind::channel, TraceKind::handle, TraceKind::phone,
                           TraceKind::site_account, TraceKind::file_name, TraceKind::phrase);
}

RC_GTEST_PROP(Traces, AreNormalOnceAndForAll, ()) {
  const TraceKind kind = drawn_kind();
  const auto once = normalise(kind, drawn_text(kind));
  RC_PRE(once.has_value());
  const auto twice = normalise(kind, once->word);
  RC_ASSERT(twice.has_value());
  RC_ASSERT(*twice == *once);
}

RC_GTEST_PROP(Traces, HaveKeysThatAreOfTheirOwnAndFromStrongToWeak, ()) {
  const TraceKind kind = drawn_kind();
  const auto trace = normalise(kind, drawn_text(kind));
  RC_PRE(trace.has_value());
  const auto keys = keys_of(*trace);
  std::set<std::string> inputs;
  for (const TraceKey& key : keys) inputs.insert(key.input);
  RC_ASSERT(inputs.size() == keys.size());
  RC_ASSERT(std::is_sorted(keys.begin(), keys.end(),
                           [](const auto& a, const auto& b) { return a.closeness < b.closeness; }));
  if (!keys.empty()) RC_ASSERT(keys.front().closeness == Closeness::exact);
}

RC_GTEST_PROP(Traces, OfNamesMeetWhateverTheirCaseAndWidth, ()) {
  const auto letters = *rc::gen::container<std::string>(rc::gen::elementOf(std::string("abcdefghxyz")));
  RC_PRE(letters.size() >= 7 && letters.size() < 40);
  std::string wide, upper;
  for (const char c : letters) {
    wide += std::string("\xEF\xBD") + static_cast<char>(0x81 + (c - 'a'));
    upper += static_cast<char>(c - 'a' + 'A');
  }
  RC_ASSERT(meet(TraceKind::account_name, letters, wide) == Closeness::exact);
  RC_ASSERT(meet(TraceKind::account_name, letters, upper) == Closeness::exact);
  RC_ASSERT(meet(TraceKind::account_name, letters, letters.substr(0, 2) + "_" + letters.substr(2)) ==
            Closeness::spelling);
}

RC_GTEST_PROP(Traces, OfTwoTelephonesDiffer, ()) {
  const auto number = [] { return "010" + std::to_string(*rc::gen::inRange(10'000'000, 100'000'000)); };
  const std::string one = number(), other = number();
  RC_PRE(one != other);
  RC_ASSERT(word(TraceKind::phone, one) != word(TraceKind::phone, other));
}

RC_GTEST_PROP(TraceText, StaysAsItIsOnce, ()) {
  const auto form = folded(drawn_name());
  RC_PRE(form.has_value());
  RC_ASSERT(folded(*form).value() == *form);
  RC_ASSERT(spelling_of(spelling_of(*form)) == spelling_of(*form));
  RC_ASSERT(sound_of(sound_of(*form)) == sound_of(*form));
  RC_ASSERT(sound_of(spelling_of(*form)) == sound_of(*form));
  RC_ASSERT(words_of(words_of(*form)) == words_of(*form));
}

}  // namespace
}  // namespace jium::linkage
