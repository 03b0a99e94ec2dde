// SPDX-License-Identifier: Apache-2.0

/// @file
/// A discovery document of this bridge that the broker keeps, as far as it matters to what takes
/// its place. Pure.

#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/publication.hpp"
#include "home/settings.hpp"

namespace kmp2mqtt::home {

struct known_document {
    struct entity {
        std::string key;       ///< in a device's document; empty in component style
        std::string platform;  ///< "sensor"
        std::string unique_id;
    };

    core::publication what;
    home::style style{style::device};
    std::string identifier;  ///< of the device: "kmp_71234567"
    std::string meter;       ///< its name; empty: the bridge's own, or it does not say
    std::string bridge{};    ///< identifier of the bridge that wrote it: "kmp2mqtt_attic"
    std::vector<entity> entities{};
};

/// The filter of all topics on which a document may be: that of everybody's documents.
[[nodiscard]] std::string documents_filter(const settings& home);

/// Whether a topic is that of a document of some kmp2mqtt, this one or another.
[[nodiscard]] bool is_document_topic(const settings& home, std::string_view topic);

/// Reads a document; std::nullopt if it is none of this bridge, which is known by its base topic or
/// its client id in it. What anybody else may have written there, of any size or depth, is none.
[[nodiscard]] std::optional<known_document> read_document(const settings& home,
                                                          const core::publication& what);

}  // namespace kmp2mqtt::home
