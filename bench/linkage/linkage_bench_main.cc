// How well cases of one offender at different centres find each other, in a country whose truth is known.
#include <fmt/format.h>

#include "linkage/country.h"
#include "linkage/trial.h"
#include "table/table.h"

namespace jium::bench {
namespace {

std::string percent(double of) {
  return fmt::format("{:.1f} %", of * 100);
}
double share(std::int64_t part, std::int64_t whole) {
  return whole > 0 ? static_cast<double>(part) / static_cast<double>(whole) : 0;
}

void tell(Page& page, const Country& country, const Found& found) {
  page.row({found.way, fmt::format("{} of {}", found.groups_found, found.groups),
            percent(share(found.groups_found, found.groups)), percent(found.cases_joined),
            fmt::format("{}", found.shown), fmt::format("{}", found.wrong),
            percent(share(found.wrong, found.shown)),
            fmt::format("{:.1f}", 100 * share(found.wrong, static_cast<std::int64_t>(country.cases.size()))),
            fmt::format("{:.0f}", found.median_registrations), fmt::format("{}", found.mixed),
            fmt::format("{:.0f} us", found.microseconds)});
}

int main_of(int count, const char* const* words) {
  const Command command = read_command(
      count, words, "Linkage across centres, beside exact matching, in a synthetic country.", "usual");
  if (!command.go_on) return command.code;
  Page page("Linkage across centres", "./dev bench linkage", command.options);
  const int cases = command.options.size == "quick" ? 1500 : command.options.size == "big" ? 30'000 : 6000;
  page.say(
      fmt::format("{} cases at 17 centres, drawn (bench/linkage/country.h): offenders of one victim to "
                  "sixty, who change accounts, "
                  "telephones and payment addresses and keep some; each case has seen a few of them, written "
                  "as people write (case, "
                  "Hangul and Latin, separators, ways to write a number). Footage is passed around again, "
                  "mostly encoded anew; 95 % of "
                  "edits are recognised (quality.md). Noise: names that everybody uses, cameras' file names, "
                  "markets where many "
                  "offenders are seen, bystanders, songs, offenders whose name is nearly another's. Each "
                  "suggestion is answered by both "
                  "sides, each rightly with a chance of 90 %; a link opens when both say yes.",
                  cases));
  for (const unsigned seed : {7U, 11U, 13U}) {
    const Country country = draw_country({.cases = cases, .seed = seed});
    page.table(
        fmt::format("Country {}: {} cases, {} offenders", seed, country.cases.size(), country.offenders),
        {"way", "groups found", "share", "cases joined", "suggestions", "wrong", "of all",
         "wrong per 100 cases", "found with its case no. (median)", "groups mixed up", "CPU a case"});
    for (const Way way : {Way::exact_only, Way::normalised, Way::without_lessons, Way::jium})
      tell(page, country, run_trial(country, way, 0.9, seed));
  }
  page.say(
      "A group is an offender with cases at two centres or more; found when one right link of two centres "
      "was opened; "
      "joined are its cases in the largest piece. Exact match only links the same bytes and traces that are "
      "written the same. "
      "Tokens stand for words one to one, so that the oblivious function changes nothing here and is left "
      "out. The "
      "country is drawn by whoever wrote jium: the table compares ways, and promises no figure of a real "
      "country.");
  if (const auto written = page.finish(); !written) {
    fmt::print(stderr, "{}\n", written.fault().what);
    return 1;
  }
  return 0;
}

}  // namespace
}  // namespace jium::bench

int main(int count, char** words) {
  return jium::bench::main_of(count, words);
}
