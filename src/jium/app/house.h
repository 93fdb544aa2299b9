// Everything that serve and work need, built once in the right order: plain constructors that say aloud what
// depends on what.
#pragma once

#include <memory>
#include <string>

#include "jium/app/config.h"
#include "jium/desk/desk.h"
#include "jium/fingerprint/fingerprinter.h"
#include "jium/store/store.h"

namespace jium::app {

class House {
 public:
  // `fingerprinter` outlives the house.
  [[nodiscard]] static Result<std::unique_ptr<House>> open(Config config, const std::string& data_folder,
                                                           fingerprint::Fingerprinter& fingerprinter);

  const Config config;
  const SystemClock clock;
  const std::unique_ptr<store::Store> store;
  const removal::RuleBook rules;
  desk::KnownFootage known;
  const std::unique_ptr<desk::HarmlessPictures> harmless;  // none: nothing is refused as harmless
  const desk::Desk desk;
  const std::unique_ptr<registry::Fetcher> fetcher;
  const std::vector<std::unique_ptr<registry::Fetcher>> other_fetchers;  // as config.vantages
  const std::unique_ptr<removal::Courier> courier;
  const std::unique_ptr<removal::Mailbox> mailbox;  // none: no answers are read
  const std::unique_ptr<removal::ContactSource> contacts;
  const std::unique_ptr<removal::FormSender> form_sender;
  const std::unique_ptr<removal::OperatorApi> operator_api;
  const std::unique_ptr<registry::Notifier> notifier;
  fingerprint::Fingerprinter& fingerprinter;

  [[nodiscard]] work::Worker new_worker();

 private:
  House(Config the_config, std::unique_ptr<store::Store> the_store,
        std::unique_ptr<match::HashBank> the_hashes, std::unique_ptr<desk::HarmlessPictures> the_harmless,
        removal::RuleBook the_rules, std::unique_ptr<removal::Courier> the_courier,
        std::unique_ptr<removal::Mailbox> the_mailbox, fingerprint::Fingerprinter& the_fingerprinter);
};

}  // namespace jium::app
