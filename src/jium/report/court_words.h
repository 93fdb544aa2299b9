// The words of court papers, in Korean and in English: of kinds of places, ages, harms, classes, countries,
// and of numbers, days and spans of time.
#pragma once

#include <string>
#include <string_view>

#include "jium/paper/document.h"
#include "jium/removal/cost.h"
#include "jium/report/guideline.h"

namespace jium::report {

// A text in the language of the paper.
class Says {
 public:
  explicit Says(paper::Tongue tongue) : korean_(tongue == paper::Tongue::ko) {}

  [[nodiscard]] bool korean() const { return korean_; }
  [[nodiscard]] const std::string& of(const std::string& ko, const std::string& en) const {
    return korean_ ? ko : en;
  }
  [[nodiscard]] std::string operator()(std::string_view ko, std::string_view en) const {
    return std::string(korean_ ? ko : en);
  }
  // 12,345
  [[nodiscard]] std::string number(std::int64_t value) const;
  // "12,345건", "12,345"
  [[nodiscard]] std::string count(std::int64_t value, std::string_view counter) const;
  [[nodiscard]] std::string money(std::int64_t amount, const std::string& currency) const;
  [[nodiscard]] std::string day(std::string_view day) const;  // of "2026-11-22"
  [[nodiscard]] std::string range(const Range& range) const;
  // Of the words by which figures call them (court_figures.h); a word that is not known stands as it is.
  [[nodiscard]] std::string site_kind(const std::string& word) const;
  [[nodiscard]] std::string age_band(const std::string& word) const;
  [[nodiscard]] std::string harm(const std::string& word) const;
  [[nodiscard]] std::string ground(const std::string& word) const;
  [[nodiscard]] std::string legal_class(const std::string& code) const;
  [[nodiscard]] std::string country(const std::string& code) const;
  [[nodiscard]] std::string cost(removal::CostKind kind) const;
  [[nodiscard]] std::string measure(Measure measure) const;
  [[nodiscard]] std::string zone(Zone zone) const;

 private:
  bool korean_;
};

}  // namespace jium::report
