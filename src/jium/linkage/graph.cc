#include "jium/linkage/graph.h"

#include <algorithm>
#include <cassert>
#include <limits>
#include <unordered_map>

namespace jium::linkage {

namespace {

constexpr NodeNumber kNowhere = std::numeric_limits<NodeNumber>::max();

// XML 1.0, 2.2: what may not stand there at all becomes a question mark.
void append_xml(std::string& out, std::string_view text) {
  for (const char c : text) {
    if (c == '&') {
      out += "&amp;";
    } else if (c == '<') {
      out += "&lt;";
    } else if (c == '>') {
      out += "&gt;";
    } else if (c == '"') {
      out += "&quot;";
    } else {
      out += static_cast<unsigned char>(c) < 0x20 ? '?' : c;
    }
  }
}

// RFC 8259, 7.
void append_json(std::string& out, std::string_view text) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  out += '"';
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (byte < 0x20) {
      out += "\\u00";
      out += kDigits[byte >> 4U];
      out += kDigits[byte & 15U];
    } else {
      out += c;
    }
  }
  out += '"';
}

void append_data(std::string& out, std::string_view key, std::string_view text) {
  out += "<data key=\"";
  out += key;
  out += "\">";
  append_xml(out, text);
  out += "</data>";
}

}  // namespace

NodeNumber Graph::add(Node node) {
  frozen_ = false;
  nodes_.push_back(std::move(node));
  return static_cast<NodeNumber>(nodes_.size() - 1);
}

Result<void> Graph::add(Edge edge) {
  if (edge.from >= nodes_.size() || edge.to >= nodes_.size())
    return fault(FaultKind::malformed, "an edge needs its two nodes");
  frozen_ = false;
  edges_.push_back(std::move(edge));
  return {};
}

void Graph::freeze() {
  if (frozen_) return;
  first_.assign(nodes_.size() + 1, 0);
  for (const Edge& edge : edges_) {
    ++first_[edge.from + 1];
    ++first_[edge.to + 1];
  }
  for (std::size_t i = 1; i < first_.size(); ++i) first_[i] += first_[i - 1];
  neighbours_.assign(edges_.size() * 2, 0);
  std::vector<std::uint32_t> next(first_.begin(), first_.end() - 1);
  for (const Edge& edge : edges_) {
    neighbours_[next[edge.from]++] = edge.to;
    neighbours_[next[edge.to]++] = edge.from;
  }
  frozen_ = true;
}

std::vector<NodeNumber> Graph::around(NodeNumber node, int steps) const {
  assert(frozen_);
  std::vector<NodeNumber> reached;
  if (node >= nodes_.size()) return reached;
  std::vector<bool> seen(nodes_.size(), false);
  reached.push_back(node);
  seen[node] = true;
  std::size_t begin = 0;
  for (int step = 0; step < steps && begin < reached.size(); ++step) {
    const std::size_t end = reached.size();
    for (; begin < end; ++begin) {
      const NodeNumber at = reached[begin];
      for (std::uint32_t i = first_[at]; i < first_[at + 1]; ++i) {
        const NodeNumber next = neighbours_[i];
        if (seen[next]) continue;
        seen[next] = true;
        reached.push_back(next);
      }
    }
  }
  return reached;
}

std::vector<std::uint32_t> Graph::pieces() const {
  assert(frozen_);
  std::vector<std::uint32_t> piece(nodes_.size(), kNowhere);
  std::vector<NodeNumber> waiting;
  std::uint32_t count = 0;
  for (NodeNumber start = 0; start < nodes_.size(); ++start) {
    if (piece[start] != kNowhere) continue;
    piece[start] = count;
    waiting.push_back(start);
    while (!waiting.empty()) {
      const NodeNumber at = waiting.back();
      waiting.pop_back();
      for (std::uint32_t i = first_[at]; i < first_[at + 1]; ++i) {
        if (piece[neighbours_[i]] != kNowhere) continue;
        piece[neighbours_[i]] = count;
        waiting.push_back(neighbours_[i]);
      }
    }
    ++count;
  }
  return piece;
}

std::vector<NodeNumber> Graph::way(NodeNumber from, NodeNumber to) const {
  assert(frozen_);
  if (from >= nodes_.size() || to >= nodes_.size()) return {};
  std::vector<NodeNumber> came(nodes_.size(), kNowhere), queue{from};
  came[from] = from;
  for (std::size_t head = 0; head < queue.size() && came[to] == kNowhere; ++head) {
    const NodeNumber at = queue[head];
    for (std::uint32_t i = first_[at]; i < first_[at + 1]; ++i) {
      if (came[neighbours_[i]] != kNowhere) continue;
      came[neighbours_[i]] = at;
      queue.push_back(neighbours_[i]);
    }
  }
  if (came[to] == kNowhere) return {};
  std::vector<NodeNumber> nodes{to};
  while (nodes.back() != from) nodes.push_back(came[nodes.back()]);
  std::reverse(nodes.begin(), nodes.end());
  return nodes;
}

Graph Graph::part(const std::vector<NodeNumber>& nodes) const {
  Graph made;
  std::unordered_map<NodeNumber, NodeNumber> number;
  for (const NodeNumber node : nodes) {
    if (node < nodes_.size() && !number.contains(node)) number.emplace(node, made.add(nodes_[node]));
  }
  for (const Edge& edge : edges_) {
    const auto from = number.find(edge.from), to = number.find(edge.to);
    if (from == number.end() || to == number.end()) continue;
    Edge kept = edge;
    kept.from = from->second;
    kept.to = to->second;
    made.edges_.push_back(std::move(kept));
  }
  made.freeze();
  return made;
}

std::string Graph::write_graphml() const {
  std::string out =
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      "<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">\n"
      "<key id=\"kind\" for=\"all\" attr.name=\"kind\" attr.type=\"string\"/>\n"
      "<key id=\"label\" for=\"node\" attr.name=\"label\" attr.type=\"string\"/>\n"
      "<key id=\"source\" for=\"edge\" attr.name=\"source\" attr.type=\"string\"/>\n"
      "<key id=\"at\" for=\"edge\" attr.name=\"at\" attr.type=\"string\"/>\n"
      "<graph edgedefault=\"undirected\">\n";
  for (std::size_t i = 0; i < nodes_.size(); ++i) {
    out += "<node id=\"n" + std::to_string(i) + "\">";
    append_data(out, "kind", to_text(nodes_[i].kind));
    append_data(out, "label", nodes_[i].label);
    out += "</node>\n";
  }
  for (const Edge& edge : edges_) {
    out += "<edge source=\"n" + std::to_string(edge.from) + "\" target=\"n" + std::to_string(edge.to) + "\">";
    append_data(out, "kind", to_text(edge.kind));
    append_data(out, "source", edge.source);
    append_data(out, "at", to_text(edge.at));
    out += "</edge>\n";
  }
  out += "</graph>\n</graphml>\n";
  return out;
}

std::string Graph::write_json() const {
  std::string out = "{\"format\":\"jium graph 1\",\"nodes\":[";
  for (std::size_t i = 0; i < nodes_.size(); ++i) {
    if (i > 0) out += ',';
    out += "{\"id\":" + std::to_string(i) + ",\"kind\":";
    append_json(out, to_text(nodes_[i].kind));
    out += ",\"label\":";
    append_json(out, nodes_[i].label);
    out += '}';
  }
  out += "],\"edges\":[";
  for (std::size_t i = 0; i < edges_.size(); ++i) {
    const Edge& edge = edges_[i];
    if (i > 0) out += ',';
    out += "{\"from\":" + std::to_string(edge.from) + ",\"to\":" + std::to_string(edge.to) + ",\"kind\":";
    append_json(out, to_text(edge.kind));
    out += ",\"source\":";
    append_json(out, edge.source);
    out += ",\"at\":";
    append_json(out, to_text(edge.at));
    out += '}';
  }
  out += "]}\n";
  return out;
}

}  // namespace jium::linkage
