//! The studio as people use it: a browser walks through its pages (`studio/tests/walks/`), with the program beside it.

use std::process::Command;

use super::common::{OPENPYXL, POPPLER, ZXING, at, present, root};

/// Walks, where node, playwright-core and Chromium are there.
fn walk(name: &str) {
    let chromium = std::env::var("CHROMIUM").unwrap_or_else(|_| "/usr/bin/chromium".to_owned());
    let has_playwright = Command::new("node")
        .args(["-e", "require('playwright-core')"])
        .current_dir(root())
        .output()
        .is_ok_and(|ended| ended.status.success());
    if !has_playwright || !at(&chromium).exists() {
        assert!(
            std::env::var("QUIETZONE_JUDGES").as_deref() != Ok("required"),
            "lacking: node with playwright-core (NODE_PATH), or Chromium"
        );
        eprintln!("skipped: node with playwright-core, and Chromium, walk through the studio");
        return;
    }
    let mut node = Command::new("timeout");
    node.args(["300", "node"]).arg(at("studio/tests/walks").join(name).with_extension("mjs"));
    node.env("QUIETZONE", env!("CARGO_BIN_EXE_quietzone")).env("CHROMIUM", chromium);
    let ended = node.output().unwrap();
    let told = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    assert!(ended.status.success(), "{}{}", told(&ended.stdout), told(&ended.stderr));
}

#[test]
fn labels_come_as_files_by_mouse_as_by_command() {
    walk("output");
}

#[test]
fn another_site_in_the_same_browser_can_do_nothing() {
    walk("attacks");
}

#[test]
fn a_label_is_designed_and_judged_while_it_is_seen() {
    walk("label");
}

#[test]
fn codes_are_ordered_without_an_account_printed_as_samples_and_reported() {
    walk("orders");
}

#[test]
fn void_labels_drop_out_and_packages_are_told_by_mouse() {
    walk("reports");
}

#[test]
fn files_of_codes_are_mended_and_templates_begun_by_mouse() {
    walk("start");
}

#[test]
fn what_keeps_a_file_from_being_read_is_mended_and_taken_back_by_mouse() {
    if present(&[OPENPYXL]) {
        walk("mends");
    }
}

#[test]
fn from_an_empty_folder_to_paper_nobody_comes_to_a_dead_end() {
    walk("people");
}

#[test]
fn codes_of_an_order_are_printed_as_samples_from_page_to_page() {
    walk("ordered");
}

#[test]
fn an_order_is_printed_whatever_happens_and_no_label_is_twice_or_lost() {
    walk("print");
}

#[test]
fn after_a_jam_of_sheets_each_code_is_on_good_paper_once() {
    if present(&[POPPLER, ZXING, OPENPYXL]) {
        walk("sheet");
    }
}

#[test]
fn a_list_of_150_000_labels_is_scrolled_by_keyboard_without_delay() {
    walk("many");
}

#[test]
fn every_page_is_told_in_the_language_of_its_user() {
    walk("languages");
}

#[test]
fn the_whole_job_is_done_by_keyboard_alone() {
    walk("keyboard");
}
