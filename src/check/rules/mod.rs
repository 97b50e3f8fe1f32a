//! The rules, one a file.

use super::Check;

/// Declares the files and lists their rules.
macro_rules! rules {
    ($($file:ident)+) => {
        $(pub(super) mod $file;)+

        /// Every rule, by its code.
        pub static ALL: &[Check] = &[$($file::CHECK),+];
    };
}

rules! {
    art_colours
    art_lines
    symbol_contrast
    dark_on_light
    one_plate
    printed_solid
    opaque_ground
    window_ground
    symbol_knocked_out
    thermal_black
    head_width
    linear_length
    linear_module
    bar_height
    linear_read
    linear_content
    linear_products
    linear_contrast
    bars_dark_on_light
    bars_one_plate
    bars_on_curve
    module_range
    module_dots
    linear_dots
    module_reduction
    symbol_uncovered
    one_symbol_a_face
    safe_margin
    no_crease_crossed
    curved_face
    crease_distance
    linear_apart
    texts_apart
    symbol_present
    text_uncrossed
    coats_spare_symbols
    symbol_pictured
    linear_present
    hairlines
    total_ink
    picture_pixels
    bleed
    qr_module
    qr_at_retail
    qr_content
    quiet_zone_free
    quiet_zone_one_colour
    quiet_zone_room
    quiet_zone_shift
    linear_quiet_zones
    pictured_quiet_zone
    stock_known
    symbol_area
    application_module
    one_symbol_size
    symbol_shape
    text_agrees
    ais_in_parentheses
    fields_printed
    dates_repeated
    dates_as_encoded
    element_on_one_line
    letter_size
    one_alphabet
    captioned_date
    text_near_symbol
    parentheses_encoded
    gtin_typed
    date_typed
    text_contrast
    reversed_letters
    window_empty
    window_on_one_face
    window_size
}
