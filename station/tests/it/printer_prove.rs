//! What a printer must show before its own count confirms labels.

use std::time::{Duration, SystemTime};

use quietzone_station::printer::simulator::{Fault, Happening, Settings, Silence, When};
use quietzone_station::printer::{Address, Network, Patience, Profile, Shown, Simulator, Step, Waits, prove};

fn waits() -> Waits {
    Waits { answer: Duration::from_millis(150), ..Waits::default() }
}

fn patience() -> Patience {
    let short = Duration::from_millis;
    Patience { print: short(500), hands: short(1000), settle: short(60), poll: short(2) }
}

/// Tests a printer whose labels somebody takes out and puts in, or does not.
fn tested(settings: Settings, has_hands: bool) -> (Shown, Vec<Step>) {
    let ours = Simulator::start(settings).unwrap();
    let profile = Profile::new("ours", Address::Tcp(ours.address())).unwrap();
    let mut steps = Vec::new();
    let mut hands = |step| {
        steps.push(step);
        match step {
            Step::TakeOut if has_hands => ours.happen(Happening::PaperOut),
            Step::PutIn if has_hands => ours.happen(Happening::PaperIn),
            _ => {}
        }
    };
    let shown = prove(&profile, &Network, waits(), patience(), &mut hands).unwrap();
    (shown, steps)
}

fn lacks(shown: &Shown, told: &str) {
    let findings: Vec<String> = shown.findings.iter().map(ToString::to_string).collect();
    assert!(findings.len() == 1 && findings[0].contains("PRN07") && findings[0].contains(told), "{findings:?}");
}

#[test]
fn a_printer_that_counts_shows_it_with_labels_and_without() {
    for silence in [Silence::Never, Silence::InError] {
        let (shown, steps) = tested(Settings { silence, ..Settings::default() }, true);
        assert!(shown.findings.is_empty() && shown.counts && shown.paper_out, "{shown:?}");
        assert_eq!((shown.sent, shown.odometer), (3, (Some(31_084), Some(31_087))));
        assert_eq!(steps, [Step::Prints, Step::TakeOut, Step::SendsWithout, Step::PutIn]);
        let proof = shown.proof(SystemTime::UNIX_EPOCH).unwrap();
        assert_eq!((proof.odometer, proof.printer.as_deref(), proof.paper_out), (31_087, Some("QZSIM0001"), true));
    }
}

#[test]
fn a_printer_whose_labels_nobody_takes_out_has_shown_half() {
    let (shown, steps) = tested(Settings::default(), false);
    lacks(&shown, "was not seen to run out of labels");
    assert_eq!(steps.last(), Some(&Step::TakeOut));
    assert_eq!(shown.proof(SystemTime::UNIX_EPOCH).map(|proof| proof.paper_out), Some(false));
}

#[test]
fn a_printer_without_a_count_prints_and_has_shown_nothing() {
    for settings in [
        Settings { counts: false, ..Settings::default() },
        Settings { silence: Silence::Always, ..Settings::default() },
    ] {
        let (shown, _) = tested(settings, true);
        lacks(&shown, "does not tell how many labels");
        assert!(shown.sent == 2 && shown.proof(SystemTime::UNIX_EPOCH).is_none());
    }
}

#[test]
fn a_printer_that_another_host_prints_on_has_shown_nothing() {
    let fault = Fault { when: When::Before(2), what: Happening::OtherHost(1) };
    let (shown, _) = tested(Settings { faults: vec![fault], ..Settings::default() }, true);
    lacks(&shown, "did not count two");
}

#[test]
fn a_label_that_was_torn_and_is_gone_is_not_counted_and_the_next_one_is() {
    // The printer notices only in the middle of the label that it has none.
    let ours = Simulator::start(Settings {
        faults: vec![Fault { when: When::Within(3), what: Happening::PaperOut }],
        ..Settings::default()
    });
    let ours = ours.unwrap();
    let profile = Profile::new("ours", Address::Tcp(ours.address())).unwrap();
    std::thread::scope(|scope| {
        let mut hands = |step| match step {
            Step::TakeOut => {
                ours.happen(Happening::HeadOpen);
                scope.spawn(|| {
                    std::thread::sleep(Duration::from_millis(100));
                    ours.happen(Happening::HeadClose);
                });
            }
            Step::PutIn => ours.happen(Happening::PaperIn),
            _ => {}
        };
        let shown = prove(&profile, &Network, waits(), patience(), &mut hands).unwrap();
        assert!(shown.findings.is_empty() && shown.paper_out, "{shown:?}");
        assert_eq!((shown.sent, shown.odometer.1), (4, Some(31_087)));
    });
}

#[test]
fn a_printer_that_is_not_ready_is_not_tested() {
    let ours = Simulator::start(Settings::default()).unwrap();
    ours.happen(Happening::Pause);
    let profile = Profile::new("ours", Address::Tcp(ours.address())).unwrap();
    let refused = prove(&profile, &Network, waits(), patience(), &mut |_| {}).unwrap_err();
    assert!(refused.to_string().contains("the printer is paused") && refused.help.is_some(), "{refused}");
    assert!(ours.papers().is_empty());
    let file = Profile::new("file", "file:out.zpl".parse().unwrap()).unwrap();
    assert!(prove(&file, &Network, waits(), patience(), &mut |_| {}).unwrap_err().to_string().contains("is a file"));
}
