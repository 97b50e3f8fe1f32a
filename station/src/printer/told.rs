//! A printer, for programs.

use quietzone::document::Choice;
use quietzone::units::{Length, Resolution};
use serde_json::{Value, json};

use super::profile::Profile;
use super::setting::Scales;

impl Profile {
    /// What is known of it, for programs.
    #[must_use]
    pub fn json(&self) -> Value {
        json!({
            "printer": self.name,
            "address": self.address.to_string(),
            "dpi": self.dots.map(Resolution::dpi),
            "width_mm": self.width.map(Length::to_mm),
            "language": self.language.word(),
            "inverted": self.inverted,
            "gap": self.gap.map(|gap| gap.to_string()),
            "cut": self.cut.map(|cut| cut.to_string()),
            "peel": self.peel,
            "separator": self.separator,
            "sheet": { "right_mm": self.fit.right.to_mm(), "down_mm": self.fit.down.to_mm(), "scale": Scales(self.fit.across, self.fit.along).to_string() },
            "shift_dots": self.shift.map(|shift| json!({ "right": shift.right, "down": shift.down })),
            "confirm": self.confirm.word(),
            "confirm_every": self.confirm_every,
            "reprint_off": self.reprint_off,
            "in_flight": self.in_flight,
            "proven": self.proven.as_ref().map(|proof| json!({
                "odometer": proof.odometer,
                "id": proof.printer,
                "paper_out": proof.paper_out,
                "when": proof.when,
            })),
        })
    }
}
