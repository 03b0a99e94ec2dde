// SPDX-License-Identifier: Apache-2.0

/// @file
/// The discovery documents that the broker keeps and nobody has announced in this run: which of
/// them are to be succeeded, and which are ghosts. Pure.

#pragma once

#include <map>
#include <string>
#include <vector>

#include "home/known_document.hpp"

namespace kmp2mqtt::bridge {

class inventory {
public:
    /// The names of all configured meters.
    void expect(std::vector<std::string> meters) { meters_ = std::move(meters); }

    [[nodiscard]] bool is_expected(const std::string& meter) const;

    /// The broker keeps this document; a newer one takes the place of one with the same topic.
    void add(home::known_document what);

    /// Takes what there is of a device.
    [[nodiscard]] std::vector<home::known_document> claim(const std::string& identifier);

    /// `meter` is announced by that identifier; empty: the bridge itself.
    void announced(const std::string& meter, const std::string& identifier);

    /// Takes the documents of devices that are gone for good: of meters that are no longer
    /// configured, or have another serial number now. As long as it is not known of each configured
    /// meter which device it is, one of them might be a meter that was renamed: then none.
    ///
    /// A meter known only by its name takes no one's place: it may have kept its number to itself.
    [[nodiscard]] std::vector<home::known_document> take_ghosts();

private:
    void name_siblings();
    [[nodiscard]] bool is_ghost(const home::known_document& of, bool all_known) const;
    [[nodiscard]] bool all_known() const;

    std::vector<std::string> meters_;
    std::vector<home::known_document> unclaimed_;
    std::map<std::string, std::string> announced_;  // identifier by meter
};

}  // namespace kmp2mqtt::bridge
