#include "jium/app/house.h"

#include <sstream>

#include "jium/app/data_lock.h"
#include "jium/app/open_store.h"
#include "jium/base/log.h"
#include "jium/base/text_file.h"
#include "jium/outside/imap.h"
#include "jium/outside/notify.h"
#include "jium/outside/operator_api.h"
#include "jium/outside/web_form.h"
#include "jium/store/backup.h"

namespace jium::app {
namespace {

// Beside `serve`, a `work` with the same settings finds the folder taken: it has an index of its own, in
// memory. A damaged folder is made right from the store (desk/known_footage.h).
Result<std::unique_ptr<match::HashBank>> hashes_for(const IndexFolder& settings) {
  auto opened = open_index(settings);
  if (opened || opened.fault().kind != FaultKind::conflict) return opened;
  log::warning("index_folder_in_use");
  return std::make_unique<match::HashBank>();
}

// A backup that was killed leaves a whole copy of the database; one that is at work has the lock.
void tidy_up(const std::string& data_folder) {
  if (const auto lock = DataLock::take(data_folder)) store::drop_broken_copy(data_folder);
}

// A list that was asked for and cannot be read stops the start: nobody would notice that it is not there.
Result<std::unique_ptr<desk::HarmlessPictures>> harmless_of(const std::string& path) {
  if (path.empty()) return std::unique_ptr<desk::HarmlessPictures>();
  JIUM_TRY(const std::string text, read_text_file(path));
  std::istringstream list(text);
  auto pictures = desk::HarmlessPictures::read(list);
  if (!pictures) return Fault(std::move(pictures).fault()).within("index.harmless_list");
  return pictures;
}

Result<std::unique_ptr<removal::Mailbox>> mailbox_of(const Config& config) {
  if (config.replies.user.empty()) return std::unique_ptr<removal::Mailbox>();
  return outside::make_imap_mailbox(config.replies, config.replies_folder);
}

// Where there is a second vantage, one alone proves nothing.
removal::WatchPolicy watch_of(const Config& config) {
  removal::WatchPolicy watch = config.watch;
  watch.vantages = config.vantages.empty() ? 1 : 2;
  return watch;
}

std::vector<std::unique_ptr<registry::Fetcher>> fetchers_of(const Config& config, const Clock& clock) {
  std::vector<std::unique_ptr<registry::Fetcher>> fetchers;
  for (const ProxyVantage& vantage : config.vantages) {
    outside::FetchSettings settings = config.fetch;
    settings.vantage = vantage.name;
    settings.proxy = vantage.proxy;
    fetchers.push_back(outside::make_http_fetcher(settings, clock));
  }
  return fetchers;
}

}  // namespace

House::House(Config the_config, std::unique_ptr<store::Store> the_store,
             std::unique_ptr<match::HashBank> the_hashes,
             std::unique_ptr<desk::HarmlessPictures> the_harmless, removal::RuleBook the_rules,
             std::unique_ptr<removal::Courier> the_courier, std::unique_ptr<removal::Mailbox> the_mailbox,
             fingerprint::Fingerprinter& the_fingerprinter)
    : config(std::move(the_config)),
      store(std::move(the_store)),
      rules(std::move(the_rules)),
      known(std::move(the_hashes)),
      harmless(std::move(the_harmless)),
      desk{clock,
           known,
           rules,
           watch_of(config),
           harmless.get(),
           config.reviewers,
           {desk::PassphraseCost{}, origin_of(config).value_or("")},
           config.reveals},
      fetcher(outside::make_http_fetcher(config.fetch, clock)),
      other_fetchers(fetchers_of(config, clock)),
      courier(std::move(the_courier)),
      mailbox(std::move(the_mailbox)),
      contacts(outside::make_contact_lookup(config.contacts, config.fetch, clock)),
      form_sender(outside::make_form_sender(config.fetch)),
      operator_api(outside::make_operator_api(config.fetch)),
      notifier(outside::make_http_notifier(config.fetch, config.private_webhooks)),
      fingerprinter(the_fingerprinter) {}

Result<std::unique_ptr<House>> House::open(Config config, const std::string& data_folder,
                                           fingerprint::Fingerprinter& fingerprinter) {
  if (config.fetch.allow_loopback) log::warning("loopback_allowed_for_tests_only");
  JIUM_CHECK(origin_of(config));
  JIUM_TRY(auto store, open_store(config, data_folder));
  tidy_up(data_folder);
  JIUM_TRY(auto hashes, hashes_for(config.index));
  JIUM_TRY(auto harmless, harmless_of(config.harmless_list));
  JIUM_TRY(auto rules, removal::built_in_rules());
  JIUM_TRY(auto courier, outside::make_smtp_courier(config.mail));
  JIUM_TRY(auto mailbox, mailbox_of(config));
  return std::unique_ptr<House>(new House(std::move(config), std::move(store), std::move(hashes),
                                          std::move(harmless), std::move(rules), std::move(courier),
                                          std::move(mailbox), fingerprinter));
}

work::Worker House::new_worker() {
  work::Ports ports{*fetcher, fingerprinter, *courier, *contacts};
  ports.notifier = notifier.get();
  ports.mailbox = mailbox.get();
  ports.mailbox_of = registry::OrganisationId::parse(config.replies_for).value_or(registry::OrganisationId());
  ports.form_sender = form_sender.get();
  ports.operator_api = operator_api.get();
  for (std::size_t i = 0; i < other_fetchers.size(); ++i)
    ports.other_vantages.push_back({config.vantages[i].name, other_fetchers[i].get()});
  return work::Worker(*store, desk, ports, config.work);
}

}  // namespace jium::app
