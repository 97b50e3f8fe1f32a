//! What must hold of whatever a printer answers.

use quietzone_station::printer::status::{Read, errors_and_warnings, host_status, identity, quoted};

/// Nothing panics, and what was read is the same when more comes behind it.
pub fn answers(bytes: &[u8]) {
    stays(bytes, host_status);
    stays(bytes, errors_and_warnings);
    stays(bytes, quoted);
    stays(bytes, identity);
}

fn stays<T: std::fmt::Debug + PartialEq>(bytes: &[u8], read: fn(&[u8]) -> Read<T>) {
    let whole = read(bytes);
    if let Some((_, end)) = &whole {
        assert!(*end <= bytes.len());
        // Where it ends it is whole, but for lines that may go on.
        assert!((*end..bytes.len()).all(|length| {
            let part = read(&bytes[..length]);
            part.is_none() || part == whole
        }));
        assert_eq!(read(&[bytes, b"\x02\x03\"\r\n"].concat()), whole);
    }
}
