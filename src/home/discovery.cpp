// SPDX-License-Identifier: Apache-2.0

#include "home/discovery.hpp"

#include "home/devices.hpp"
#include "home/documents.hpp"

namespace kmp2mqtt::home {

namespace {

std::vector<core::publication> documents(const settings& home, const device& of)
{
    if (home.style == style::component) {
        return component_documents(home, of);
    }
    return {device_document(home, of)};
}

}  // namespace

std::vector<core::publication> bridge_discovery(const settings& home)
{
    return documents(home, bridge_device(home));
}

std::vector<core::publication> meter_discovery(const settings& home,
                                               const meter::settings& configured,
                                               const meter::snapshot& of)
{
    return documents(home, meter_device(home, configured, of));
}

}  // namespace kmp2mqtt::home
