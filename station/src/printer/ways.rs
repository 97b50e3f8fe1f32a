//! The ways from this machine to a printer.

use std::io::{self, ErrorKind};
use std::time::Duration;

use super::address::Address;
use super::device;
use super::line::{Dial, Line};
use super::network::Network;
use super::spool::{Cups, Share};
use super::spooled::over;

/// All ways that lead to a printer: the network, devices, and spoolers.
#[derive(Clone, Copy, Debug, Default)]
pub struct Ways;

impl Dial for Ways {
    fn dial(&self, address: &Address, wait: Duration) -> io::Result<Box<dyn Line>> {
        match address {
            Address::Tcp(_) => Network.dial(address, wait),
            Address::Device(path) => device::open(path),
            Address::Cups(queue) => over(Cups::queue(queue)),
            Address::Spool(path) => over(Share::at(path)),
            Address::File(_) => Err(ErrorKind::Unsupported.into()),
        }
    }
}
