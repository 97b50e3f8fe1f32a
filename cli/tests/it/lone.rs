//! One barcode drawn by `symbol`, and its sizes told by `size`.

use super::common::*;

/// GS1 table 1: X from 0.264 to 0.660 mm, 0.330 wished, bars 22.85 mm high there; 113 modules with both zones.
#[test]
fn sizes_of_an_ean_are_told_for_a_device_and_a_use() {
    let told =
        quietzone(&["size", "--symbology", "ean13", "--application", "retail", "--dpi", "300", "--format", "json"]);
    assert_eq!(told.code, 0, "{}", told.err);
    let device = told.json()["devices"][0].clone();
    // Four dots of 25.4/300 mm; 22.85 mm by that are 276.97 dots.
    assert_eq!(device["module_dots"], 4);
    assert_eq!(device["module_mm"], 0.338667);
    assert_eq!(device["width_with_zones_mm"], 38.269333);
    assert_eq!(device["height_mm"], 23.452667);
    // A place of 30 mm holds 113 modules of 0.254 mm, which is less than the 0.264 that are allowed.
    let told =
        quietzone(&["size", "--symbology", "ean13", "--application", "retail", "--dpi", "300", "--box", "30x30mm"]);
    assert_eq!(told.code, 1, "{}", told.err);
    assert!(told.out.contains("its place is 30.00 mm") && told.out.contains("no smaller module"), "{}", told.out);
    let told = quietzone(&["size", "--symbology", "ean13", "--box", "30x30mm"]);
    assert!(told.code == 0 && told.out.contains("artwork") && told.out.contains("X 0.265"), "{}", told.out);
}

#[test]
fn how_long_a_gs1_128_is_its_data_tells() {
    quietzone(&["size", "--symbology", "gs1-128"]).assert_says(2, &["only its data tells"]);
    // Start, FNC1, seven pairs for 01 and its number and one more, check: 11 modules each, 13 to stop, zones of 10.
    let told =
        quietzone(&["size", "--symbology", "gs1-128", "(01)04780101164394", "--module", "0.5mm", "--format", "json"]);
    let wide = told.json()["devices"][5]["width_with_zones_mm"].clone();
    assert_eq!(wide, (11 * (1 + 1 + 8 + 1) + 13 + 20) as f64 * 0.5);
}

#[test]
fn one_barcode_is_drawn_alone_in_every_format_and_read() {
    if !present(&[ZXING, POPPLER, ZPLKIT]) {
        return;
    }
    let folder = Folder::new();
    for (kind, data, sym, says) in [
        ("ean13", "4780101164394", "]E0", "4780101164394"),
        ("ean8", "55123457", "]E4", "55123457"),
        ("upca", "614141007349", "]E0", "0614141007349"),
        ("itf14", "04780101164394", "]I1", "04780101164394"),
        ("gs1-128", "(01)04780101164394(10)A1", "]C1", "010478010116439410A1"),
        ("qr", "https://id.gs1.org/01/04780101164394", "]Q1", "https://id.gs1.org/01/04780101164394"),
        ("gs1-qr", "(01)04780101164394(10)A1", "]Q3", "010478010116439410A1"),
    ] {
        let drawn = |name: &str, more: &[&str]| {
            let out = folder.file(&format!("{kind}{name}"));
            let told = quietzone(&[&["symbol", "--symbology", kind, data, "-o", &out], more].concat());
            assert_eq!(told.code, 0, "{kind}{name}: {}", told.err);
            out
        };
        let png = drawn(".png", &["--dpi", "300"]);
        let zpl = drawn(".zpl", &["--dpi", "300"]);
        let pdf = drawn(".pdf", &[]);
        assert!(text_of(&drawn(".svg", &["--no-text"])).contains("<path"));
        run("python3", &["tests/judges/zplkit.py", &zpl, &folder.file(kind), "--dpi", "300"]);
        let printed = folder.file(&format!("{kind}/p-1.png"));
        assert!(grey(&png) == grey(&printed), "{kind}");
        run("pdftoppm", &["-r", "600", "-gray", "-png", "-singlefile", &pdf, &folder.file(&format!("{kind}-pdf"))]);
        for picture in [png, folder.file(&format!("{kind}-pdf.png"))] {
            // Its zones end where the picture does, so it is read alone on paper.
            let told = String::from_utf8(run("python3", &["tests/judges/zxing.py", "--bars", &picture])).unwrap();
            let told: serde_json::Value = serde_json::from_str(&told).unwrap();
            assert_eq!(told["symbols"][0]["sym"], sym, "{picture}");
            assert_eq!(told["symbols"][0]["hex"], hex(says.as_bytes()), "{picture}");
        }
    }
}

#[test]
fn what_cannot_be_drawn_alone_is_told_and_nothing_is_written() {
    let folder = Folder::new();
    let out = folder.file("a.svg");
    let draw = |more: &[&str]| quietzone(&[&["symbol", "-o", &out], more].concat());
    draw(&["--symbology", "ean13", "4780101164393"]).assert_says(2, &["check digit"]);
    draw(&["--symbology", "ean13", "4780101164394", "--module", "2 dots"]).assert_says(2, &["dots need a device"]);
    draw(&["--symbology", "ean13", "4780101164394", "--application", "shop"]).assert_says(2, &["retail"]);
    assert_eq!(folder.names(), [""; 0]);
}
