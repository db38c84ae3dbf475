//! Where a name leads: which addresses belong to the open internet.
//!
//! A name is looked up once; what is not allowed is taken out, and the connection is made to what is left. So a name
//! that leads somewhere else a moment later gains nothing.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use ureq::config::Config;
use ureq::http::Uri;
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::NextTimeout;

/// Looks names up, and leaves out addresses that may not be asked.
#[derive(Debug)]
pub(super) struct Guard {
    allows: fn(IpAddr) -> bool,
    inner: DefaultResolver,
}

impl Guard {
    /// Makes a guard that lets through what `allows` says.
    pub(super) fn new(allows: fn(IpAddr) -> bool) -> Self {
        Self { allows, inner: DefaultResolver::default() }
    }
}

/// A name leads to addresses of a private network alone.
#[derive(Debug, thiserror::Error)]
#[error("{address} is a private address")]
pub(super) struct Barred {
    pub address: IpAddr,
}

impl Resolver for Guard {
    fn resolve(&self, uri: &Uri, config: &Config, timeout: NextTimeout) -> Result<ResolvedSocketAddrs, ureq::Error> {
        let found = self.inner.resolve(uri, config, timeout).map_err(|error| match error {
            // The system's resolver has no kind of its own for a name that it does not find.
            ureq::Error::Io(_) => ureq::Error::HostNotFound,
            error => error,
        })?;
        let mut open = self.empty();
        found.iter().filter(|address| (self.allows)(address.ip())).for_each(|address| open.push(*address));
        match found.first() {
            Some(first) if open.is_empty() => Err(ureq::Error::Other(Box::new(Barred { address: first.ip() }))),
            _ => Ok(open),
        }
    }
}

/// Returns whether an address belongs to the open internet: not to this machine, a private network, or a range kept for
/// other uses.
pub(super) fn is_open(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_open_v4(address),
        IpAddr::V6(address) => is_open_v6(address),
    }
}

fn is_open_v4(address: Ipv4Addr) -> bool {
    let [a, b, c, _] = address.octets();
    let kept = match a {
        // This network, private, loopback.
        0 | 10 | 127 => true,
        // Shared by the customers of one provider.
        100 => (64..128).contains(&b),
        // Link-local, where clouds keep their credentials.
        169 => b == 254,
        172 => (16..32).contains(&b),
        // Protocol assignments, documentation, private.
        192 => matches!((b, c), (0, 0 | 2) | (168, _)),
        // Benchmarks, documentation.
        198 => matches!((b, c), (18 | 19, _) | (51, 100)),
        203 => (b, c) == (0, 113),
        // Multicast, reserved, broadcast.
        224.. => true,
        _ => false,
    };
    !kept
}

fn is_open_v6(address: Ipv6Addr) -> bool {
    let segments = address.segments();
    let last = |high: u16, low: u16| Ipv4Addr::from((u32::from(high) << 16) | u32::from(low));
    match segments {
        // Unspecified, loopback, and IPv4 in the two old ways of writing it.
        [0, 0, 0, 0, 0, 0 | 0xffff, high, low] => is_open_v4(last(high, low)),
        // IPv4 behind a translator.
        [0x64, 0xff9b, 0, 0, 0, 0, high, low] => is_open_v4(last(high, low)),
        // IPv4 in a tunnel.
        [0x2002, high, low, ..] => is_open_v4(last(high, low)),
        // Teredo, benchmarks, ORCHID; documentation.
        [0x2001, 0..0x200 | 0xdb8, ..] | [0x3fff, 0..0x1000, ..] => false,
        // The open internet is 2000::/3; the rest is local, multicast or not yet given to anybody.
        [first, ..] => first & 0xe000 == 0x2000,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_open_internet_is_told_from_the_rest() {
        for address in [
            "127.0.0.1",
            "127.8.9.1",
            "0.0.0.0",
            "10.1.2.3",
            "172.16.0.1",
            "172.31.255.255",
            "192.168.1.1",
            "169.254.169.254",
            "100.64.0.1",
            "192.0.2.5",
            "198.51.100.7",
            "203.0.113.9",
            "198.18.0.1",
            "224.0.0.1",
            "255.255.255.255",
            "::",
            "::1",
            "::ffff:127.0.0.1",
            "::ffff:10.0.0.1",
            "::7f00:1",
            "64:ff9b::a00:1",
            "64:ff9b:1::1",
            "2002:7f00:1::",
            "2001::1",
            "2001:db8::1",
            "fc00::1",
            "fd12:3456::1",
            "fe80::1",
            "fec0::1",
            "ff02::1",
        ] {
            assert!(!is_open(address.parse().expect("an address")), "{address}");
        }
        for address in [
            "9.9.9.9",
            "172.15.0.1",
            "172.32.0.1",
            "100.63.0.1",
            "100.128.0.1",
            "192.1.0.1",
            "169.253.0.1",
            "2a00:1450::1",
            "2606:4700::1",
            "::ffff:9.9.9.9",
            "64:ff9b::909:909",
            "2002:909:909::1",
        ] {
            assert!(is_open(address.parse().expect("an address")), "{address}");
        }
    }
}
