"""From where a request counts as coming: what one caller can change at will is not told apart."""

from ipaddress import IPv6Address, ip_address

_OF_ONE = 64  # bits of an IPv6 address that one household or office is given


def network_of(address: str) -> str:
    """The address that is counted: an IPv4 address as it is, also where it is written as IPv6;
    of an IPv6 address the network, as whoever has one has all its 2^64 addresses."""
    try:
        found = ip_address(address)
    except ValueError:
        return address
    if not isinstance(found, IPv6Address):
        return str(found)
    if found.ipv4_mapped:
        return str(found.ipv4_mapped)
    if found.is_loopback:
        return str(found)
    host = 128 - _OF_ONE
    return f"{IPv6Address(int(found) >> host << host)}/{_OF_ONE}"
