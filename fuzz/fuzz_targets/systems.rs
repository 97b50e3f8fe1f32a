#![no_main]

#[path = "../systems.rs"]
mod property;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| property::systems(bytes));
