// The body of a form as browsers send it without multipart: application/x-www-form-urlencoded (WHATWG URL
// standard, section 5), read by Boost.URL. Files have no place in it.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "jium/base/result.h"

namespace jium::intake {

inline constexpr std::size_t kFormBytes = std::size_t{2} << 20;  // an hour of video is 300 KB of fingerprints
inline constexpr std::size_t kFormFields = 200;

class Form {
 public:
  // Malformed for what is not such a body, is larger than the limits, or has a field that is not UTF-8 or
  // holds a control character besides tab and line breaks. CR LF becomes LF.
  [[nodiscard]] static Result<Form> read(std::string_view body);

  // The first field of this name; empty when there is none.
  [[nodiscard]] const std::string& one(std::string_view name) const;
  [[nodiscard]] const std::vector<std::string>& all(std::string_view name) const;

 private:
  std::map<std::string, std::vector<std::string>, std::less<>> fields_;
};

// Is it the content type of such a body, whatever its parameters?
[[nodiscard]] bool is_form_type(std::string_view content_type);

}  // namespace jium::intake
