//! The kinds of flaws, with what people read of them.

use std::fmt;

use crate::gs1::Alphabet;

/// What is wrong with a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum FlawKind {
    /// Something is missing at the end.
    #[error("too short, it needs at least {least} characters")]
    TooShort {
        /// The shortest text that would do, in characters from the beginning of what was tested.
        least: usize,
    },
    /// Something stands behind the last part.
    #[error("too long, it takes at most {most} characters")]
    TooLong {
        /// The longest text that would do, in characters.
        most: usize,
    },
    /// A character its part may not hold.
    #[error("a character that is not allowed; allowed are {allowed}")]
    Character {
        /// The characters allowed.
        allowed: Alphabet,
    },
    /// A wrong check digit (General Specifications, section 7.9.1).
    #[error("the check digit is wrong, it should be {right}")]
    CheckDigit {
        /// The digit that belongs there.
        right: char,
    },
    /// A wrong check character pair (General Specifications, section 7.9.5).
    #[error("the check characters are wrong, they should be {}{}", .right.0, .right.1)]
    CheckPair {
        /// The characters that belong there.
        right: (char, char),
    },
    /// No GS1 Company Prefix can begin so: it has at least four digits.
    #[error("a GS1 Company Prefix should stand here, which has at least four digits")]
    CompanyPrefix,
    /// A month other than 01 to 12.
    #[error("no such month")]
    Month,
    /// A day the month does not have, or 00 where a day is needed.
    #[error("no such day")]
    Day,
    /// An hour other than 00 to 23.
    #[error("no such hour")]
    Hour,
    /// A minute other than 00 to 59.
    #[error("no such minute")]
    Minute,
    /// A second other than 00 to 59.
    #[error("no such second")]
    Second,
    /// Not a number of ISO 3166-1.
    #[error("not the number of a country (ISO 3166-1)")]
    CountryNumber,
    /// Neither a number of ISO 3166-1 nor 999.
    #[error("neither the number of a country (ISO 3166-1) nor 999")]
    CountryNumberOr999,
    /// Not a code of two letters of ISO 3166-1.
    #[error("not the two letters of a country (ISO 3166-1)")]
    CountryLetters,
    /// Not a number of ISO 4217.
    #[error("not the number of a currency (ISO 4217)")]
    Currency,
    /// Not a code of ISO/IEC 5218.
    #[error("not a code of a sex: 0, 1, 2 or 9 (ISO/IEC 5218)")]
    Sex,
    /// Not a type of package.
    #[error("not a type of package (UN/CEFACT Recommendation 21 and GS1's list)")]
    PackageType,
    /// Not a type of AIDC medium.
    #[error("not a type of AIDC medium: 01 to 10 or 80 to 99")]
    MediaType,
    /// Not a winding direction.
    #[error("not a winding direction: 0, 1 or 9")]
    Winding,
    /// Not an importer index.
    #[error("not an importer index: a digit, a Latin letter, - or _")]
    ImporterIndex,
    /// Neither 0 nor 1.
    #[error("neither 0 (no) nor 1 (yes)")]
    YesNo,
    /// A sign other than the hyphen for a negative value.
    #[error("only a hyphen may stand here, for a temperature below zero")]
    Hyphen,
    /// A digit other than 0 where only zeros may stand.
    #[error("only 0 may stand here")]
    NotZero,
    /// Zeros only.
    #[error("it must not be zero")]
    Zero,
    /// A zero in front.
    #[error("it must not begin with a zero")]
    LeadingZero,
    /// Digits only where something else must stand among them.
    #[error("it must hold a character that is not a digit")]
    DigitsOnly,
    /// A percent sign without two hexadecimal digits (RFC 3986, section 2.1).
    #[error("two hexadecimal digits must follow a percent sign")]
    PercentEncoding,
    /// Base64 padding other than one or two `=` at the end (RFC 4648, section 4).
    #[error("only one or two = at the end may pad Base64")]
    Padding,
    /// A piece, or a count of pieces, that does not divide into two numbers.
    #[error("an even number of digits should stand here: the piece and the total")]
    PieceLength,
    /// Piece number 0.
    #[error("pieces are counted from 1")]
    PieceZero,
    /// A total of 0 pieces.
    #[error("there is at least one piece")]
    TotalZero,
    /// A piece, or a position, behind the last.
    #[error("the number is greater than the total")]
    ExceedsTotal,
    /// Not two numbers with a slash between them.
    #[error("two numbers with a slash between them should stand here, such as 1/2")]
    Sequence,
    /// More than 180 degrees from the South Pole.
    #[error("no such latitude: it goes up to 1800000000")]
    Latitude,
    /// More than 360 degrees.
    #[error("no such longitude: it goes up to 3600000000")]
    Longitude,
    /// The country of an IBAN is none.
    #[error("an IBAN begins with the two letters of a country")]
    IbanCountry,
    /// A character no IBAN has.
    #[error("an IBAN has digits and capital Latin letters only")]
    IbanCharacter,
    /// The check digits of an IBAN (ISO/IEC 7064, MOD 97-10) are wrong.
    #[error("the check digits of the IBAN do not belong to it")]
    IbanCheckDigits,
    /// Something is wrong with a coupon.
    #[error("{part} {fault}")]
    Coupon {
        /// Which part of it.
        part: CouponPart,
        /// What is wrong with it.
        fault: CouponFault,
    },
}

/// A part of a North American coupon (GS1 US, application guideline for coupons with GS1
/// DataBar Expanded) or of a positive offer file coupon.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CouponPart {
    /// What tells the format of the coupon.
    Format,
    /// The company that issues or funds it.
    Company,
    /// The offer code.
    Offer,
    /// How much is saved.
    SaveValue,
    /// What is to be bought: how much of it.
    Requirement,
    /// What is to be bought: the unit it is counted in.
    RequirementCode,
    /// The family of products.
    Family,
    /// How more than one purchase go together.
    Rules,
    /// The date of expiry.
    Expiry,
    /// The date of its beginning.
    Start,
    /// The serial number.
    Serial,
    /// The retailer.
    Retailer,
    /// What kind of number the save value is.
    SaveValueCode,
    /// Which item the save value applies to.
    AppliesTo,
    /// Whether it is a coupon of the store.
    StoreFlag,
    /// Whether it may be multiplied.
    MultiplyFlag,
    /// What stands behind the last field.
    Rest,
}

/// What is wrong with a part of a coupon.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CouponFault {
    /// The coupon ends before it.
    Missing,
    /// The coupon ends within it.
    CutShort,
    /// The digit that tells its length, or the digit itself, has no meaning.
    Undefined,
    /// Not a date.
    NotADate,
    /// It lies before the coupon's start.
    BeforeStart,
    /// It belongs to no field.
    Unread,
}

impl fmt::Display for CouponPart {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            CouponPart::Format => "the coupon's format",
            CouponPart::Company => "the coupon's company prefix",
            CouponPart::Offer => "the coupon's offer code",
            CouponPart::SaveValue => "the coupon's save value",
            CouponPart::Requirement => "the coupon's purchase requirement",
            CouponPart::RequirementCode => "the coupon's purchase requirement code",
            CouponPart::Family => "the coupon's family code",
            CouponPart::Rules => "the coupon's code of additional purchase rules",
            CouponPart::Expiry => "the coupon's expiration date",
            CouponPart::Start => "the coupon's start date",
            CouponPart::Serial => "the coupon's serial number",
            CouponPart::Retailer => "the coupon's retailer",
            CouponPart::SaveValueCode => "the coupon's save value code",
            CouponPart::AppliesTo => "the coupon's item the save value applies to",
            CouponPart::StoreFlag => "the coupon's store flag",
            CouponPart::MultiplyFlag => "the coupon's flag against multiplying",
            CouponPart::Rest => "what follows the coupon's last field",
        })
    }
}

impl fmt::Display for CouponFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            CouponFault::Missing => "is missing",
            CouponFault::CutShort => "is cut short",
            CouponFault::Undefined => "has no defined length or meaning",
            CouponFault::NotADate => "is not a date",
            CouponFault::BeforeStart => "lies before its start date",
            CouponFault::Unread => "belongs to no field",
        })
    }
}
