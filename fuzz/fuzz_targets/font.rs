#![no_main]

// A panic of a reader of fonts is caught by the program; only others are finds.
libfuzzer_sys::fuzz_target!(init: quietzone::world::silence(), |bytes: &[u8]| properties::font(bytes));
