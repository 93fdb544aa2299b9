#include <boost/json.hpp>

#include "jium/cli/list_folder.h"

namespace jium::cli {
namespace {

namespace json = boost::json;

constexpr int kFormat = 1;
constexpr std::uint64_t kPlace = 16;  // bytes of label-places an item

Fault no_description() {
  return fault(FaultKind::malformed, "its description is damaged: run jium index again");
}

json::object seal_json(const Seal& seal) {
  return {{"size", seal.size}, {"sum", seal.sum}};
}

std::string_view text_in(const json::object& object, std::string_view member) {
  const json::value* value = object.if_contains(member);
  return value == nullptr || !value->is_string() ? std::string_view() : std::string_view(value->get_string());
}

// Nothing below zero is written, and nothing beyond what a signed number holds.
Result<std::uint64_t> number_in(const json::object& object, std::string_view member) {
  const json::value* value = object.if_contains(member);
  if (value == nullptr || !value->is_int64() || value->get_int64() < 0) return no_description();
  return static_cast<std::uint64_t>(value->get_int64());
}

Result<std::string> sum_in(const json::object& object, std::string_view member) {
  std::string sum(text_in(object, member));
  const auto bytes = from_hex(sum);
  if (!bytes || bytes->size() != 32) return no_description();
  return sum;
}

Result<Seal> seal_in(const json::object& object, std::string_view member) {
  const json::value* value = object.if_contains(member);
  if (value == nullptr || !value->is_object()) return no_description();
  Seal seal;
  JIUM_TRY(seal.size, number_in(value->get_object(), "size"));
  JIUM_TRY(seal.sum, sum_in(value->get_object(), "sum"));
  return seal;
}

Result<void> check_head(const json::object& object) {
  const json::value* format = object.if_contains("format");
  if (text_in(object, "jium") != "list" || format == nullptr || !format->is_int64()) return no_description();
  if (format->get_int64() != kFormat)
    return fault(FaultKind::malformed, "it was made by another version of jium: run jium index again");
  const json::value* unfinished = object.if_contains("unfinished");
  if (unfinished != nullptr)
    return fault(FaultKind::conflict,
                 "it is being made, or its making was interrupted: run jium index again");
  return {};
}

}  // namespace

std::string write_description(const ListDescription& description) {
  const json::object object{{"jium", "list"},
                            {"format", kFormat},
                            {"items", description.items},
                            {"list", description.digest},
                            {"purpose", description.needs_more ? "ask" : "standard"},
                            {"labels", seal_json(description.labels.labels)},
                            {"label_places", seal_json(description.labels.places)},
                            {"prints", seal_json(description.prints)}};
  return json::serialize(object) + '\n';
}

Result<ListDescription> read_description(std::string_view text) {
  json::error_code failed;
  const json::value value = json::parse(text, failed);
  if (failed || !value.is_object()) return no_description();
  const json::object& object = value.get_object();
  JIUM_CHECK(check_head(object));
  ListDescription made;
  JIUM_TRY(made.items, number_in(object, "items"));
  JIUM_TRY(made.digest, sum_in(object, "list"));
  const std::string_view purpose = text_in(object, "purpose");
  if (purpose != "ask" && purpose != "standard") return no_description();
  made.needs_more = purpose == "ask";
  JIUM_TRY(made.labels.labels, seal_in(object, "labels"));
  JIUM_TRY(made.labels.places, seal_in(object, "label_places"));
  JIUM_TRY(made.prints, seal_in(object, "prints"));
  if (made.labels.places.size % kPlace != 0 || made.labels.places.size / kPlace != made.items)
    return no_description();
  return made;
}

}  // namespace jium::cli
