//! What labels of other programs left set does not reach ours, as zplkit draws them.

use std::process::Command;

use quietzone_station::printer::Profile;

/// Draws labels, and prints of each whether it is the same as the first.
const DRAW: &str = "
import sys
from zplkit import Options, render
def draw(zpl):
    labels = render(zpl.encode(), Options(profile='zd621', width=300, height=200, dpi=300)).labels
    return labels[-1].rasterize().pixels
first, *others = map(draw, sys.argv[1:])
print(*[other == first for other in others])
";

fn drawn(labels: &[String]) -> Option<String> {
    let probe = Command::new("python3").args(["-c", "import zplkit"]).output();
    if !probe.is_ok_and(|probe| probe.status.success()) {
        assert!(std::env::var("QUIETZONE_JUDGES").as_deref() != Ok("required"), "lacking: zplkit");
        eprintln!("skipped: zplkit not installed");
        return None;
    }
    let run = Command::new("python3").args(["-c", DRAW]).args(labels).output().unwrap();
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    Some(String::from_utf8(run.stdout).unwrap().trim().to_owned())
}

#[test]
fn labels_are_drawn_alike_whatever_was_left_set() {
    let every = Profile::new("z", "file:a".parse().unwrap()).unwrap().every_label();
    // zplkit knows none of these, which are about paper and density.
    let every = every.replace("^JZN^MUD^JMA", "");
    let body = "^PW300^LL200^FO10,10^GB50,80,30^FS^FO100,20^A0,30,30^FDAbc^FS^XZ";
    let left = ["", "^FWR", "^FWN,1", "^LH50,50", "^POI", "^PMY", "^LRY", "^CI28"];
    let behind = |left: &str, every: &str| format!("^XA{left}^FO1,1^GB9,9,9^FS^XZ^XA{every}{body}");
    let ours: Vec<String> = left.iter().map(|left| behind(left, &every)).collect();
    let Some(told) = drawn(&ours) else { return };
    assert_eq!(told, ["True"; 7].join(" "));
    // Without it these are not.
    let theirs: Vec<String> = left[..4].iter().map(|left| behind(left, "")).collect();
    assert_eq!(drawn(&theirs).unwrap(), ["False"; 3].join(" "));
}
