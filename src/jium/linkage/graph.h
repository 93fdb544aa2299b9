// What a series group knows, as a graph: footages, sightings, sites, traces and centres are nodes, and every
// edge says where it comes from and when. Labels are what the viewer may read: numbers of records of their
// own, and of others a running number ("footage 3 of Seoul"); never an address, a word of a trace or a
// survivor.
//
// Nodes are numbered as they are added; neighbours are kept in a compressed table (CSR) that freeze() makes,
// so that a walk over 100,000 nodes takes milliseconds (graph_bench.cc).
//
// Export: GraphML (graphml.graphdrawing.org, 1.0) and JSON ("jium graph 1": {"nodes": [...], "edges":
// [...]}), both with the same fields in the same order, the same bytes for the same graph.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "jium/base/clock.h"
#include "jium/base/enum_text.h"

namespace jium::linkage {

enum class NodeKind { centre, footage, sighting, site, trace };
BOOST_DESCRIBE_ENUM(NodeKind, centre, footage, sighting, site, trace)

enum class EdgeKind { holds, same_as, seen_at, on_site, names };
BOOST_DESCRIBE_ENUM(EdgeKind, holds, same_as, seen_at, on_site, names)

using NodeNumber = std::uint32_t;

struct Node {
  NodeKind kind = NodeKind::footage;
  std::string label;
};
struct Edge {
  NodeNumber from = 0, to = 0;
  EdgeKind kind = EdgeKind::holds;
  std::string source;  // which centre's record says so
  Instant at{};        // and since when
};

class Graph {
 public:
  NodeNumber add(Node node);
  // Malformed when a node is not there.
  [[nodiscard]] Result<void> add(Edge edge);
  void freeze();  // before any question below; adding thaws

  [[nodiscard]] const std::vector<Node>& nodes() const { return nodes_; }
  [[nodiscard]] const std::vector<Edge>& edges() const { return edges_; }

  // Nodes at most so many edges away, itself first, in the order of their distance.
  [[nodiscard]] std::vector<NodeNumber> around(NodeNumber node, int steps) const;
  // Which piece each node belongs to: pieces are numbered from 0 in the order of their first node.
  [[nodiscard]] std::vector<std::uint32_t> pieces() const;
  // The fewest edges from one to the other, as nodes; empty when there is no way.
  [[nodiscard]] std::vector<NodeNumber> way(NodeNumber from, NodeNumber to) const;
  // These nodes and the edges between them, renumbered in their order.
  [[nodiscard]] Graph part(const std::vector<NodeNumber>& nodes) const;

  [[nodiscard]] std::string write_graphml() const;
  [[nodiscard]] std::string write_json() const;

 private:
  std::vector<Node> nodes_;
  std::vector<Edge> edges_;
  bool frozen_ = false;
  std::vector<std::uint32_t> first_;    // of each node, into neighbours_; one more than nodes
  std::vector<NodeNumber> neighbours_;  // both ways
};

}  // namespace jium::linkage
