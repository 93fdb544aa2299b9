#include "jium/http/openapi.h"

#include <boost/json/serialize.hpp>

#include "jium/embedded/version.h"

namespace jium::http {
namespace {

namespace json = boost::json;

json::string text(std::string_view from) {
  return json::string(from.data(), from.size());
}

// Boost.JSON writes without blanks; this file is read by people and compared line by line.
void write_pretty(const json::value& value, std::size_t depth, std::string& out) {
  const std::string indent(2 * (depth + 1), ' ');
  const auto close = [&](char bracket) { out += '\n' + std::string(2 * depth, ' ') + bracket; };
  if (value.is_object() && !value.get_object().empty()) {
    std::string_view separator = "{\n";
    for (const auto& pair : value.get_object()) {
      out += std::string(separator) + indent + json::serialize(json::value(pair.key())) + ": ";
      write_pretty(pair.value(), depth + 1, out);
      separator = ",\n";
    }
    close('}');
  } else if (value.is_array() && !value.get_array().empty()) {
    std::string_view separator = "[\n";
    for (const auto& element : value.get_array()) {
      out += std::string(separator) + indent;
      write_pretty(element, depth + 1, out);
      separator = ",\n";
    }
    close(']');
  } else {
    out += json::serialize(value);
  }
}

struct Permission {
  bool open = false;  // to anyone
  json::array roles;
  std::optional<audit::Act> act;
  audit::AuditClass audit = audit::AuditClass::read;
  desk::Guard guard = desk::Guard::none;
  std::string relation;  // of all lines
};

Permission permission_of(const Route& route, const desk::Authorisation& authorisation) {
  Permission permission;
  for (const desk::Grant& grant : authorisation.grants()) {
    if (grant.method != route.method || grant.route != route.path) continue;
    permission.act = grant.act;
    permission.audit = grant.audit_class();
    permission.guard = grant.guard;
    if (permission.relation.find(to_text(grant.relation)) == std::string::npos)
      permission.relation += (permission.relation.empty() ? "" : ", ") + std::string(to_text(grant.relation));
    permission.open = permission.open || grant.caller == desk::Caller::anyone;
    if (grant.caller == desk::Caller::role) permission.roles.emplace_back(text(to_text(grant.role)));
  }
  return permission;
}

json::array parameters_of(const Route& route, const Permission& permission) {
  json::array parameters;
  std::string_view rest = route.path;
  for (auto open = rest.find('{'); open != std::string_view::npos; open = rest.find('{')) {
    const auto end = rest.find('}');
    parameters.push_back(json::object{{"name", text(rest.substr(open + 1, end - open - 1))},
                                      {"in", "path"},
                                      {"required", true},
                                      {"schema", json::object{{"type", "string"}}}});
    rest.remove_prefix(end + 1);
  }
  for (const QueryParameter& query : route.query) {
    parameters.push_back(json::object{{"name", text(query.name)},
                                      {"in", "query"},
                                      {"description", text(query.meaning)},
                                      {"schema", json::object{{"type", "string"}}}});
  }
  if (permission.audit == audit::AuditClass::change && route.takes_idempotency_key) {
    parameters.push_back(json::object{{"$ref", "#/components/parameters/IdempotencyKey"}});
  }
  return parameters;
}

json::object good_answer(const Route& route, SchemaBook& book) {
  json::object answer{{"description", "Done."}};
  if (route.gives != nullptr) {
    answer["content"] = json::object{{text(kJson), json::object{{"schema", route.gives(book)}}}};
  }
  return answer;
}

std::vector<int> refusals_of(const Route& route, const Permission& permission) {
  const bool keyed = permission.audit == audit::AuditClass::change && route.takes_idempotency_key;
  std::vector<int> refusals{400};
  if (!permission.open) refusals.push_back(401);
  if (!permission.roles.empty() || route.operation == "sign_in") refusals.push_back(403);
  if (route.method == "POST" || route.path.find('{') != std::string_view::npos || !route.query.empty())
    refusals.push_back(404);
  if (permission.audit == audit::AuditClass::change) refusals.push_back(409);
  if (route.method == "POST") refusals.insert(refusals.end(), {413, 415});
  if (keyed) refusals.push_back(422);
  const bool only_looks_without_key = permission.open && route.method != "POST";
  if (!only_looks_without_key) refusals.push_back(429);
  refusals.push_back(503);
  return refusals;
}

json::object operation_of(const Route& route, const desk::Authorisation& authorisation, SchemaBook& book) {
  const Permission permission = permission_of(route, authorisation);
  json::object operation{{"operationId", text(route.operation)}, {"summary", text(route.summary)}};
  operation["security"] = permission.open ? json::array{} : json::array{json::object{{"key", json::array{}}}};
  if (!permission.roles.empty()) operation["x-roles"] = permission.roles;
  operation["x-relation"] = text(permission.relation);
  operation["x-audit"] = text(to_text(permission.audit));
  if (permission.act) operation["x-act"] = text(audit::word_of(*permission.act));
  if (permission.guard == desk::Guard::step_up) operation["x-guard"] = "step_up";
  if (auto parameters = parameters_of(route, permission); !parameters.empty())
    operation["parameters"] = std::move(parameters);
  if (route.asks != nullptr) {
    operation["requestBody"] =
        json::object{{"required", true},
                     {"content", json::object{{text(kJson), json::object{{"schema", route.asks(book)}}}}}};
  }
  json::object responses;
  for (const int status : route.success) responses[std::to_string(status)] = good_answer(route, book);
  for (const int status : refusals_of(route, permission)) {
    responses[std::to_string(status)] = json::object{{"$ref", "#/components/responses/Problem"}};
  }
  operation["responses"] = std::move(responses);
  return operation;
}

json::object problem_schema() {
  return {{"type", "object"},
          {"properties", json::object{{"type", json::object{{"type", "string"}}},
                                      {"title", json::object{{"type", "string"}}},
                                      {"status", json::object{{"type", "integer"}}},
                                      {"detail", json::object{{"type", "string"}}}}},
          {"required", json::array{"type", "title", "status", "detail"}}};
}

json::object idempotency_key() {
  return {
      {"name", "Idempotency-Key"},
      {"in", "header"},
      {"required", true},
      {"description",
       "1 to 200 visible ASCII characters, new for each change. The same request sent again with the same "
       "key changes nothing and gets the first answer, with Idempotency-Replayed: true."},
      {"schema",
       json::object{{"type", "string"}, {"minLength", 1}, {"maxLength", 200}, {"pattern", "^[!-~]+$"}}}};
}

json::object components_of(const SchemaBook& book) {
  json::object schemas = book.structs();
  schemas["Problem"] = problem_schema();
  const json::object problem{
      {"description", "No, and why (RFC 9457)."},
      {"content",
       json::object{{text(kProblemJson),
                     json::object{{"schema", json::object{{"$ref", "#/components/schemas/Problem"}}}}}}}};
  return {{"schemas", std::move(schemas)},
          {"parameters", json::object{{"IdempotencyKey", idempotency_key()}}},
          {"responses", json::object{{"Problem", problem}}},
          {"securitySchemes",
           json::object{{"key", json::object{{"type", "http"},
                                             {"scheme", "bearer"},
                                             {"description", "the secret of an API key or of a session"}}}}}};
}

}  // namespace

std::string describe_api(const Routes& routes, const desk::Authorisation& authorisation) {
  SchemaBook book;
  json::object paths;
  for (const Route& route : routes) {
    json::value& path = paths[text(route.path)];
    if (!path.is_object()) path.emplace_object();
    std::string method(route.method);
    for (char& c : method) c = static_cast<char>(c - 'A' + 'a');
    path.get_object()[method] = operation_of(route, authorisation, book);
  }
  json::object document{{"openapi", "3.1.0"},
                        {"info", json::object{{"title", "jium"}, {"version", text(kVersion)}}},
                        {"paths", std::move(paths)}};
  document["components"] = components_of(book);
  std::string out;
  write_pretty(document, 0, out);
  return out + '\n';
}

}  // namespace jium::http
