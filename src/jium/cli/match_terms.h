// By what files are matched offline: the options that `jium match` and `jium scan` share.
#pragma once

#include <CLI/CLI.hpp>
#include <memory>
#include <string>
#include <vector>

#include "jium/cli/harmless_list.h"
#include "jium/cli/judged_match.h"
#include "jium/cli/known_list.h"

namespace jium::cli {

struct MatchTerms {
  std::string against;   // a hash list, or a list folder
  std::string harmless;  // a hash list, or empty
  int radius = fingerprint::kPdqThreshold;
  bool thorough = false;
};
void add_match_terms(CLI::App& command, MatchTerms& terms);

// The lists, opened.
class Matcher {
 public:
  [[nodiscard]] static Result<Matcher> open(const MatchTerms& terms);

  [[nodiscard]] std::vector<JudgedMatch> matches_of(const FileResult& result,
                                                    const match::FloodWatch& floods) const;
  [[nodiscard]] fingerprint::Purpose purpose() const;
  [[nodiscard]] std::string label(std::uint64_t item) const { return known_->label(item); }
  // What results depend on: {"against", "thorough"}, and {"radius"}, {"harmless"} where they are not the
  // usual ones.
  [[nodiscard]] boost::json::object head() const;

 private:
  Matcher(const MatchTerms& terms, std::unique_ptr<KnownList> known, std::unique_ptr<HarmlessList> harmless)
      : radius_(terms.radius),
        thorough_(terms.thorough),
        known_(std::move(known)),
        harmless_(std::move(harmless)) {}
  int radius_;
  bool thorough_;
  std::unique_ptr<KnownList> known_;
  std::unique_ptr<HarmlessList> harmless_;  // or null
};

}  // namespace jium::cli
