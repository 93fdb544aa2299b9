// The authorisation table (authz.tsv), read once at the start. The dispatcher's check, the security block of
// the OpenAPI file and the test matrix all come from it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "jium/base/result.h"
#include "jium/desk/actor.h"

namespace jium::desk {

enum class Caller { anyone, any_key, role };
enum class Relation { none, own };
BOOST_DESCRIBE_ENUM(Relation, none, own)
enum class AuditClass { read, change, secret };
BOOST_DESCRIBE_ENUM(AuditClass, read, change, secret)

struct Grant {
  std::string method;
  std::string route;  // with {names}, as in the OpenAPI file
  Caller caller = Caller::role;
  Role role = Role::deletion_officer;  // when caller is `role`
  Relation relation = Relation::own;
  AuditClass audit = AuditClass::read;
};

class Authorisation {
 public:
  // Malformed, with the line's number, for an unknown word, a wrong number of columns or a line given twice.
  [[nodiscard]] static Result<Authorisation> parse(std::string_view tsv);
  [[nodiscard]] static Result<Authorisation> built_in();

  [[nodiscard]] bool knows(std::string_view method, std::string_view route) const;
  [[nodiscard]] bool needs_key(std::string_view method, std::string_view route) const;
  // Default is no.
  [[nodiscard]] bool allows(std::string_view method, std::string_view route, const Actor& actor) const;
  [[nodiscard]] const std::vector<Grant>& grants() const { return grants_; }

 private:
  std::vector<Grant> grants_;
};

}  // namespace jium::desk
