#include "jium/http/wire.h"

#include <algorithm>

#include "jium/casework/resident_number.h"

namespace jium::http::wire {
namespace {

bool is_control(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte < 0x20 || byte == 0x7f;
}

// Only what looks like a member's name is said back: anything else may be content.
bool looks_like_name(std::string_view name) {
  return !name.empty() && name.size() <= 40 && std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
  });
}

}  // namespace

std::string_view member_name(std::string_view in_cpp) {
  if (in_cpp == "the_case") return "case";
  if (in_cpp == "site_operator") return "operator";
  return in_cpp;
}

tl::unexpected<Unread> unread(std::string why) {
  return tl::unexpected(Unread{"", std::move(why)});
}

tl::unexpected<Unread> unread_in(const std::string& outer, Unread inner) {
  return tl::unexpected(Unread{outer + inner.place, std::move(inner.why)});
}

Fault fault_of(const Unread& unread) {
  if (unread.place.empty()) return fault(FaultKind::malformed, "the body: " + unread.why);
  const std::string place = unread.place.front() == '.' ? unread.place.substr(1) : unread.place;
  return fault(FaultKind::malformed, "\"" + place + "\" in the body: " + unread.why);
}

Read<bool> read_bool(const boost::json::value& value) {
  if (!value.is_bool()) return unread("true or false is needed");
  return value.get_bool();
}

Read<std::int64_t> read_integer(const boost::json::value& value, std::int64_t least, std::int64_t most) {
  // What fits into neither 64-bit kind is read as a double, and what is over int64's largest as uint64.
  if (!value.is_int64() || value.get_int64() < least || value.get_int64() > most) {
    return unread("a whole number is needed, " + std::to_string(least) + " to " + std::to_string(most));
  }
  return value.get_int64();
}

Read<double> read_number(const boost::json::value& value) {
  if (!value.is_number()) return unread("a number is needed");
  return value.to_number<double>();
}

Read<std::string> read_text(const boost::json::value& value) {
  if (!value.is_string()) return unread("a text is needed");
  const boost::json::string& text = value.get_string();
  if (std::any_of(text.begin(), text.end(), is_control))
    return unread("one line of text is needed, without control characters");
  return std::string(text.data(), text.size());
}

Read<std::string> read_free_text(const boost::json::value& value) {
  auto text = read_text(value);
  if (text && casework::holds_resident_number(*text)) {
    return unread("that looks like a resident registration number: jium keeps none, so please leave it out");
  }
  return text;
}

tl::unexpected<Unread> unknown_member(std::string_view name, const std::string& known) {
  const std::string said =
      looks_like_name(name) ? "\"" + std::string(name) + "\" is unknown" : "an unknown member";
  return unread(said + "; known are: " + (known.empty() ? "none" : known));
}

boost::json::value text_value(std::string_view text) {
  return boost::json::string(text.data(), text.size());
}

}  // namespace jium::http::wire
