//! Rows are conserved: whatever is wrong with the first code and whatever stands around the codes, each
//! of them is a row.

use std::fs;

use proptest::prelude::*;
use quietzone::batch::{Data, Inspection};

/// The good lines of the Kazakh sample.
fn codes() -> Vec<String> {
    let text = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/samples/kz-pharma.txt")).unwrap();
    text.lines().filter(|line| !line.is_empty()).map(str::to_owned).collect()
}

/// How the code of the first row is damaged.
fn damaged(code: &str, how: usize, at: usize) -> String {
    let mut characters: Vec<char> = code.chars().collect();
    let at = 2 + at % 14;
    match how {
        0 => code.replace('\u{1d}', "GS"),
        1 => code.replacen('0', "O", 1),
        2 => code.split('\u{1d}').next().unwrap_or_default().to_owned(),
        3 => code.replace('\u{1d}', ""),
        4 => {
            characters[at] = if characters[at] == '7' { '3' } else { '7' };
            characters.into_iter().collect()
        }
        5 => {
            characters.remove(30);
            characters.into_iter().collect()
        }
        6 => characters.into_iter().skip(2).collect(),
        _ => code.replacen("21", " 21 ", 1),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    /// Whatever is wrong with the first code, and whatever stands above it, every row with a code is
    /// counted, and none is taken for headers.
    #[test]
    fn every_code_is_a_row(
        how in 0usize..8,
        at in 0usize..14,
        titles in 0usize..4,
        header in 0usize..3,
        total in any::<bool>(),
        separator in prop::sample::select(vec![';', ',', '\t']),
        columns in 1usize..4,
    ) {
        let lines = codes();
        let cell = |text: &str| if text.contains([separator, '"']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text.to_owned() };
        let row = |cells: Vec<String>| cells.into_iter().take(columns).collect::<Vec<_>>().join(&separator.to_string()) + "\n";
        let mut text = String::new();
        for title in ["Заказ № 12 от 01.02.2026\n", "ООО Ромашка\n", "\n"].into_iter().take(titles) {
            text += title;
        }
        match header {
            0 => {}
            1 => text += &row(["Код", "Серия", "Препарат"].map(str::to_owned).to_vec()),
            _ => text += &row(["a", "b", "c"].map(str::to_owned).to_vec()),
        }
        for (number, code) in lines.iter().take(8).enumerate() {
            let code = if number == 0 { damaged(code, how, at) } else { code.clone() };
            text += &row(vec![cell(&code), "A1".to_owned(), "Аспирин".to_owned()]);
        }
        if total {
            text += "Итого: 8\n";
        }
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a.csv");
        fs::write(&file, &text).unwrap();
        let look = Inspection::new(Data::of(&file), "kz-pharma");
        let seen = look.run(&()).unwrap();
        prop_assert_eq!(seen.rows, 8, "{}", text);
        prop_assert!(seen.good >= 7, "{}", text);
    }
}
