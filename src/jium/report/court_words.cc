#include "jium/report/court_words.h"

#include <unicode/locid.h>
#include <unicode/unistr.h>

#include <array>

#include "jium/registry/label.h"

namespace jium::report {
namespace {

struct Word {
  std::string_view word, ko, en;
};

template <std::size_t Count>
std::string found(const std::array<Word, Count>& words, std::string_view word, bool korean) {
  for (const Word& one : words) {
    if (one.word == word) return std::string(korean ? one.ko : one.en);
  }
  return std::string(word);
}

constexpr std::array<Word, 11> kSiteKinds{{{"adult_site", "성인 사이트", "adult sites"},
                                           {"search_engine", "검색 엔진", "search engines"},
                                           {"social_network", "소셜 미디어", "social networks"},
                                           {"web_hard", "웹하드", "web hards"},
                                           {"community", "커뮤니티", "community sites"},
                                           {"archive", "아카이브", "archives"},
                                           {"messenger_channel", "메신저 채널", "messenger channels"},
                                           {"host", "호스팅 사업자", "hosts"},
                                           {"registrar", "도메인 등록 기관", "registrars"},
                                           {"cdn", "콘텐츠 전송망", "content delivery networks"},
                                           {"other", "기타", "others"}}};

constexpr std::array<Word, 7> kAges{{{"unknown", "확인되지 않음", "unknown"},
                                     {"under_14", "14세 미만", "under 14"},
                                     {"teens", "10대 (14세 이상)", "teens (14 and over)"},
                                     {"twenties", "20대", "twenties"},
                                     {"thirties", "30대", "thirties"},
                                     {"forties", "40대", "forties"},
                                     {"fifties_and_over", "50대 이상", "fifties and over"}}};

constexpr std::array<Word, 8> kHarms{{{"illegal_filming", "불법촬영", "illegal filming"},
                                      {"dissemination", "유포", "dissemination"},
                                      {"fear_of_dissemination", "유포 불안", "fear of dissemination"},
                                      {"threat_to_disseminate", "유포 협박", "threat to disseminate"},
                                      {"synthetic", "합성·편집", "synthetic footage"},
                                      {"child_exploitation", "아동·청소년 성착취", "child exploitation"},
                                      {"identity_leak", "신상정보 유출", "identity data leaked"},
                                      {"other", "기타", "other"}}};

constexpr std::array<Word, 3> kGrounds{
    {{"unknown", "구분 기록 없음", "not recorded"},
     {"on_request", "피해자 등의 요청", "at the request of the victim's side"},
     {"pre_emptive", "선제적 지원", "without a request, as the law has it"}}};

constexpr std::array<Word, 8> kCosts{
    {{"request_prepared", "삭제요청 작성·확정", "requests prepared and confirmed"},
     {"item_in_batch", "일괄 삭제요청의 나머지 건", "further requests of a batch"},
     {"answer_handled", "사업자 회신 처리", "operators' answers handled"},
     {"place_checked", "삭제 여부 확인", "places checked"},
     {"escalated", "상위 사업자·기관 요청", "hosts, registrars or authorities asked"},
     {"translated", "번역", "translation"},
     {"evidence_kept", "채증", "evidence recorded"},
     {"other", "기타", "other"}}};

constexpr std::array<Word, 13> kMeasures{
    {{"victims", "피해자", "victims"},
     {"minors", "미성년 연령대의 피해자", "victims in the age bands of minors"},
     {"footage", "촬영물", "items of footage"},
     {"places", "유포된 곳(게시물)", "places of dissemination"},
     {"sites", "유포 사이트", "sites"},
     {"countries", "국가", "countries"},
     {"days", "최초 유포부터 최종 유포까지 일수", "days from the first posting to the last"},
     {"requested", "삭제 요청", "deletions requested"},
     {"verified", "삭제 완료 확인", "deletions verified"},
     {"returned", "삭제 후 재유포", "uploads again after removal"},
     {"live", "작성일 현재 남아 있는 게시물", "places still live on the day of this report"},
     {"identity_leaks", "신상정보가 함께 유출된 게시물", "places that show identity data too"},
     {"threatened", "유포 협박을 받은 피해자", "victims who were threatened"}}};

constexpr std::array<Word, 6> kZones{{{"mitigated", "감경", "mitigated"},
                                      {"basic", "기본", "basic"},
                                      {"aggravated", "가중", "aggravated"},
                                      {"special_aggravated", "특별가중", "special aggravated"},
                                      {"several_offences", "다수범", "several offences"},
                                      {"habitual", "상습범", "habitual"}}};

std::string months_text(int months, bool korean) {
  std::string text;
  const int years = months / 12, rest = months % 12;
  if (years > 0) text += std::to_string(years) + (korean ? "년" : "y");
  // As the guideline writes it: 2년6월.
  if (rest > 0)
    text += (text.empty() || korean ? "" : " ") + std::to_string(rest) +
            (!korean     ? "m"
             : years > 0 ? "월"
                         : "개월");
  return text;
}

}  // namespace

std::string Says::number(std::int64_t value) const {
  std::string text = std::to_string(value);
  for (auto at = static_cast<std::ptrdiff_t>(text.size()) - 3; at > (value < 0 ? 1 : 0); at -= 3)
    text.insert(static_cast<std::size_t>(at), 1, ',');
  return text;
}

std::string Says::count(std::int64_t value, std::string_view counter) const {
  return number(value) + (korean_ ? std::string(counter) : "");
}

std::string Says::money(std::int64_t amount, const std::string& currency) const {
  if (currency == "KRW") return korean_ ? number(amount) + "원" : "KRW " + number(amount);
  const bool whole = currency == "JPY" || currency == "VND" || currency == "CLP" || currency == "ISK";
  if (whole) return currency + " " + number(amount);
  const std::string rest = std::to_string(amount % 100);
  return currency + " " + number(amount / 100) + "." + (rest.size() == 1 ? "0" : "") + rest;
}

std::string Says::day(std::string_view day) const {
  if (day.size() < 10) return std::string(day);
  if (!korean_) return std::string(day.substr(0, 10));
  const auto bare = [](std::string_view part) {
    return std::string(part.front() == '0' ? part.substr(1) : part);
  };
  return std::string(day.substr(0, 4)) + ". " + bare(day.substr(5, 2)) + ". " + bare(day.substr(8, 2)) + ".";
}

std::string Says::range(const Range& range) const {
  if (range.state == RangeState::unknown) return (*this)("확인되지 않음", "unknown");
  if (range.state == RangeState::none) return (*this)("없음", "none");
  return months_text(range.from, korean_) + (korean_ ? " ~ " : " to ") + months_text(range.to, korean_);
}

std::string Says::site_kind(const std::string& word) const {
  return found(kSiteKinds, word, korean_);
}
std::string Says::age_band(const std::string& word) const {
  return found(kAges, word, korean_);
}
std::string Says::harm(const std::string& word) const {
  return found(kHarms, word, korean_);
}
std::string Says::ground(const std::string& word) const {
  return found(kGrounds, word, korean_);
}
std::string Says::cost(removal::CostKind kind) const {
  return found(kCosts, to_text(kind), korean_);
}
std::string Says::measure(Measure measure) const {
  return found(kMeasures, to_text(measure), korean_);
}
std::string Says::zone(Zone zone) const {
  return found(kZones, to_text(zone), korean_);
}

std::string Says::legal_class(const std::string& code) const {
  if (code.empty()) return (*this)("심의 전 (분류되지 않음)", "not decided yet");
  for (const registry::SchemeClass& one : registry::SchemeBook::built_in().classes()) {
    if (one.use != registry::SchemeUse::label && one.what.code == code) return of(one.ko, one.en);
  }
  return code;
}

// By CLDR, as ICU carries it.
std::string Says::country(const std::string& code) const {
  if (code == "*") return (*this)("확인되지 않음", "unknown");
  if (code == "EU") return (*this)("유럽연합", "European Union");
  icu::UnicodeString name;
  icu::Locale("", code.c_str()).getDisplayCountry(icu::Locale(korean_ ? "ko" : "en"), name);
  std::string text;
  name.toUTF8String(text);
  return text.empty() ? code : text;
}

}  // namespace jium::report
