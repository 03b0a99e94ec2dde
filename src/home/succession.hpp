// SPDX-License-Identifier: Apache-2.0

/// @file
/// How the documents of a device take the place of older ones, so that Home Assistant keeps names
/// and history, and no entity stays that nobody wants. Pure.

#pragma once

#include <string>
#include <vector>

#include "core/publication.hpp"
#include "home/known_document.hpp"
#include "home/settings.hpp"

namespace kmp2mqtt::home {

/// What a device is announced by.
struct announcement {
    std::vector<core::publication> documents;
    /// Unique ids with which the device may be announced later: no answer yet. One that ends with _
    /// is the beginning of several.
    std::vector<std::string> reserved{};

    bool operator==(const announcement&) const = default;
};

/// What is published before, instead of and after `documents`, each some seconds after the other:
/// Home Assistant has to be done with one before the next comes.
struct succession {
    std::vector<core::publication> before;
    std::vector<core::publication> after;
};

/// From the documents that the broker keeps of a device to those that it is announced by.
///
/// An entity that is neither announced nor reserved is removed. Where the style changed, the old
/// documents say migrate_discovery before, and are removed after.
///
/// @param old  of the same device identifier
[[nodiscard]] succession succession_of(const settings& home, const std::vector<known_document>& old,
                                       const announcement& wanted);

/// What removes a document, and the entities in it.
[[nodiscard]] core::publication removal_of(const core::publication& document);

}  // namespace kmp2mqtt::home
