//! What is wrong with a coupon, in words.

use crate::say;
use crate::sentence::{InWords, Sentence, shown_in_words};

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
}

/// What is wrong with a coupon.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CouponFault {
    /// The coupon ends before a part.
    Missing(CouponPart),
    /// The coupon ends within a part.
    CutShort(CouponPart),
    /// The digit that tells the length of a part, or the digit itself, has no meaning.
    Undefined(CouponPart),
    /// The date of expiry is no date.
    ExpiryNotADate,
    /// The date of its beginning is no date.
    StartNotADate,
    /// The date of expiry lies before that of its beginning.
    ExpiryBeforeStart,
    /// What stands behind the last field belongs to none.
    Unread,
}

impl InWords for CouponFault {
    fn in_words(&self) -> Sentence {
        match self {
            CouponFault::Missing(part) => missing(*part),
            CouponFault::CutShort(part) => cut_short(*part),
            CouponFault::Undefined(part) => undefined(*part),
            CouponFault::ExpiryNotADate => say!("the coupon's expiration date is not a date"),
            CouponFault::StartNotADate => say!("the coupon's start date is not a date"),
            CouponFault::ExpiryBeforeStart => say!("the coupon's expiration date lies before its start date"),
            CouponFault::Unread => say!("what follows the coupon's last field belongs to no field"),
        }
    }
}

shown_in_words!(CouponFault);

fn missing(part: CouponPart) -> Sentence {
    match part {
        CouponPart::Format => say!("the coupon's format is missing"),
        CouponPart::Company => say!("the coupon's company prefix is missing"),
        CouponPart::Offer => say!("the coupon's offer code is missing"),
        CouponPart::SaveValue => say!("the coupon's save value is missing"),
        CouponPart::Requirement => say!("the coupon's purchase requirement is missing"),
        CouponPart::RequirementCode => say!("the coupon's purchase requirement code is missing"),
        CouponPart::Family => say!("the coupon's family code is missing"),
        CouponPart::Rules => say!("the coupon's code of additional purchase rules is missing"),
        CouponPart::Expiry => say!("the coupon's expiration date is missing"),
        CouponPart::Start => say!("the coupon's start date is missing"),
        CouponPart::Serial => say!("the coupon's serial number is missing"),
        CouponPart::Retailer => say!("the coupon's retailer is missing"),
        CouponPart::SaveValueCode => say!("the coupon's save value code is missing"),
        CouponPart::AppliesTo => say!("the coupon's item the save value applies to is missing"),
        CouponPart::StoreFlag => say!("the coupon's store flag is missing"),
        CouponPart::MultiplyFlag => say!("the coupon's flag against multiplying is missing"),
    }
}

fn cut_short(part: CouponPart) -> Sentence {
    match part {
        CouponPart::Format => say!("the coupon's format is cut short"),
        CouponPart::Company => say!("the coupon's company prefix is cut short"),
        CouponPart::Offer => say!("the coupon's offer code is cut short"),
        CouponPart::SaveValue => say!("the coupon's save value is cut short"),
        CouponPart::Requirement => say!("the coupon's purchase requirement is cut short"),
        CouponPart::RequirementCode => say!("the coupon's purchase requirement code is cut short"),
        CouponPart::Family => say!("the coupon's family code is cut short"),
        CouponPart::Rules => say!("the coupon's code of additional purchase rules is cut short"),
        CouponPart::Expiry => say!("the coupon's expiration date is cut short"),
        CouponPart::Start => say!("the coupon's start date is cut short"),
        CouponPart::Serial => say!("the coupon's serial number is cut short"),
        CouponPart::Retailer => say!("the coupon's retailer is cut short"),
        CouponPart::SaveValueCode => say!("the coupon's save value code is cut short"),
        CouponPart::AppliesTo => say!("the coupon's item the save value applies to is cut short"),
        CouponPart::StoreFlag => say!("the coupon's store flag is cut short"),
        CouponPart::MultiplyFlag => say!("the coupon's flag against multiplying is cut short"),
    }
}

fn undefined(part: CouponPart) -> Sentence {
    match part {
        CouponPart::Format => say!("the coupon's format has no defined length or meaning"),
        CouponPart::Company => say!("the coupon's company prefix has no defined length or meaning"),
        CouponPart::Offer => say!("the coupon's offer code has no defined length or meaning"),
        CouponPart::SaveValue => say!("the coupon's save value has no defined length or meaning"),
        CouponPart::Requirement => say!("the coupon's purchase requirement has no defined length or meaning"),
        CouponPart::RequirementCode => say!("the coupon's purchase requirement code has no defined length or meaning"),
        CouponPart::Family => say!("the coupon's family code has no defined length or meaning"),
        CouponPart::Rules => say!("the coupon's code of additional purchase rules has no defined length or meaning"),
        CouponPart::Expiry => say!("the coupon's expiration date has no defined length or meaning"),
        CouponPart::Start => say!("the coupon's start date has no defined length or meaning"),
        CouponPart::Serial => say!("the coupon's serial number has no defined length or meaning"),
        CouponPart::Retailer => say!("the coupon's retailer has no defined length or meaning"),
        CouponPart::SaveValueCode => say!("the coupon's save value code has no defined length or meaning"),
        CouponPart::AppliesTo => say!("the coupon's item the save value applies to has no defined length or meaning"),
        CouponPart::StoreFlag => say!("the coupon's store flag has no defined length or meaning"),
        CouponPart::MultiplyFlag => say!("the coupon's flag against multiplying has no defined length or meaning"),
    }
}
