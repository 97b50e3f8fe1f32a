//! The rules of this room.

quietzone::rules! {
    /// No printer has that name.
    UNKNOWN = "PRN01", "a printer that is named is known";
    /// A name, an address, a number or two settings that cannot stand together.
    SETTINGS = "PRN02", "the settings of a printer hold together";
    /// The file of printers cannot be read or written.
    FILE = "PRN03", "the file of printers can be read and written";
    /// Nobody takes the call at a printer's address.
    UNREACHABLE = "PRN04", "a printer can be reached";
    /// The line to a printer broke, or was not closed by it.
    LOST = "PRN05", "the line to a printer holds";
    /// A printer takes nothing more of what it is sent.
    STALLED = "PRN06", "a printer takes what it is sent";
    /// A printer did not show in a test that it counts what it prints.
    UNPROVEN = "PRN07", "a printer that confirms labels by its count has shown that it counts";
    /// The line broke off in a label, which no command takes out of the printer.
    HALF = "PRN08", "a printer is sent whole labels";
}
