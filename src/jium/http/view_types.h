// What a person keeps of the console.
#pragma once

#include "jium/http/wire.h"
#include "jium/store/person_views.h"

namespace jium::http::wire {

struct KeepView {
  std::string name;
  std::string page;
  std::string filter;  // a JSON object, as a text: the console alone understands it
};
JIUM_WIRE_ASK(KeepView, (name, page, filter))

struct View {
  store::ViewId id;
  std::string name, page, filter;
  Instant kept_at{};
};
JIUM_WIRE_VIEW(View, (id, name, page, filter, kept_at))

struct Views {
  std::vector<View> views;
};
JIUM_WIRE_VIEW(Views, (views))

struct KeepSettings {
  std::optional<store::ConsoleLanguage> language;
  std::optional<store::ConsoleTheme> theme;
};
JIUM_WIRE_ASK(KeepSettings, (language, theme))

struct Settings {
  std::optional<store::ConsoleLanguage> language;
  std::optional<store::ConsoleTheme> theme;
};
JIUM_WIRE_VIEW(Settings, (language, theme))

}  // namespace jium::http::wire
