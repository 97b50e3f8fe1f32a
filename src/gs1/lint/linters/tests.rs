//! Tables of texts that pass and fail each test. The comments name where the facts are from;
//! "GenSpecs" is the GS1 General Specifications.

use super::linter_named;
use crate::gs1::Alphabet;
use crate::gs1::lint::FlawKind as K;
use crate::gs1::lint::{CouponFault, CouponPart, Defect, FlawKind};

const DIGITS: FlawKind = K::Character { allowed: Alphabet::Digits };

fn passes(name: &str, texts: &[&str]) {
    for text in texts {
        assert_eq!((linter_named(name).unwrap().run)(text), Ok(()), "{name} {text}");
    }
}

/// Each text with the kind, the position and the length of what is wrong.
fn fails(name: &str, texts: &[(&str, FlawKind, usize, usize)]) {
    for (text, kind, start, length) in texts {
        let wrong = Defect { kind: *kind, start: *start, length: *length };
        assert_eq!((linter_named(name).unwrap().run)(text), Err(wrong), "{name} {text}");
    }
}

#[test]
fn csum() {
    // GenSpecs 7.9.1: GTIN-13 6291041500213 and SSCC 376104250021234569 are its examples; the
    // GTIN is that of the Uzbek operator's article.
    passes("csum", &["6291041500213", "376104250021234569", "04780101164394", "0"]);
    fails(
        "csum",
        &[
            ("6291041500214", K::CheckDigit { right: '3' }, 12, 1),
            ("376104250021234567", K::CheckDigit { right: '9' }, 17, 1),
            ("62910415A0213", DIGITS, 8, 1),
            ("", K::TooShort { least: 1 }, 0, 0),
        ],
    );
}

#[test]
fn csumalpha() {
    // GenSpecs 7.9.5: the Global Model Number of its example. The sum of no characters is 0,
    // which is written 22. Two digits swapped, of values 13 and 14 and
    // weights 3 and 5, take 2 from the sum: H is two before K.
    passes("csumalpha", &["1987654Ad4X4bL5ttr2310c2K", "22"]);
    fails(
        "csumalpha",
        &[
            ("1987654Ad4X4bL5ttr2310c2J", K::CheckPair { right: ('2', 'K') }, 23, 2),
            ("1987654Ad4X4bL5ttr2301c2K", K::CheckPair { right: ('2', 'H') }, 23, 2),
            ("2", K::TooShort { least: 2 }, 0, 1),
            ("1987654Ad4X4bL5ttr2310cX2K", K::TooLong { most: 25 }, 25, 1),
            ("1987 22", K::Character { allowed: Alphabet::Cset82 }, 4, 1),
        ],
    );
}

#[test]
fn company_prefixes() {
    // GenSpecs, glossary: prefixes have four digits and more; section 3: where they begin in a key.
    passes("gcppos1", &["9521", "9521ABC"]);
    fails(
        "gcppos1",
        &[("952", K::CompanyPrefix, 0, 3), ("95A1234", K::CompanyPrefix, 2, 1), ("", K::CompanyPrefix, 0, 0)],
    );
    passes("gcppos2", &["09521", "X9521", "1952112345678"]);
    fails(
        "gcppos2",
        &[("0952", K::CompanyPrefix, 1, 3), ("095A1", K::CompanyPrefix, 3, 1), ("", K::CompanyPrefix, 0, 0)],
    );
}

#[test]
fn dates() {
    // GenSpecs 3.4.2: day 00 is the last day of the month. 2000 and 2028 are leap years and
    // 1900 and 2027 are not (Gregorian calendar).
    passes("yymmd0", &["271231", "270200", "280229", "000229"]);
    fails(
        "yymmd0",
        &[
            ("271301", K::Month, 2, 2),
            ("270001", K::Month, 2, 2),
            ("270229", K::Day, 4, 2),
            ("270431", K::Day, 4, 2),
            ("27123", K::TooShort { least: 6 }, 0, 5),
            ("2712311", K::TooLong { most: 6 }, 6, 1),
            ("27A231", DIGITS, 2, 1),
        ],
    );
    passes("yymmdd", &["271231", "280229"]);
    fails("yymmdd", &[("270200", K::Day, 4, 2), ("270230", K::Day, 4, 2), ("271301", K::Month, 2, 2)]);
    passes("yyyymmdd", &["20240229", "20000229", "19991231"]);
    fails(
        "yyyymmdd",
        &[
            ("19000229", K::Day, 6, 2),
            ("20240200", K::Day, 6, 2),
            ("20241301", K::Month, 4, 2),
            ("2024010", K::TooShort { least: 8 }, 0, 7),
        ],
    );
}

#[test]
fn times() {
    // GenSpecs 3.8 and 3.9, AIs 7003 and 8008: hours 00 to 23, minutes and seconds 00 to 59.
    passes("hh", &["00", "23"]);
    fails("hh", &[("24", K::Hour, 0, 2), ("2", K::TooShort { least: 2 }, 0, 1), ("2x", DIGITS, 1, 1)]);
    passes("mi", &["00", "59"]);
    fails("mi", &[("60", K::Minute, 0, 2)]);
    passes("ss", &["00", "59"]);
    fails("ss", &[("60", K::Second, 0, 2)]);
    passes("hhmi", &["0000", "2359"]);
    fails("hhmi", &[("2400", K::Hour, 0, 2), ("2360", K::Minute, 2, 2), ("235", K::TooShort { least: 4 }, 0, 3)]);
}

#[test]
fn countries_and_currencies() {
    // ISO 3166-1: Uzbekistan UZ 860, Türkiye TR 792, Russia RU 643, Kazakhstan KZ 398.
    passes("iso3166", &["860", "792", "643", "398"]);
    fails(
        "iso3166",
        &[("000", K::CountryNumber, 0, 3), ("999", K::CountryNumber, 0, 3), ("UZ", K::CountryNumber, 0, 2)],
    );
    // GenSpecs 3.8, AI 703s: 999 for a processor approved in more than one country.
    passes("iso3166999", &["860", "999"]);
    fails("iso3166999", &[("998", K::CountryNumberOr999, 0, 3)]);
    passes("iso3166alpha2", &["UZ", "TR", "RU", "KZ"]);
    fails(
        "iso3166alpha2",
        &[("uz", K::CountryLetters, 0, 2), ("XK", K::CountryLetters, 0, 2), ("860", K::CountryLetters, 0, 3)],
    );
    // ISO 4217: UZS 860, TRY 949, RUB 643, EUR 978, no currency 999; DEM 276 is withdrawn.
    passes("iso4217", &["860", "949", "643", "978", "999"]);
    fails("iso4217", &[("276", K::Currency, 0, 3), ("97", K::Currency, 0, 2), ("EUR", K::Currency, 0, 3)]);
}

#[test]
fn codes() {
    // ISO/IEC 5218: 0 not known, 1 male, 2 female, 9 not applicable.
    passes("iso5218", &["0", "1", "2", "9"]);
    fails("iso5218", &[("3", K::Sex, 0, 1), ("", K::Sex, 0, 0), ("11", K::Sex, 0, 2)]);
    // GenSpecs 3.7, AIs 4321 to 4323.
    passes("yesno", &["0", "1"]);
    fails("yesno", &[("2", K::YesNo, 0, 1), ("01", K::YesNo, 0, 2)]);
    // GenSpecs 3.9, AI 8001: 0 face out, 1 face in, 9 undefined.
    passes("winding", &["0", "1", "9"]);
    fails("winding", &[("2", K::Winding, 0, 1)]);
    // GenSpecs 3.8, AI 7241, and the list of ICCBBA: 01 to 10 assigned, 80 to 99 national.
    passes("mediatype", &["01", "10", "80", "99"]);
    fails(
        "mediatype",
        &[
            ("00", K::MediaType, 0, 2),
            ("11", K::MediaType, 0, 2),
            ("79", K::MediaType, 0, 2),
            ("1", K::MediaType, 0, 1),
        ],
    );
    // Implementing Regulation (EU) 2018/574; GenSpecs 3.8, AI 7040.
    passes("importeridx", &["0", "Z", "a", "-", "_"]);
    fails(
        "importeridx",
        &[("/", K::ImporterIndex, 0, 1), ("", K::ImporterIndex, 0, 0), ("AA", K::ImporterIndex, 0, 2)],
    );
    // UN/CEFACT Recommendation 21: BX box, PX pallet, CT carton; GS1's list: 201 pallet ISO 1.
    passes("packagetype", &["BX", "PX", "CT", "201"]);
    fails("packagetype", &[("bx", K::PackageType, 0, 2), ("B X", K::PackageType, 0, 3), ("#", K::PackageType, 0, 1)]);
}

#[test]
fn numbers() {
    // GenSpecs 3.9, AIs 8003, 8001 and 8011.
    passes("zero", &["0", "00"]);
    fails("zero", &[("1", K::NotZero, 0, 1), ("", K::NotZero, 0, 0)]);
    passes("nonzero", &["0001", "100"]);
    fails("nonzero", &[("0000", K::Zero, 0, 4), ("00A1", DIGITS, 2, 1)]);
    passes("nozeroprefix", &["1", "100"]);
    fails("nozeroprefix", &[("0", K::LeadingZero, 0, 1), ("012", K::LeadingZero, 0, 1), ("1A", DIGITS, 1, 1)]);
}

#[test]
fn text() {
    // RFC 3986, section 2.1: a percent sign and two hexadecimal digits.
    passes("pcenc", &["", "Tashkent", "%41%4c%C3%BC", "A%20B"]);
    fails(
        "pcenc",
        &[
            ("A%2", K::PercentEncoding, 1, 2),
            ("%", K::PercentEncoding, 0, 1),
            ("A%2GB", K::PercentEncoding, 1, 3),
            ("%%41", K::PercentEncoding, 0, 3),
        ],
    );
    // GenSpecs 3.9, AI 8014, and 3.7, AIs 4330 to 4333.
    passes("hasnondigit", &["1A", "-"]);
    fails("hasnondigit", &[("123", K::DigitsOnly, 0, 3)]);
    passes("hyphen", &["-"]);
    fails("hyphen", &[("+", K::Hyphen, 0, 1), ("", K::Hyphen, 0, 0)]);
}

#[test]
fn places() {
    // GenSpecs 3.7, AI 4309: (latitude + 90) and (longitude mod 360), in ten-millionths of a degree.
    passes("latitude", &["0000000000", "1800000000", "0900000000"]);
    fails(
        "latitude",
        &[
            ("1800000001", K::Latitude, 0, 10),
            ("180000000", K::TooShort { least: 10 }, 0, 9),
            ("18000000000", K::TooLong { most: 10 }, 10, 1),
            ("180000000A", DIGITS, 9, 1),
        ],
    );
    passes("longitude", &["0000000000", "3600000000"]);
    fails("longitude", &[("3600000001", K::Longitude, 0, 10), ("9999999999", K::Longitude, 0, 10)]);
}

#[test]
fn pieces() {
    // GenSpecs 3.9, AI 8006: pieces are counted from 01 to the total.
    passes("pieceoftotal", &["0101", "0102", "9999"]);
    fails(
        "pieceoftotal",
        &[
            ("0002", K::PieceZero, 0, 2),
            ("0100", K::TotalZero, 2, 2),
            ("0302", K::ExceedsTotal, 0, 4),
            ("010", K::PieceLength, 0, 3),
            ("", K::PieceLength, 0, 0),
            ("01A2", DIGITS, 2, 1),
        ],
    );
    // GenSpecs 3.8, AI 7258: the position of a child among those born together.
    passes("posinseqslash", &["1/1", "2/3", "9/10"]);
    fails(
        "posinseqslash",
        &[
            ("3/2", K::ExceedsTotal, 0, 3),
            ("10/9", K::ExceedsTotal, 0, 4),
            ("0/2", K::LeadingZero, 0, 1),
            ("1/02", K::LeadingZero, 2, 2),
            ("1-2", K::Sequence, 0, 3),
            ("/2", K::Sequence, 0, 2),
            ("1/", K::Sequence, 0, 2),
            ("1/2/3", K::Sequence, 0, 5),
        ],
    );
}

#[test]
fn iban() {
    // The examples of Germany, the United Kingdom, Norway (the shortest), Malta and Kosovo in the
    // registry of ISO 13616.
    passes(
        "iban",
        &[
            "DE89370400440532013000",
            "GB29NWBK60161331926819",
            "NO9386011117947",
            "MT84MALT011000012345MTLCAST001S",
            "XK051212012345678906",
        ],
    );
    fails(
        "iban",
        &[
            ("DE88370400440532013000", K::IbanCheckDigits, 2, 2),
            ("DE89370400440532010300", K::IbanCheckDigits, 2, 2),
            ("ZZ89370400440532013000", K::IbanCountry, 0, 2),
            ("DE89 3704 0044 0532 0130 00", K::IbanCharacter, 4, 1),
            ("de89370400440532013000", K::IbanCharacter, 0, 1),
            ("NO938601111794", K::TooShort { least: 15 }, 0, 14),
            ("D", K::IbanCountry, 0, 1),
            ("", K::IbanCountry, 0, 0),
            ("DE89370400440532013000DE89370400440", K::TooLong { most: 34 }, 34, 1),
        ],
    );
}

#[test]
fn couponcode() {
    // GS1 US, North American Coupon Application Guideline. `base` is what every coupon has: a
    // prefix of 7 digits (1), the offer, a save value of 3 digits, a requirement of 1 digit, its
    // code 0, family 000. The first with more is a widely published
    // example, valid until 2010-12-31.
    let coupon = K::Coupon;
    let base = "106141416543213500110000";
    let optional = [
        "",
        "310123196000",
        "101100009",
        "21100000612345",
        "3271231",
        "32712314270101",
        "50123456",
        "611234567",
        "96000",
    ];
    for more in optional {
        passes("couponcode", &[&format!("{base}{more}")]);
    }
    fails(
        "couponcode",
        &[
            ("", coupon(CouponFault::Missing(CouponPart::Company)), 0, 0),
            ("7", coupon(CouponFault::Undefined(CouponPart::Company)), 0, 1),
            ("106141", coupon(CouponFault::CutShort(CouponPart::Company)), 1, 5),
            ("106141416543", coupon(CouponFault::CutShort(CouponPart::Offer)), 8, 4),
            ("106141416543216", coupon(CouponFault::Undefined(CouponPart::SaveValue)), 14, 1),
            ("10614141654321350011A00", DIGITS, 20, 1),
            ("106141416543213500", coupon(CouponFault::Missing(CouponPart::Requirement)), 18, 0),
            ("106141416543213500117", coupon(CouponFault::Undefined(CouponPart::RequirementCode)), 20, 1),
            ("1061414165432135001100", coupon(CouponFault::CutShort(CouponPart::Family)), 21, 1),
        ],
    );
    let wrong = |more: &str, fault, start, length| {
        fails("couponcode", &[(&format!("{base}{more}"), coupon(fault), start, length)]);
    };
    wrong("14", CouponFault::Undefined(CouponPart::Rules), 25, 1);
    wrong("3271301", CouponFault::ExpiryNotADate, 25, 6);
    wrong("4270100", CouponFault::StartNotADate, 25, 6);
    wrong("32701014271231", CouponFault::ExpiryBeforeStart, 25, 6);
    wrong("50123", CouponFault::CutShort(CouponPart::Serial), 26, 3);
    wrong("68", CouponFault::Undefined(CouponPart::Retailer), 25, 1);
    wrong("93", CouponFault::Undefined(CouponPart::SaveValueCode), 25, 1);
    wrong("963", CouponFault::Undefined(CouponPart::AppliesTo), 26, 1);
    wrong("960", CouponFault::Missing(CouponPart::StoreFlag), 27, 0);
    wrong("96002", CouponFault::Undefined(CouponPart::MultiplyFlag), 28, 1);
    wrong("7", CouponFault::Unread, 24, 1);
}

#[test]
fn couponposoffer() {
    // GS1 US, positive offer files: format 0 or 1, funder (length 6 to 12), offer, serial number
    // (length 6 to 15).
    let coupon = K::Coupon;
    passes("couponposoffer", &["001234561234560123456", "1112345671234569123456789012345"]);
    fails(
        "couponposoffer",
        &[
            ("", coupon(CouponFault::Missing(CouponPart::Format)), 0, 0),
            ("2", coupon(CouponFault::Undefined(CouponPart::Format)), 0, 1),
            ("07", coupon(CouponFault::Undefined(CouponPart::Company)), 1, 1),
            ("0012345612345", coupon(CouponFault::CutShort(CouponPart::Offer)), 8, 5),
            ("00123456123456", coupon(CouponFault::Missing(CouponPart::Serial)), 14, 0),
            ("0012345612345601234567", coupon(CouponFault::Unread), 21, 1),
            ("0A", DIGITS, 1, 1),
        ],
    );
}
