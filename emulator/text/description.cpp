#include "emulator/text/description.h"

namespace emulator {

const Document& Description::add(const Document& document, const Document* entry) {
  return documents_.emplace_back(document, *this, entry);
}

void Description::add_link(const Document& from, std::string file, Link link) {
  links_.emplace(std::pair(&from, std::move(file)), std::move(link));
}

const Description::Link* Description::link(const Document& from, const std::string& file) const {
  const auto found = links_.find({&from, file});
  return found == links_.end() ? nullptr : &found->second;
}

std::vector<const Document*> Description::lenders(const Document& from) const {
  std::vector<const Document*> out;
  for (const Document& document : documents_) {
    if (lends_ && &document.entry() == &document && &document != &from) out.push_back(&document);
  }
  return out;
}

std::shared_ptr<void> Description::shared_work(
    const Document& entry, const std::function<std::shared_ptr<void>()>& make) const {
  const std::lock_guard lock(mutex_);
  std::weak_ptr<void>& known = work_[&entry];
  std::shared_ptr<void> work = known.lock();
  if (!work) known = work = make();
  return work;
}

std::vector<DocumentPtr> Description::entries() const {
  std::vector<DocumentPtr> out;
  for (const Document& document : documents_) {
    if (&document.entry() == &document) out.push_back(shared(document));
  }
  return out;
}

}  // namespace emulator
