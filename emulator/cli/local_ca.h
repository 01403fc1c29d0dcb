#pragma once

#include <string>
#include <vector>

#include "emulator/serve/certificates.h"

namespace emulator {

/// The certificate authority of this user, kept in a folder: ca.pem, and ca-key.pem that nobody else may read. It can
/// vouch for the names it was made for and for no others, so trusting it is harmless.
/// pem_file  where its certificate is
/// renewed   it was there but could not vouch for all the names, or was out of date: it is another one now, which
///           clients have yet to trust
struct LocalAuthority {
  CertificateAndKey pem;
  std::string pem_file;
  bool renewed = false;
};

/// What the user has to know of one that was renewed for these names.
std::string renewal_warning(const LocalAuthority& authority, const std::vector<std::string>& names);

/// $XDG_DATA_HOME/alloy-emulator, by default ~/.local/share/alloy-emulator. Neither variable set: throws.
std::string authority_folder();

/// Its certificate in that folder.
std::string authority_file(const std::string& folder);

/// Reads the authority, and makes it where there is none that can vouch for the names; it goes on to vouch for those
/// that an earlier one did. Several processes may do this at a time. Throws std::runtime_error: a key that others can
/// read, a folder or file that cannot be used.
LocalAuthority local_authority(const std::string& folder, std::vector<std::string> names);

/// Loopback names, then the others; of `hosts` those that a certificate can hold.
std::vector<std::string> served_names(const std::vector<std::string>& hosts,
                                      const std::vector<std::string>& more);

}  // namespace emulator
