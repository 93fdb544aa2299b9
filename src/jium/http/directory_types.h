// The directory of sites and operators.
#pragma once

#include "jium/http/wire.h"
#include "jium/removal/operator.h"

namespace jium::http::wire {

struct AddOperator {
  std::string name;
  std::string mail;
  removal::Language language{};
  std::optional<std::string> jurisdiction;
};
JIUM_WIRE_ASK(AddOperator, (name, mail, language, jurisdiction))

struct Operator {
  removal::OperatorId id;
  std::string name;
  std::string mail;
  removal::Language language{};
  std::string jurisdiction;
  Instant added_at{};
};
JIUM_WIRE_VIEW(Operator, (id, name, mail, language, jurisdiction, added_at))

struct Operators {
  std::vector<Operator> operators;
};
JIUM_WIRE_VIEW(Operators, (operators))

struct AssignSite {
  Exact site;  // a name, or any address on it
  removal::OperatorId site_operator;
};
JIUM_WIRE_ASK(AssignSite, (site, site_operator))

struct Site {
  registry::SiteId id;
  std::string name;
  std::optional<removal::OperatorId> site_operator;
  Instant added_at{};
};
JIUM_WIRE_VIEW(Site, (id, name, site_operator, added_at))

struct Sites {
  std::vector<Site> sites;
};
JIUM_WIRE_VIEW(Sites, (sites))

}  // namespace jium::http::wire
