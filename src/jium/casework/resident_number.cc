#include "jium/casework/resident_number.h"

#include <algorithm>
#include <iterator>
#include <string>

namespace jium::casework {
namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

// What one UTF-8 character stands for here: its ASCII digit, '-' for every dash, ' ' for every blank.
struct Reading {
  std::string_view utf8;
  char plain;
};
constexpr Reading kReadings[] = {
    {"\t", ' '},           {"\xC2\xA0", ' '},     {"\xE3\x80\x80", ' '}, {"\xE2\x80\x90", '-'},
    {"\xE2\x80\x91", '-'}, {"\xE2\x80\x92", '-'}, {"\xE2\x80\x93", '-'}, {"\xE2\x80\x94", '-'},
    {"\xE2\x80\x95", '-'}, {"\xE2\x88\x92", '-'}, {"\xEF\xBC\x8D", '-'}, {"\xEF\xBC\x90", '0'},
    {"\xEF\xBC\x91", '1'}, {"\xEF\xBC\x92", '2'}, {"\xEF\xBC\x93", '3'}, {"\xEF\xBC\x94", '4'},
    {"\xEF\xBC\x95", '5'}, {"\xEF\xBC\x96", '6'}, {"\xEF\xBC\x97", '7'}, {"\xEF\xBC\x98", '8'},
    {"\xEF\xBC\x99", '9'},
};

std::string plain(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const auto* const reading = std::find_if(std::begin(kReadings), std::end(kReadings),
                                             [&](const Reading& r) { return text.starts_with(r.utf8); });
    const bool known = reading != std::end(kReadings);
    out += known ? reading->plain : text.front();
    text.remove_prefix(known ? reading->utf8.size() : 1);
  }
  return out;
}

// The digits from `at` on, `count` of them, or nothing when there are fewer.
std::string_view digits_at(std::string_view text, std::size_t at, std::size_t count) {
  const std::string_view digits = text.substr(std::min(at, text.size()), count);
  return digits.size() == count && std::all_of(digits.begin(), digits.end(), is_digit) ? digits
                                                                                       : std::string_view();
}

bool is_day(std::string_view yymmdd) {
  const int month = (yymmdd[2] - '0') * 10 + (yymmdd[3] - '0');
  const int day = (yymmdd[4] - '0') * 10 + (yymmdd[5] - '0');
  return month >= 1 && month <= 12 && day >= 1 && day <= 31;
}

bool number_at(std::string_view text, std::size_t from) {
  const std::string_view birth = digits_at(text, from, 6);
  if (birth.empty() || !is_day(birth)) return false;
  const std::size_t rest = std::min(text.find_first_not_of(" -", from + 6), text.size());
  const std::string_view serial = digits_at(text, rest, 7);
  if (serial.empty() || serial[0] < '1' || serial[0] > '8') return false;
  return rest + 7 == text.size() || !is_digit(text[rest + 7]);
}

}  // namespace

bool holds_resident_number(std::string_view text) {
  const std::string line = plain(text);
  for (std::size_t i = 0; i < line.size(); ++i) {
    const bool starts = is_digit(line[i]) && (i == 0 || !is_digit(line[i - 1]));
    if (starts && number_at(line, i)) return true;
  }
  return false;
}

}  // namespace jium::casework
