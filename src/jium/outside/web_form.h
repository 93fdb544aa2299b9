// Forms and APIs of operators (libcurl): the only POST that jium makes to a stranger's host, and only to the
// host that a recipe names, which a second person confirmed.
//
// The rule of fetch.h holds here as well: resolve, all answers must be public, connect to what was checked;
// the socket's address is judged again. No cookie is kept but within one send (a form's token is worth
// nothing without the session it was given to); no Referer, no sign-in, no redirect of the POST itself.
#pragma once

#include <memory>

#include "jium/outside/fetch.h"
#include "jium/removal/form_sender.h"

namespace jium::outside {

class Resolver;

// `settings` as for the fetcher; an answer is read up to 1 MiB whatever they say.
[[nodiscard]] std::unique_ptr<removal::FormSender> make_form_sender(const FetchSettings& settings);
[[nodiscard]] std::unique_ptr<removal::FormSender> make_form_sender(const FetchSettings& settings,
                                                                    std::unique_ptr<Resolver> resolver);

}  // namespace jium::outside
