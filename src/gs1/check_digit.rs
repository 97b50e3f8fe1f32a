//! The GS1 check digit (General Specifications, section 7.9.1).

/// The check digit that belongs behind these digits, or `None` if they are not all digits.
/// Weights 3 and 1 alternate from the right.
#[must_use]
pub fn check_digit(digits: &str) -> Option<char> {
    let mut sum = 0_u32;
    for (position, digit) in digits.chars().rev().enumerate() {
        sum += digit.to_digit(10)? * if position % 2 == 0 { 3 } else { 1 };
    }
    char::from_digit((10 - sum % 10) % 10, 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn published_examples() {
        // The Turkish guidance v1.2, articles 5 and 6, and the Uzbek operator's article.
        for gtin in ["08691234567890", "18691234567897", "04780101164394", "04323456788176"] {
            let (body, last) = gtin.split_at(13);
            assert_eq!(check_digit(body).map(String::from).as_deref(), Some(last));
        }
        assert_eq!(check_digit("12x"), None);
    }
}
