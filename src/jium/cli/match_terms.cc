#include "jium/cli/match_terms.h"

namespace jium::cli {

void add_match_terms(CLI::App& command, MatchTerms& terms) {
  command
      .add_option(
          "--against", terms.against,
          "the list: what `jium hash` printed, lines of algorithm, value, quality, label, or a folder "
          "that `jium index` made of either")
      ->required();
  command.add_option("--harmless", terms.harmless,
                     "a list of pictures that are known to be harmless: what is as near to one of them is "
                     "told as harmless, not as a match");
  command
      .add_option("--radius", terms.radius,
                  "how many of 256 bits plain PDQ values may differ (default 31; fewer: fewer mistakes)")
      ->check(CLI::Range(0, KnownList::kWidestRadius));
  command.add_flag(
      "--thorough", terms.thorough,
      "look for turned, mirrored, inverted and framed copies too when the list holds plain hashes alone");
}

Result<Matcher> Matcher::open(const MatchTerms& terms) {
  std::unique_ptr<HarmlessList> harmless;
  if (!terms.harmless.empty()) {
    JIUM_TRY(harmless, HarmlessList::read(terms.harmless));
  }
  JIUM_TRY(auto known, KnownList::read(terms.against, terms.radius));
  return Matcher(terms, std::move(known), std::move(harmless));
}

std::vector<JudgedMatch> Matcher::matches_of(const FileResult& result,
                                             const match::FloodWatch& floods) const {
  return judge(result, known_->matches_of(result), harmless_.get(), floods);
}

fingerprint::Purpose Matcher::purpose() const {
  return thorough_ ? fingerprint::Purpose::ask : known_->purpose();
}

boost::json::object Matcher::head() const {
  boost::json::object head{{"against", known_->digest()}, {"thorough", thorough_}};
  if (radius_ != fingerprint::kPdqThreshold) head["radius"] = radius_;
  if (harmless_ != nullptr) head["harmless"] = harmless_->digest();
  return head;
}

}  // namespace jium::cli
