// What made two files the same footage, in words for an officer.
#pragma once

#include <boost/json.hpp>
#include <string>

namespace jium::cli {

// Of an object with the members "witness", "distance" and "sureness" (per cent), as the API and KnownList
// have them: "the very same file", "PDQ distance 12", "a part of it, sureness 88 %".
[[nodiscard]] std::string recognition_text(const boost::json::value& match);

}  // namespace jium::cli
