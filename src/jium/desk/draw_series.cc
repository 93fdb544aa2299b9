#include "jium/desk/draw_series.h"

#include <map>
#include <set>
#include <unordered_map>

#include "jium/desk/keep_series.h"
#include "jium/store/directory.h"
#include "jium/store/series.h"
#include "jium/store/traces.h"

namespace jium::desk {
namespace {

using linkage::EdgeKind;
using linkage::Graph;
using linkage::GroupSeat;
using linkage::NodeKind;
using linkage::NodeNumber;
using registry::OrganisationId;

constexpr const char* kFoundByJium = "jium";

// All steps cost as much as there are records: a record is looked up by hash, never among the others.
class Drawer {
 public:
  Drawer(const Desk& desk, store::Transaction& tx, OrganisationId viewer,
         const std::map<OrganisationId, std::string>& names)
      : desk_(desk), tx_(tx), viewer_(viewer), names_(names) {}

  Result<void> add(const GroupSeat& seat) {
    owner_ = seat.organisation;
    source_ = names_.at(seat.organisation);
    const auto [centre, is_new] = centres_.try_emplace(owner_, NodeNumber{});
    if (is_new) {
      centre->second = graph_.add(linkage::Node{NodeKind::centre, source_});
      JIUM_TRY(const auto sites, store::sites_of(tx_, owner_));
      for (const removal::Site& site : sites) site_names_[site.id] = site.name;
    }
    centre_ = centre->second;
    JIUM_CHECK(add_footage(seat.the_case));
    JIUM_CHECK(add_places(seat.the_case));
    return add_traces(seat.the_case);
  }
  // After all seats.
  Result<Graph> finish() && {
    JIUM_CHECK(join_footage());
    JIUM_CHECK(join_traces());
    graph_.freeze();
    return std::move(graph_);
  }

 private:
  std::string label(const char* noun, const std::string& own) {
    if (owner_ == viewer_) return own;
    return std::string(noun) + " " + std::to_string(++running_[{owner_, noun}]) + " of " + source_;
  }
  Result<void> edge(NodeNumber from, NodeNumber to, EdgeKind kind, Instant at) {
    return graph_.add(linkage::Edge{from, to, kind, source_, at});
  }

  Result<void> add_footage(casework::CaseId the_case) {
    JIUM_TRY(const auto footages, store::footages_of(tx_, the_case));
    for (const auto& stored : footages) {
      const registry::Footage& footage = stored.footage;
      if (footage.state == registry::FootageState::withdrawn) continue;
      const NodeNumber node =
          graph_.add(linkage::Node{NodeKind::footage, label("footage", footage.id.text())});
      footage_[footage.id] = {node, footage.registered_at};
      prints_.push_back({footage.id, footage.fingerprints});
      JIUM_CHECK(edge(centre_, node, EdgeKind::holds, footage.registered_at));
    }
    return {};
  }
  Result<void> add_places(casework::CaseId the_case) {
    JIUM_TRY(const auto places, store::places_of_case(tx_, the_case));
    for (const store::PlaceOfCase& place : places) {
      const auto footage = footage_.find(place.footage);
      if (footage == footage_.end()) continue;
      const NodeNumber node =
          graph_.add(linkage::Node{NodeKind::sighting, label("sighting", place.sighting.text())});
      JIUM_CHECK(edge(footage->second.node, node, EdgeKind::seen_at, place.first_seen));
      const std::string& name = site_names_[place.site];
      const auto [site, is_new] = sites_.try_emplace(name, NodeNumber{});
      if (is_new) site->second = graph_.add(linkage::Node{NodeKind::site, name});
      JIUM_CHECK(edge(node, site->second, EdgeKind::on_site, place.first_seen));
    }
    return {};
  }
  Result<void> add_traces(casework::CaseId the_case) {
    JIUM_TRY(const auto traces, store::traces_of_case(tx_, the_case));
    for (const auto& trace : traces) {
      if (trace.withdrawn_at) continue;
      const std::string kind(to_text(trace.kind));
      const NodeNumber node =
          graph_.add(linkage::Node{NodeKind::trace, label(kind.c_str(), kind + " " + trace.id.text())});
      JIUM_CHECK(edge(centre_, node, EdgeKind::names, trace.recorded_at));
      JIUM_TRY(const auto tokens, store::tokens_of(tx_, trace.id));
      for (const auto& token : tokens) {
        if (token.closeness != linkage::Closeness::exact) continue;
        tokens_[std::string(token.token.begin(), token.token.end())].push_back({node, trace.recorded_at});
      }
    }
    return {};
  }

  struct Dated {
    NodeNumber node = 0;
    Instant at{};
  };
  struct Prints {
    registry::FootageId footage;
    std::vector<fingerprint::Fingerprint> fingerprints;
  };
  Result<void> join(const Dated& one, const Dated& other) {
    return graph_.add(
        linkage::Edge{one.node, other.node, EdgeKind::same_as, kFoundByJium, std::max(one.at, other.at)});
  }
  Result<void> join_footage() {
    std::set<std::pair<NodeNumber, NodeNumber>> joined;
    for (const Prints& prints : prints_) {
      const Dated& own = footage_.at(prints.footage);
      JIUM_TRY(const auto matches, desk_.known.find_anywhere(tx_, prints.fingerprints));
      for (const KnownMatch& known : matches) {
        const auto other = footage_.find(known.stored.footage.id);
        if (other == footage_.end() || other->second.node == own.node || is_a_hint_only(known.match))
          continue;
        const auto pair = std::minmax(own.node, other->second.node);
        if (joined.insert({pair.first, pair.second}).second) JIUM_CHECK(join(own, other->second));
      }
    }
    return {};
  }
  // As a chain: of n equal traces n - 1 edges say as much as all pairs.
  Result<void> join_traces() {
    for (const auto& [token, holders] : tokens_) {
      for (std::size_t i = 1; i < holders.size(); ++i) JIUM_CHECK(join(holders[i - 1], holders[i]));
    }
    return {};
  }

  const Desk& desk_;
  store::Transaction& tx_;
  OrganisationId viewer_, owner_;
  const std::map<OrganisationId, std::string>& names_;
  std::string source_;
  Graph graph_;
  NodeNumber centre_ = 0;
  std::map<OrganisationId, NodeNumber> centres_;
  std::map<std::pair<OrganisationId, std::string>, int> running_;
  std::unordered_map<registry::FootageId, Dated> footage_;
  std::vector<Prints> prints_;
  std::unordered_map<std::string, NodeNumber> sites_;
  std::unordered_map<registry::SiteId, std::string> site_names_;
  std::map<std::string, std::vector<Dated>> tokens_;
};

}  // namespace

Result<Graph> draw_series(const Desk& desk, store::Transaction& tx, const Actor& actor,
                          linkage::SeriesGroupId id) {
  JIUM_TRY(const auto group, reach_series(desk, tx, actor, id));
  JIUM_TRY(const auto names, names_in(tx, group));
  Drawer drawer(desk, tx, actor.organisation, names);
  return tx.for_the_house([&]() -> Result<Graph> {
    for (const GroupSeat& seat : group.seats) {
      if (!seat.is_in()) continue;
      JIUM_CHECK(tx.for_organisation(seat.organisation, [&] { return drawer.add(seat); }));
    }
    return std::move(drawer).finish();
  });
}

}  // namespace jium::desk
