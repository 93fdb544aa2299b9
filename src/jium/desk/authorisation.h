// The authorisation table (authz.tsv), read once at the start. The dispatcher's check, the security block of
// the OpenAPI file and the test matrix all come from it.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "jium/audit/act.h"
#include "jium/base/result.h"
#include "jium/desk/actor.h"

namespace jium::desk {

enum class Caller { anyone, any_key, role };
// own: records of the caller's organisation. assigned: of these, for a person, only cases to which they are
// assigned now, and what belongs to such a case (footage, sightings, requests, letters, history); a program
// (a key without a person) acts for its whole organisation. What is out of reach is Missing, like what is not
// there (desk/reach.h). shared: one's own, and what others share with one's organisation
// (registry/sharing.h).
enum class Relation { none, own, shared, assigned };
BOOST_DESCRIBE_ENUM(Relation, none, own, shared, assigned)
// step_up: a person must have proved anew, a few minutes ago, who they are.
enum class Guard { none, step_up };

struct Grant {
  std::string method;
  std::string route;  // with {names}, as in the OpenAPI file
  Caller caller = Caller::role;
  Role role = Role::deletion_officer;  // when caller is `role`
  Relation relation = Relation::own;
  std::optional<audit::Act> act;  // none: shows nothing that could harm anybody, and is not logged
  Guard guard = Guard::none;

  [[nodiscard]] audit::AuditClass audit_class() const {
    return act ? audit::class_of(*act) : audit::AuditClass::read;
  }
};

class Authorisation {
 public:
  // Malformed, with the line's number, for an unknown word, a wrong number of columns or a line given twice.
  [[nodiscard]] static Result<Authorisation> parse(std::string_view tsv);
  [[nodiscard]] static Result<Authorisation> built_in();

  [[nodiscard]] bool knows(std::string_view method, std::string_view route) const;
  [[nodiscard]] bool needs_key(std::string_view method, std::string_view route) const;
  // The strictest of its lines.
  [[nodiscard]] Guard guard_of(std::string_view method, std::string_view route) const;
  // Default is no.
  [[nodiscard]] bool allows(std::string_view method, std::string_view route, const Actor& actor) const;
  [[nodiscard]] const std::vector<Grant>& grants() const { return grants_; }

 private:
  std::vector<Grant> grants_;
};

}  // namespace jium::desk
