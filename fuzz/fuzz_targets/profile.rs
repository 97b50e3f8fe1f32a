#![no_main]

// A panic of a parser that is not ours is caught by the program; only others are finds.
libfuzzer_sys::fuzz_target!(init: quietzone::world::silence(), |bytes: &[u8]| properties::profile(bytes));
