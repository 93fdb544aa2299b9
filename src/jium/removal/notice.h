// What a valid notice must contain, so that the receiver has to act on it: TAKE IT DOWN Act, section
// 3(a)(1)(B) (signature, identification and location of the depiction, good faith, contact); Regulation (EU)
// 2022/2065, article 16(2) (reasons, exact location, name and mail address, good faith).
#pragma once

#include <string>
#include <vector>

#include "jium/base/enum_text.h"
#include "jium/base/result.h"

namespace jium::removal {

enum class Need {
  item,           // which item it is about
  exact_address,  // where it is: a whole address, not a site
  statement,      // why it is asked for: the reasons
  signature,      // of the person concerned or of whoever is authorised to act for them
  contact,        // how the sender can be reached
  good_faith,     // a statement that it is made in good faith
};
BOOST_DESCRIBE_ENUM(Need, item, exact_address, statement, signature, contact, good_faith)

// What a notice that is about to go has.
struct Notice {
  std::vector<Need> holds;
};

[[nodiscard]] std::vector<Need> lacking(const std::vector<Need>& needs, const Notice& notice);
// Conflict, saying for each thing that lacks what to add.
[[nodiscard]] Result<void> check_notice(const std::vector<Need>& needs, const Notice& notice);

}  // namespace jium::removal
