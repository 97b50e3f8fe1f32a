//! The kinds of flaws, with what people read of them.

use super::CouponFault;
use crate::gs1::Alphabet;
use crate::say;
use crate::sentence::{InWords, Sentence, count, errors_in_words, name};

/// What is wrong with a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum FlawKind {
    /// Something is missing at the end.
    TooShort {
        /// The shortest text that would do, in characters from the beginning of what was tested.
        least: usize,
    },
    /// Something stands behind the last part.
    TooLong {
        /// The longest text that would do, in characters.
        most: usize,
    },
    /// A character its part may not hold.
    Character {
        /// The characters allowed.
        allowed: Alphabet,
    },
    /// A wrong check digit (General Specifications, section 7.9.1).
    CheckDigit {
        /// The digit that belongs there.
        right: char,
    },
    /// A wrong check character pair (General Specifications, section 7.9.5).
    CheckPair {
        /// The characters that belong there.
        right: (char, char),
    },
    /// No GS1 Company Prefix can begin so: it has at least four digits.
    CompanyPrefix,
    /// A month other than 01 to 12.
    Month,
    /// A day the month does not have, or 00 where a day is needed.
    Day,
    /// An hour other than 00 to 23.
    Hour,
    /// A minute other than 00 to 59.
    Minute,
    /// A second other than 00 to 59.
    Second,
    /// Not a number of ISO 3166-1.
    CountryNumber,
    /// Neither a number of ISO 3166-1 nor 999.
    CountryNumberOr999,
    /// Not a code of two letters of ISO 3166-1.
    CountryLetters,
    /// Not a number of ISO 4217.
    Currency,
    /// Not a code of ISO/IEC 5218.
    Sex,
    /// Not a type of package.
    PackageType,
    /// Not a type of AIDC medium.
    MediaType,
    /// Not a winding direction.
    Winding,
    /// Not an importer index.
    ImporterIndex,
    /// Neither 0 nor 1.
    YesNo,
    /// A sign other than the hyphen for a negative value.
    Hyphen,
    /// A digit other than 0 where only zeros may stand.
    NotZero,
    /// Zeros only.
    Zero,
    /// A zero in front.
    LeadingZero,
    /// Digits only where something else must stand among them.
    DigitsOnly,
    /// A percent sign without two hexadecimal digits (RFC 3986, section 2.1).
    PercentEncoding,
    /// Base64 padding other than one or two `=` at the end (RFC 4648, section 4).
    Padding,
    /// A piece, or a count of pieces, that does not divide into two numbers.
    PieceLength,
    /// Piece number 0.
    PieceZero,
    /// A total of 0 pieces.
    TotalZero,
    /// A piece, or a position, behind the last.
    ExceedsTotal,
    /// Not two numbers with a slash between them.
    Sequence,
    /// More than 180 degrees from the South Pole.
    Latitude,
    /// More than 360 degrees.
    Longitude,
    /// The country of an IBAN is none.
    IbanCountry,
    /// A character no IBAN has.
    IbanCharacter,
    /// The check digits of an IBAN (ISO/IEC 7064, MOD 97-10) are wrong.
    IbanCheckDigits,
    /// Something is wrong with a coupon.
    Coupon(CouponFault),
}

impl InWords for FlawKind {
    fn in_words(&self) -> Sentence {
        match self {
            FlawKind::TooShort { least } => say!(
                "too short, it needs at least {least} character" | "too short, it needs at least {least} characters",
                least = count(*least)
            ),
            FlawKind::TooLong { most } => say!(
                "too long, it takes at most {most} character" | "too long, it takes at most {most} characters",
                most = count(*most)
            ),
            FlawKind::Character { allowed } => {
                say!("a character that is not allowed; {allowed}", allowed = allowed.allowed())
            }
            FlawKind::CheckDigit { right } => {
                say!("the check digit is wrong, it should be {right}", right = name(right.to_string()))
            }
            FlawKind::CheckPair { right: (first, second) } => {
                say!("the check characters are wrong, they should be {right}", right = name(format!("{first}{second}")))
            }
            FlawKind::CompanyPrefix => say!("a GS1 Company Prefix should stand here, which has at least four digits"),
            FlawKind::Month => say!("no such month"),
            FlawKind::Day => say!("no such day"),
            FlawKind::Hour => say!("no such hour"),
            FlawKind::Minute => say!("no such minute"),
            FlawKind::Second => say!("no such second"),
            FlawKind::CountryNumber => say!("not the number of a country (ISO 3166-1)"),
            FlawKind::CountryNumberOr999 => say!("neither the number of a country (ISO 3166-1) nor 999"),
            FlawKind::CountryLetters => say!("not the two letters of a country (ISO 3166-1)"),
            FlawKind::Currency => say!("not the number of a currency (ISO 4217)"),
            FlawKind::Sex => say!("not a code of a sex: 0, 1, 2 or 9 (ISO/IEC 5218)"),
            FlawKind::PackageType => say!("not a type of package (UN/CEFACT Recommendation 21 and GS1's list)"),
            FlawKind::MediaType => say!("not a type of AIDC medium: 01 to 10 or 80 to 99"),
            FlawKind::Winding => say!("not a winding direction: 0, 1 or 9"),
            FlawKind::ImporterIndex => say!("not an importer index: a digit, a Latin letter, - or _"),
            FlawKind::YesNo => say!("neither 0 (no) nor 1 (yes)"),
            FlawKind::Hyphen => say!("only a hyphen may stand here, for a temperature below zero"),
            FlawKind::NotZero => say!("only 0 may stand here"),
            FlawKind::Zero => say!("it must not be zero"),
            FlawKind::LeadingZero => say!("it must not begin with a zero"),
            FlawKind::DigitsOnly => say!("it must hold a character that is not a digit"),
            FlawKind::PercentEncoding => say!("two hexadecimal digits must follow a percent sign"),
            FlawKind::Padding => {
                say!("only one or two = at the end may pad Base64, up to a multiple of four characters")
            }
            FlawKind::PieceLength => say!("an even number of digits should stand here: the piece and the total"),
            FlawKind::PieceZero => say!("pieces are counted from 1"),
            FlawKind::TotalZero => say!("there is at least one piece"),
            FlawKind::ExceedsTotal => say!("the number is greater than the total"),
            FlawKind::Sequence => say!("two numbers with a slash between them should stand here, such as 1/2"),
            FlawKind::Latitude => say!("no such latitude: it goes up to 1800000000"),
            FlawKind::Longitude => say!("no such longitude: it goes up to 3600000000"),
            FlawKind::IbanCountry => say!("an IBAN begins with the two letters of a country"),
            FlawKind::IbanCharacter => say!("an IBAN has digits and capital Latin letters only"),
            FlawKind::IbanCheckDigits => say!("the check digits of the IBAN do not belong to it"),
            FlawKind::Coupon(fault) => fault.in_words(),
        }
    }
}

errors_in_words!(FlawKind);
