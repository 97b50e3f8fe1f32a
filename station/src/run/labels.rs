//! The labels of a job in the language of a printer, and what is said behind them.

use quietzone::batch::Failure;
use quietzone::diagnostic::Diagnostic;
use quietzone::job::{Again, Maker, Own, TsplLabels};
use quietzone::render::zpl::{Held, ZplLabel};

use crate::printer::{CutAt, Language, Profile};

/// Makes labels in the language of a printer.
pub(super) enum LabelMaker<'a> {
    Zpl(Maker<'a>),
    Tspl(TsplLabels<'a>),
}

/// A label in the language of a printer.
pub(super) enum MadeLabel {
    Zpl(ZplLabel),
    Tspl(Vec<u8>),
}

impl MadeLabel {
    pub(super) fn bytes(&self) -> &[u8] {
        match self {
            MadeLabel::Zpl(label) => label.text().as_bytes(),
            MadeLabel::Tspl(label) => label,
        }
    }
}

/// How a label of ZPL begins.
const BEGIN: &[u8] = b"^XA";

impl<'a> LabelMaker<'a> {
    pub(super) fn of(again: &'a Again, profile: &Profile) -> Result<Self, Failure> {
        Ok(match profile.language {
            Language::Zpl => LabelMaker::Zpl(again.zpl()?),
            Language::Tspl => LabelMaker::Tspl(again.tspl(profile.tspl())?),
        })
    }

    /// What the labels need in the printer.
    pub(super) fn head(&self) -> Result<Vec<u8>, Diagnostic> {
        match self {
            LabelMaker::Zpl(maker) => maker.head(),
            LabelMaker::Tspl(_) => Ok(Vec::new()),
        }
    }

    /// What a label needs in the printer beside that, and was not sent yet.
    pub(super) fn before(&self, label: &MadeLabel, held: &mut Held) -> Vec<u8> {
        match (self, label) {
            (LabelMaker::Zpl(maker), MadeLabel::Zpl(label)) => maker.before(label, held),
            _ => Vec::new(),
        }
    }

    /// What takes all of it out again.
    pub(super) fn tail(&self, held: &Held) -> Result<Vec<u8>, Diagnostic> {
        match self {
            LabelMaker::Zpl(maker) => maker.tail(held),
            LabelMaker::Tspl(_) => Ok(Vec::new()),
        }
    }

    pub(super) fn made(&self, owns: &[Own]) -> Result<Vec<MadeLabel>, Diagnostic> {
        Ok(match self {
            LabelMaker::Zpl(maker) => maker.labels(owns)?.into_iter().map(MadeLabel::Zpl).collect(),
            LabelMaker::Tspl(maker) => maker.labels(owns)?.into_iter().map(MadeLabel::Tspl).collect(),
        })
    }

    /// A label with what every label of a printer says, and whether the paper is cut behind it.
    pub(super) fn with(&self, label: &[u8], profile: &Profile, is_cut: bool) -> Vec<u8> {
        let paper = profile.paper(is_cut).as_bytes();
        match (self, label.strip_prefix(BEGIN)) {
            (LabelMaker::Zpl(_), Some(rest)) => [BEGIN, profile.every_label().as_bytes(), paper, rest].concat(),
            (LabelMaker::Zpl(_), None) => label.to_vec(),
            (LabelMaker::Tspl(_), _) => [paper, label].concat(),
        }
    }
}

/// What comes behind a label.
pub(super) struct Behind {
    /// A label that separates it from what follows, in the language of the printer.
    pub(super) note: Option<Vec<u8>>,
    /// A cut.
    pub(super) is_cut: bool,
}

/// Labels since something came behind one.
#[derive(Debug, Default)]
pub(super) struct Since {
    /// Since a cut.
    cut: u32,
    /// Since a separator.
    note: u32,
}

impl Since {
    /// What comes behind a label, where another follows or none does.
    pub(super) fn behind(&mut self, profile: &Profile, own: &Own, next: Option<&Own>) -> Behind {
        (self.cut, self.note) = (self.cut.saturating_add(1), self.note.saturating_add(1));
        let is_last_of_gtin = next.is_none_or(|next| gtin(next) != gtin(own));
        let is_cut = match profile.cut {
            Some(CutAt::Every(every)) => next.is_none() || self.cut >= every,
            Some(CutAt::Gtin) => is_last_of_gtin,
            None => false,
        };
        if is_cut {
            self.cut = 0;
        }
        let note = (profile.separator && is_last_of_gtin).then(|| {
            let labels = std::mem::take(&mut self.note);
            profile.note(&[format!("GTIN {}", gtin(own).unwrap_or("-")), format!("{labels} labels")])
        });
        Behind { note, is_cut }
    }
}

/// The GTIN of a label's code, if it begins with one.
fn gtin(own: &Own) -> Option<&str> {
    own.code.strip_prefix("01")?.get(..14).filter(|gtin| gtin.bytes().all(|byte| byte.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Labels of GTINs, and what comes behind each: a cut, a separator.
    fn behind(profile: &Profile, gtins: &[u64]) -> Vec<(bool, Option<String>)> {
        let own = |gtin: &u64| Own { number: 1, row: 1, code: format!("01{gtin:014}21a"), fields: Vec::new() };
        let mut since = Since::default();
        let one = |at: usize| {
            let next = gtins.get(at + 1).map(own);
            let Behind { note, is_cut } = since.behind(profile, &own(&gtins[at]), next.as_ref());
            (is_cut, note.map(|note| String::from_utf8(note).unwrap()))
        };
        (0..gtins.len()).map(one).collect()
    }

    fn profile() -> Profile {
        Profile::new("tsc-1", "tcp://10.0.0.5".parse().unwrap()).unwrap()
    }

    #[test]
    fn paper_is_cut_behind_so_many_labels_and_behind_the_last() {
        let cuts = |cut, gtins: &[u64]| -> Vec<bool> {
            let profile = Profile { cut, ..profile() };
            behind(&profile, gtins).into_iter().map(|(is_cut, _)| is_cut).collect()
        };
        let few = [1, 1, 1, 2, 2];
        assert_eq!(cuts(Some(CutAt::Every(2)), &few), [false, true, false, true, true]);
        assert_eq!(cuts(Some(CutAt::Gtin), &few), [false, false, true, false, true]);
        assert_eq!(cuts(None, &few), [false; 5]);
    }

    #[test]
    fn a_separator_tells_gtin_and_number_behind_each_gtin() {
        let profile = Profile { separator: true, language: Language::Tspl, ..profile() };
        let notes: Vec<_> = behind(&profile, &[7, 7, 8]).into_iter().map(|(_, note)| note).collect();
        let told = |gtin: u64, labels: u32| {
            Some(format!(
                "CLS\r\nTEXT 20,20,\"3\",0,1,1,\"GTIN {gtin:014}\"\r\nTEXT 20,60,\"3\",0,1,1,\"{labels} labels\"\r\nPRINT 1,1\r\n"
            ))
        };
        assert_eq!(notes, [None, told(7, 2), told(8, 1)]);
    }

    #[test]
    fn each_label_says_whether_the_paper_is_cut_behind_it() {
        let cuts = Profile { cut: Some(CutAt::Gtin), ..profile() };
        assert_eq!((cuts.paper(true), cuts.paper(false)), ("^MMC", "^MMC^XB"));
        let cuts = Profile { language: Language::Tspl, ..cuts };
        assert_eq!((cuts.paper(true), cuts.paper(false)), ("SET CUTTER 1\r\n", "SET CUTTER OFF\r\n"));
        assert_eq!((profile().paper(true), Profile { peel: true, ..profile() }.paper(true)), ("", "^MMP"));
        assert!(Profile { peel: true, cut: Some(CutAt::Gtin), ..profile() }.check().is_err());
    }
}
