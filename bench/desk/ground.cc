#include "desk/ground.h"

#include <cstdlib>
#include <stdexcept>

#include "jium/desk/add_organisation.h"
#include "jium/desk/keep_directory.h"
#include "jium/desk/keep_letter_settings.h"
#include "jium/desk/open_case.h"
#include "jium/desk/record_sighting.h"
#include "jium/desk/register_footage.h"
#include "jium/desk/request_removal.h"
#include "jium/desk/write_log.h"

namespace jium::bench {

using store::Transaction;

Folder::Folder() {
  std::string pattern = (std::filesystem::temp_directory_path() / "jium-bench-XXXXXX").string();
  if (::mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no folder could be made");
  path_ = pattern;
}

Folder::~Folder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

Ground::Ground(const std::string& folder)
    : store_(needed(store::Store::open(folder))),
      rules_(needed(removal::built_in_rules())),
      desk_{clock_, known_, rules_, {}} {
  const auto centre = needed(store_->write([&](Transaction& tx) {
    return desk::add_organisation(desk_, tx,
                                  {registry::OrganisationKind::centre, "Bench", "help@centre.example"});
  }));
  officer_ = {store::AccessKeyId::random(), centre.id, desk::Role::deletion_officer};
  needed(store_->write([&](Transaction& tx) -> Result<void> {
    JIUM_TRY(const auto made,
             desk::add_operator(desk_, tx, officer_,
                                {"Example Hosting", "abuse@site.example", removal::Language::en, "US"}));
    JIUM_CHECK(desk::assign_site(desk_, tx, officer_, "127.0.0.1", made.id));
    // The law of the United States wants a name under each letter.
    JIUM_CHECK(desk::change_letter_settings(desk_, tx, officer_, {"Bench Officer", std::nullopt, std::nullopt}));
    return {};
  }));
}

void Ground::see(const std::vector<std::string>& places,
                 const std::vector<fingerprint::Fingerprint>& footage) {
  const auto the_case = needed(store_->write([&](Transaction& tx) {
    desk::OpenCase ask;
    ask.pseudonym = Secret<std::string>("Blue heron");
    ask.harm_types = {casework::HarmType::dissemination};
    ask.consent.removal = true;
    return desk::open_case(desk_, tx, officer_, ask);
  }));
  needed(store_->write([&](Transaction& tx) {
    return desk::register_footage(
        desk_, tx, officer_,
        {the_case.id, registry::FootageKind::image, registry::FootageSource::officer, footage});
  }));
  for (const std::string& place : places) {
    const auto seen = needed(store_->write([&](Transaction& tx) {
      return desk::tell_sighting(desk_, tx, officer_, registry::WebAddress::parse(place).value(), footage);
    }));
    if (!seen) throw std::runtime_error("what is registered was not recognised");
    sightings_.push_back(seen->sighting.id);
  }
}

removal::RequestId Ground::prepare(registry::SightingId sighting) {
  const auto drafted = needed(store_->write([&](Transaction& tx) -> Result<removal::RemovalRequest> {
    JIUM_TRY(auto request, desk::request_removal(desk_, tx, officer_, sighting));
    JIUM_CHECK(desk::write_log(desk_, tx, officer_, audit::Act::request_drafted, request.id));
    return request;
  }));
  needed(store_->write([&](Transaction& tx) -> Result<void> {
    JIUM_TRY(const auto confirmed, desk::confirm_request(desk_, tx, officer_, drafted.id));
    return desk::write_log(desk_, tx, officer_, audit::Act::request_confirmed, confirmed.id);
  }));
  return drafted.id;
}

removal::Letter Ground::letter_of(removal::RequestId request) {
  return needed(
      store_->read([&](Transaction& tx) { return desk::letter_for(desk_, tx, officer_, request); }));
}

int Ground::work(registry::Fetcher& fetcher, fingerprint::Fingerprinter& fingerprinter) {
  work::WorkerSettings settings;
  settings.host_pause = Duration::zero();  // what is measured is the looking, not the manners
  work::Worker worker(*store_, desk_, {fetcher, fingerprinter, courier_, contacts_}, settings);
  return needed(worker.run_due());
}

}  // namespace jium::bench
