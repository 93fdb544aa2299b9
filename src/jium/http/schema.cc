#include "jium/http/schema.h"

namespace jium::http {
namespace {

boost::json::string_view view(std::string_view text) {
  return {text.data(), text.size()};
}

}  // namespace

namespace schema {

boost::json::object of_type(std::string_view type) {
  return {{"type", view(type)}};
}

boost::json::object of_text(std::string_view format_or_description, bool is_format) {
  return {{"type", "string"}, {is_format ? "format" : "description", view(format_or_description)}};
}

boost::json::object of_id(char letter, std::string_view noun) {
  const std::string example = std::string(1, letter) + "-7K3M-9QX2-PD4T";
  return {{"type", "string"}, {"description", "id of a " + std::string(noun)}, {"examples", {example}}};
}

boost::json::object or_null(boost::json::object schema) {
  if (schema.contains("$ref") || schema.contains("enum")) {
    return {{"anyOf", {boost::json::value(std::move(schema)), boost::json::value(of_type("null"))}}};
  }
  boost::json::array types{schema.at("type"), "null"};
  schema["type"] = std::move(types);
  return schema;
}

boost::json::object reference(std::string_view name) {
  return {{"$ref", "#/components/schemas/" + std::string(name)}};
}

}  // namespace schema

boost::json::object SchemaBook::words(boost::json::array list) {
  return {{"type", "string"}, {"enum", std::move(list)}};
}

boost::json::object SchemaBook::of_algorithm() {
  boost::json::array names;
  for (std::size_t i = 0; i < fingerprint::kAlgorithmCount; ++i) {
    const std::string_view name = fingerprint::name_of(static_cast<fingerprint::Algorithm>(i));
    names.emplace_back(boost::json::string_view(name.data(), name.size()));
  }
  return words(std::move(names));
}

void SchemaBook::add_struct(std::string_view name, boost::json::object properties,
                            boost::json::array required) {
  boost::json::object schema = schema::of_type("object");
  schema["properties"] = std::move(properties);
  if (!required.empty()) schema["required"] = std::move(required);
  schema["additionalProperties"] = false;
  structs_[view(name)] = std::move(schema);
}

}  // namespace jium::http
