#include "emulator/model/schema_circles.h"

#include <algorithm>

namespace emulator {
namespace {

using NodePtr = const Schema::Node*;

/// Tarjan's strongly connected components, with a stack of its own in place of recursion.
class CircleSearch {
 public:
  explicit CircleSearch(const SchemaBranches& branches) : branches_(branches) {}

  std::vector<NodePtr> run() {
    for (const auto& [node, ahead] : branches_) {
      if (marks_.count(node) == 0) walk(node);
    }
    return std::move(found_);
  }

 private:
  /// number  in the order of being met
  /// lowest  number that is reached from here and still open
  struct Mark {
    std::size_t number;
    std::size_t lowest;
    bool is_open;
  };
  struct Visit {
    NodePtr node;
    std::size_t next;  // of its branches
  };

  const std::vector<NodePtr>& ahead_of(NodePtr node) const {
    static const std::vector<NodePtr> kNone;
    const auto found = branches_.find(node);
    return found == branches_.end() ? kNone : found->second;
  }

  void enter(NodePtr node) {
    marks_[node] = {marks_.size(), marks_.size(), true};
    open_.push_back(node);
    visits_.push_back({node, 0});
  }

  void walk(NodePtr start) {
    enter(start);
    while (!visits_.empty()) {
      Visit& visit = visits_.back();
      const auto& ahead = ahead_of(visit.node);
      if (visit.next == ahead.size()) {
        leave(visit.node);
        continue;
      }
      const NodePtr next = ahead[visit.next++];
      const auto known = marks_.find(next);
      if (known == marks_.end()) {
        enter(next);
      } else if (known->second.is_open) {
        lower(visit.node, known->second.number);
      }
    }
  }

  void lower(NodePtr node, std::size_t number) {
    std::size_t& lowest = marks_[node].lowest;
    lowest = std::min(lowest, number);
  }

  void leave(NodePtr node) {
    visits_.pop_back();
    const Mark mark = marks_[node];
    if (!visits_.empty()) lower(visits_.back().node, mark.lowest);
    if (mark.lowest == mark.number) close(node);
  }

  // All that were met behind the first of a component belong to it; one alone is a circle if it leads to itself.
  void close(NodePtr first) {
    const auto begin = std::find(open_.rbegin(), open_.rend(), first).base() - 1;
    const auto& ahead = ahead_of(first);
    const bool is_circle =
        open_.end() - begin > 1 || std::find(ahead.begin(), ahead.end(), first) != ahead.end();
    for (auto at = begin; at != open_.end(); ++at) {
      marks_[*at].is_open = false;
      if (is_circle) found_.push_back(*at);
    }
    open_.erase(begin, open_.end());
  }

  const SchemaBranches& branches_;
  std::unordered_map<NodePtr, Mark> marks_;
  std::vector<NodePtr> open_;
  std::vector<Visit> visits_;
  std::vector<NodePtr> found_;
};

}  // namespace

std::vector<const Schema::Node*> schemas_on_circles(const SchemaBranches& branches) {
  return CircleSearch(branches).run();
}

}  // namespace emulator
