#![no_main]

libfuzzer_sys::fuzz_target!(init: quietzone::world::silence(), |bytes: &[u8]| properties::kinds(bytes));
