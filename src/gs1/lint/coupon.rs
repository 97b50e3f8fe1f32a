//! North American coupons: GS1 US, "North American Coupon Application Guideline Using GS1
//! DataBar Expanded Symbols" (AI 8110), and coupons of a positive offer file (AI 8112).
//!
//! Fields stand one behind the other. Most begin with a digit that tells their length; optional
//! fields begin with the digit of their kind and stand in the order of these digits.

use super::{CouponFault, CouponPart, Defect, FlawKind, Outcome, check, date, digits};

/// Reads a coupon from the left.
struct Reader<'a> {
    rest: &'a str,
    at: usize,
}

/// A field that was read, with its place.
struct CouponField<'a> {
    text: &'a str,
    start: usize,
}

fn defect(fault: CouponFault, start: usize, length: usize) -> Defect {
    Defect::at(FlawKind::Coupon(fault), start, length)
}

impl<'a> Reader<'a> {
    /// A reader of digits.
    fn new(text: &'a str) -> Result<Self, Defect> {
        digits(text, text.len())?;
        Ok(Self { rest: text, at: 0 })
    }

    /// The next `length` digits.
    fn take(&mut self, part: CouponPart, length: usize) -> Result<CouponField<'a>, Defect> {
        let (start, rest) = (self.at, self.rest);
        let fault = if rest.is_empty() { CouponFault::Missing } else { CouponFault::CutShort };
        let (text, behind) = rest.split_at_checked(length).ok_or_else(|| defect(fault(part), start, rest.len()))?;
        (self.rest, self.at) = (behind, start + length);
        Ok(CouponField { text, start })
    }

    /// The next digit, which must be one of these.
    fn digit(&mut self, part: CouponPart, allowed: &str) -> Result<usize, Defect> {
        let read = self.take(part, 1)?;
        let value = allowed.contains(read.text).then(|| read.text.parse().ok()).flatten();
        value.ok_or_else(|| defect(CouponFault::Undefined(part), read.start, 1))
    }

    /// A field behind the digit that tells its length.
    fn field(&mut self, part: CouponPart, lengths: &str, more: usize) -> Result<CouponField<'a>, Defect> {
        let length = self.digit(part, lengths)?;
        self.take(part, length + more)
    }

    /// The beginning of an optional field.
    fn begins(&mut self, kind: char) -> bool {
        let Some(behind) = self.rest.strip_prefix(kind) else { return false };
        (self.rest, self.at) = (behind, self.at + kind.len_utf8());
        true
    }

    /// A company prefix of six digits and more.
    fn company(&mut self, part: CouponPart, lengths: &str) -> Outcome {
        let company = self.field(part, lengths, 6)?;
        check::gcppos1(company.text).map_err(|defect| defect.moved(company.start))
    }

    /// What is to be bought: how much, counted in what, of which family.
    fn requirement(&mut self) -> Outcome {
        self.field(CouponPart::Requirement, "12345", 0)?;
        self.digit(CouponPart::RequirementCode, "012349")?;
        self.take(CouponPart::Family, 3)?;
        Ok(())
    }

    /// Another purchase: what is to be bought, and whose it is; 9 for the same company.
    fn purchase(&mut self) -> Outcome {
        self.requirement()?;
        if self.begins('9') { Ok(()) } else { self.company(CouponPart::Company, "0123456") }
    }

    /// A date; `fault` is what is wrong where it is none.
    fn date(&mut self, part: CouponPart, fault: CouponFault) -> Result<CouponField<'a>, Defect> {
        let read = self.take(part, 6)?;
        match date::yymmdd(read.text) {
            Ok(()) => Ok(read),
            Err(_) => Err(defect(fault, read.start, 6)),
        }
    }

    /// The dates of expiry and of the beginning, each of them optional.
    fn dates(&mut self) -> Outcome {
        let expiry =
            self.begins('3').then(|| self.date(CouponPart::Expiry, CouponFault::ExpiryNotADate)).transpose()?;
        let start = self.begins('4').then(|| self.date(CouponPart::Start, CouponFault::StartNotADate)).transpose()?;
        match expiry.zip(start) {
            Some((expiry, start)) if expiry.text < start.text => {
                Err(defect(CouponFault::ExpiryBeforeStart, expiry.start, 6))
            }
            _ => Ok(()),
        }
    }

    /// How the save value counts, and two flags.
    fn miscellaneous(&mut self) -> Outcome {
        self.digit(CouponPart::SaveValueCode, "01256")?;
        self.digit(CouponPart::AppliesTo, "012")?;
        self.digit(CouponPart::StoreFlag, "0123456789")?;
        self.digit(CouponPart::MultiplyFlag, "01")?;
        Ok(())
    }

    /// Nothing may be left.
    fn end(&self) -> Outcome {
        match self.rest.len() {
            0 => Ok(()),
            left => Err(defect(CouponFault::Unread, self.at, left)),
        }
    }
}

/// A coupon code (AI 8110).
pub(super) fn couponcode(text: &str) -> Outcome {
    let mut reader = Reader::new(text)?;
    reader.company(CouponPart::Company, "0123456")?;
    reader.take(CouponPart::Offer, 6)?;
    reader.field(CouponPart::SaveValue, "12345", 0)?;
    reader.requirement()?;
    if reader.begins('1') {
        reader.digit(CouponPart::Rules, "0123")?;
        reader.purchase()?;
    }
    if reader.begins('2') {
        reader.purchase()?;
    }
    reader.dates()?;
    if reader.begins('5') {
        reader.field(CouponPart::Serial, "0123456789", 6)?;
    }
    if reader.begins('6') {
        reader.company(CouponPart::Retailer, "1234567")?;
    }
    if reader.begins('9') {
        reader.miscellaneous()?;
    }
    reader.end()
}

/// A coupon of a positive offer file (AI 8112).
pub(super) fn couponposoffer(text: &str) -> Outcome {
    let mut reader = Reader::new(text)?;
    reader.digit(CouponPart::Format, "01")?;
    reader.company(CouponPart::Company, "0123456")?;
    reader.take(CouponPart::Offer, 6)?;
    reader.field(CouponPart::Serial, "0123456789", 6)?;
    reader.end()
}
