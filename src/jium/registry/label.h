// What is said about footage, always under a dated scheme: (scheme, version, code). A scheme's next version
// is another scheme; nothing that was once said is translated in silence. The schemes are data
// (data/legal/classes.tsv).
//
// Three uses. legal: what a competent body decides (Telecommunications Business Act, article 22-5, paragraph
// 1 names three classes). self: registered by the survivor on their own device, decided by nobody. label:
// said beside it by an officer or a peer (IWF's categories, VICS), and decides nothing.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "jium/base/enum_text.h"
#include "jium/registry/dated_table.h"
#include "jium/registry/footage.h"

namespace jium::registry {

struct SchemeCode {
  std::string scheme, version, code;

  friend bool operator==(const SchemeCode&, const SchemeCode&) = default;
};

struct LabelTag {
  static constexpr char letter = 'B';
  static constexpr std::string_view noun = "label";
};
using LabelId = Id<LabelTag>;

// Added and never changed; who said it and when belong to it.
struct Label {
  LabelId id;
  FootageId footage;
  OrganisationId organisation;
  SchemeCode what;
  std::string labeller;  // the id of a key or a person
  Instant at{};
};

enum class SchemeUse { legal, self, label };
BOOST_DESCRIBE_ENUM(SchemeUse, legal, self, label)

struct SchemeClass {
  SchemeCode what;
  SchemeUse use = SchemeUse::label;
  Validity valid;
  std::string ko, en, source;
};

class SchemeBook {
 public:
  // Malformed, with the line's number, for a line that cannot be read or stands there twice.
  [[nodiscard]] static Result<SchemeBook> parse(std::string_view tsv);
  [[nodiscard]] static const SchemeBook& built_in();

  // Malformed, naming what there is, when nobody may say it for this use at this time.
  [[nodiscard]] Result<void> check(const SchemeCode& what, SchemeUse use, Instant at) const;
  [[nodiscard]] const std::vector<SchemeClass>& classes() const { return classes_; }

 private:
  std::vector<SchemeClass> classes_;
};

// What footage is that nobody but the survivor has registered.
[[nodiscard]] SchemeCode self_registered();

}  // namespace jium::registry
