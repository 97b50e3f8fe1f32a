use super::super::{Label, check};
use crate::diagnostic::{Diagnostic, Severity};
use crate::symbol::Application;
use crate::units::Length;

check! {
    /// GS1 gives a least and a greatest module (X-dimension) for every use of a symbol, in its symbol
    /// specification tables. A template says what its symbol is read for, `application = "pharmacy"`, and is
    /// held against that table: outside it is a warning, because the tables are known from a second hand and
    /// no act of the markets here cites them. A template that does not say it is held against the widest of
    /// the tables for goods, those of healthcare (6 and 10, 0.254 to 0.990 mm), and outside is a note.
    ///
    /// What an act itself asks of the module is judged by MD01.
    CHECK = "SZ02", "the module is within the GS1 table for its use", Design, run;
}

/// A range of modules, whose it is, and how much it weighs to leave it.
struct Held {
    least: Length,
    greatest: Length,
    source: String,
    severity: Severity,
}

fn run(label: &Label<'_>) -> Vec<Diagnostic> {
    let Held { least, greatest, source, severity } = held(label.template.application);
    let outside = label.symbols().filter(|seen| !(least..=greatest).contains(&seen.symbol.module));
    let told = outside.map(|seen| {
        let module = seen.symbol.module;
        let message = format!(
            "a module is {:.3} mm; the table asks for {:.3} to {:.3} mm",
            module.to_mm(),
            least.to_mm(),
            greatest.to_mm()
        );
        let limit = if module < least { least } else { greatest };
        let wide = limit * i64::from(seen.symbol.columns());
        let found = Diagnostic::error(CHECK.rule, message)
            .measured(module.to_micrometres(), limit.to_micrometres(), "mm")
            .because(Some(source.as_str().into()))
            .help(format!("a module of {:.3} mm gives a symbol {wide} wide", limit.to_mm()));
        label.about(&seen.mark, found.weighing(severity))
    });
    told.collect()
}

fn held(application: Option<Application>) -> Held {
    let table = |application: Application| {
        let [least, _, greatest] = application.modules();
        (least, greatest, application.table())
    };
    let tables = "GS1 General Specifications, symbol specification table";
    if let Some(application) = application {
        let (least, greatest, number) = table(application);
        return Held { least, greatest, source: format!("{tables} {number}"), severity: Severity::Warning };
    }
    let (wide, narrow) = (table(Application::Healthcare), table(Application::Pharmacy));
    Held {
        least: wide.0.min(narrow.0),
        greatest: wide.1.max(narrow.1),
        source: format!("{tables}s {} and {}", wide.2, narrow.2),
        severity: Severity::Note,
    }
}
