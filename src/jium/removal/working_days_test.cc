// Clocks of working days beside a slow twin that walks the calendar minute by minute with the C library's own
// zone files, and knows nothing of ICU.
#include "jium/removal/working_days.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cstdlib>
#include <ctime>

namespace jium::removal {
namespace {

using std::chrono::minutes;
using std::chrono::sys_days;

sys_days day(int year, unsigned month, unsigned of_month) {
  return sys_days{std::chrono::year{year} / static_cast<int>(month) / static_cast<int>(of_month)};
}

Instant at(std::string_view text) {
  return *parse_instant(text);
}

// TZ belongs to the whole process; tests of one program run one after another.
class LibraryZone {
 public:
  explicit LibraryZone(const std::string& name) {
    setenv("TZ", name.c_str(), 1);
    tzset();
  }
  LibraryZone(const LibraryZone&) = delete;
  LibraryZone& operator=(const LibraryZone&) = delete;
  ~LibraryZone() {
    unsetenv("TZ");
    tzset();
  }
  static sys_days local_day(Instant moment) {
    const std::time_t seconds = std::chrono::floor<std::chrono::seconds>(moment).time_since_epoch().count();
    std::tm local{};
    localtime_r(&seconds, &local);
    return day(local.tm_year + 1900, static_cast<unsigned>(local.tm_mon + 1),
               static_cast<unsigned>(local.tm_mday));
  }
};

std::optional<Instant> slow_end(const HolidayCalendar& calendar, Instant start, int count) {
  const LibraryZone zone(calendar.zone().name());
  sys_days seen = LibraryZone::local_day(start);
  Instant moment = std::chrono::floor<minutes>(start);
  for (int left = count;;) {
    moment += minutes{1};
    const sys_days today = LibraryZone::local_day(moment);
    if (today == seen) continue;
    if (left == 0) return moment;  // the last working day has just ended
    seen = today;
    const auto counts = calendar.is_working_day(today);
    if (!counts) return std::nullopt;
    if (*counts) --left;
  }
}

TEST(TimeZone, AnUnknownOneIsRefused) {
  for (const char* name : {"", "Asia/Soul", "Etc/Unknown", "KR", "+0900x"})
    EXPECT_EQ(TimeZone::named(name).fault().kind, FaultKind::malformed) << name;
}

TEST(TimeZone, ADayEndsWhereItsLastMinuteDoes) {
  const auto end = [](const char* zone, sys_days of) { return to_text(TimeZone::named(zone)->end_of(of)); };
  EXPECT_EQ(end("Asia/Seoul", day(2026, 11, 22)), "2026-11-22T15:00:00.000Z");
  EXPECT_EQ(end("Europe/Berlin", day(2026, 3, 28)), "2026-03-28T23:00:00.000Z");
  EXPECT_EQ(end("Europe/Berlin", day(2026, 3, 29)), "2026-03-29T22:00:00.000Z") << "23 hours long";
  EXPECT_EQ(end("Europe/Berlin", day(2026, 10, 25)), "2026-10-25T23:00:00.000Z") << "25 hours long";
  EXPECT_EQ(end("America/New_York", day(2026, 3, 8)), "2026-03-09T04:00:00.000Z");
  EXPECT_EQ(end("Australia/Lord_Howe", day(2026, 4, 5)), "2026-04-05T13:30:00.000Z") << "half an hour";
  EXPECT_EQ(end("America/Havana", day(2020, 3, 7)), "2020-03-08T05:00:00.000Z") << "no midnight at all";
  EXPECT_EQ(end("America/Asuncion", day(2022, 3, 26)), "2022-03-27T04:00:00.000Z")
      << "midnight twice: the day comes back for an hour";
  EXPECT_EQ(end("Pacific/Kiritimati", day(2026, 1, 1)), "2026-01-01T10:00:00.000Z");
  EXPECT_EQ(end("Pacific/Pago_Pago", day(2026, 1, 1)), "2026-01-02T11:00:00.000Z");
}

TEST(WorkingDays, TheDayOfSendingIsNotCountedAndHolidaysStandStill) {
  const auto kr = built_in_holidays()->calendar("KR");
  ASSERT_NE(kr, nullptr);
  // Wednesday 23 September 2026; Thursday to Saturday is Chuseok, then a weekend.
  EXPECT_EQ(to_text(*kr->end_of_working_day(at("2026-09-23T01:00:00Z"), 1)), "2026-09-28T15:00:00.000Z");
  // A minute to midnight in Seoul, and midnight.
  EXPECT_EQ(to_text(*kr->end_of_working_day(at("2026-11-23T14:59:59.999Z"), 1)), "2026-11-24T15:00:00.000Z");
  EXPECT_EQ(to_text(*kr->end_of_working_day(at("2026-11-23T15:00:00Z"), 1)), "2026-11-25T15:00:00.000Z");
}

TEST(WorkingDays, AYearThatIsNotKnownIsRefusedAndNotGuessed) {
  const auto kr = built_in_holidays()->calendar("KR");
  const auto late = kr->end_of_working_day(at("2027-12-30T03:00:00Z"), 2);
  ASSERT_FALSE(late.has_value());
  EXPECT_EQ(late.fault().kind, FaultKind::missing);
  EXPECT_NE(late.fault().what.find("2028"), std::string::npos);
  EXPECT_EQ(built_in_holidays()->calendar("CN"), nullptr) << "no file, no calendar";
}

TEST(WorkingDays, ADayOfWhichNobodyIsSureIsRefusedAndNotGuessed) {
  const auto kr = built_in_holidays()->calendar("KR");
  const auto unsure = kr->end_of_working_day(at("2027-07-16T03:00:00Z"), 1);
  ASSERT_FALSE(unsure.has_value());
  EXPECT_NE(unsure.fault().what.find("2027-07-19"), std::string::npos) << unsure.fault().what;
  EXPECT_TRUE(kr->end_of_working_day(at("2027-07-19T03:00:00Z"), 1).has_value()) << "sent on it: not counted";
}

TEST(WorkingDays, ACountIsFromOneTo250) {
  const auto de = built_in_holidays()->calendar("DE");
  for (const int count : {-1, 0, 251})
    EXPECT_EQ(de->end_of_working_day(at("2026-01-05T00:00:00Z"), count).fault().kind, FaultKind::malformed);
  EXPECT_TRUE(de->end_of_working_day(at("2026-01-05T00:00:00Z"), 250).has_value());
}

TEST(WorkingDays, TheBuiltInHolidaysAreDatedAndSourced) {
  const auto book = built_in_holidays();
  ASSERT_TRUE(book.has_value()) << book.fault().what;
  EXPECT_EQ(book->countries(), (std::vector<std::string>{"AU", "DE", "JP", "KR", "US"}));
  for (const std::string& country : book->countries()) {
    const auto calendar = book->calendar(country);
    EXPECT_EQ(calendar->years(), (std::vector{2026, 2027})) << country;
    EXPECT_FALSE(calendar->source().empty());
    EXPECT_TRUE(parse_instant(calendar->checked_on() + "T00:00:00Z").has_value());
    EXPECT_FALSE(*calendar->is_working_day(day(2026, 1, 1))) << country;
    EXPECT_FALSE(*calendar->is_working_day(day(2026, 11, 22))) << "a Sunday";
    EXPECT_TRUE(*calendar->is_working_day(day(2026, 11, 24))) << "a Tuesday";
  }
}

TEST(WorkingDays, AFaultNamesTheCountryAndTheField) {
  const std::string good = R"(
country = "KR"
zone = "Asia/Seoul"
weekend = ["sunday"]
source = "law"
checked_on = "2026-11-22"
[[year]]
year = 2026
days = [{date = 2026-01-01, name = "new year"}]
)";
  ASSERT_TRUE(HolidayCalendar::parse(good).has_value());
  const std::vector<std::array<std::string, 3>> wrong{
      {"country = \"KR\"", "country = \"*\"", "country"},
      {"Asia/Seoul", "Asia/Soul", "KR: zone"},
      {"[\"sunday\"]", "[\"sonntag\"]", "KR: weekend"},
      {"[\"sunday\"]", "[]", "KR: weekend"},
      {"source = \"law\"", "", "KR: source"},
      {"checked_on", "checkedon", "KR: checkedon"},
      {"year = 2026", "year = \"2026\"", "KR: year"},
      {"2026-01-01", "2027-01-01", "KR: days"},
      {"name = \"new year\"", "nam = \"new year\"", "KR: days"},
      {"days = [{", "days = []\nunsure = [{", "KR: days"},
      {"}]", "}, {date = 2026-01-01, name = \"again\"}]", "twice"},
      {"[[year]]", "[year]", "no [[year]]"}};
  for (const auto& [from, to, what] : wrong) {
    std::string text = good;
    text.replace(text.find(from), from.size(), to);
    const auto calendar = HolidayCalendar::parse(text);
    ASSERT_FALSE(calendar.has_value()) << to;
    EXPECT_EQ(calendar.fault().kind, FaultKind::malformed);
    EXPECT_NE(calendar.fault().what.find(what), std::string::npos) << to << ": " << calendar.fault().what;
  }
  EXPECT_NE(HolidayCalendar::parse("a = = 1").fault().what.find("line 1"), std::string::npos);
  EXPECT_NE(HolidayBook::parse({good, good}).fault().what.find("twice"), std::string::npos);
}

RC_GTEST_PROP(WorkingDays, EveryClockIsRightToTheMinuteAsASlowTwinCounts, ()) {
  static const auto kBook = built_in_holidays();
  const std::string country = *rc::gen::elementOf(std::vector<std::string>{"AU", "DE", "JP", "KR", "US"});
  const auto calendar = kBook->calendar(country);
  // A third of them around the changes of the clocks.
  const auto day_of_year =
      *rc::gen::oneOf(rc::gen::inRange(0, 700), rc::gen::inRange(60, 100), rc::gen::inRange(270, 310));
  const Instant start = Instant{day(2026, 1, 1)} + std::chrono::days{day_of_year} +
                        std::chrono::milliseconds{*rc::gen::inRange(0, 86'400'000)};
  const int count = *rc::gen::inRange(1, 9);
  const auto quick = calendar->end_of_working_day(start, count);
  const auto slow = slow_end(*calendar, start, count);
  RC_ASSERT(quick.has_value() == slow.has_value());
  if (quick) RC_ASSERT(*quick == *slow);
}

}  // namespace
}  // namespace jium::removal
