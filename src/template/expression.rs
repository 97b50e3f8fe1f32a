//! Expressions over a record's fields.
//!
//! `{{ serial }}`, `{{ expiry | date("MM.YYYY") }}`, `batch != 'X1'`. A field that is not there
//! is an error, never an empty text. Work and output are bounded, and an error never shows a
//! value: a value may be a paid code.

use std::collections::BTreeSet;
use std::fmt;
use std::sync::Arc;

use minijinja::value::{Object, ObjectRepr};
use minijinja::{Environment, Error, ErrorKind, UndefinedBehavior, Value as Jinja, filters};

use super::numbers::Numbers;
use super::plain::Plain;
use crate::gs1::Date;
use crate::market::Value;
use crate::say;
use crate::sentence::{InWords, Sentence, errors_in_words, outside};

/// The rules of this room.
pub mod rules {
    crate::diagnostic::rules! {
        /// An expression cannot be parsed, or fails on a record.
        EXPRESSION = "TPL05", "expressions are well formed and can be worked out";
    }
}

/// Steps an expression may take; the longest of ours takes some tens.
const FUEL: u64 = 20_000;
/// Characters an expression may be written in and may give.
const MAX_TEXT: usize = 10_000;

/// A text with expressions in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Phrase {
    /// What the engine calls it.
    name: String,
    plain: Option<Plain>,
}

/// An expression that is true or false.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Condition(Phrase);

/// An expression that cannot be parsed or worked out. Shows no values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExpressionError(Sentence);

impl InWords for ExpressionError {
    fn in_words(&self) -> Sentence {
        self.0.clone()
    }
}

errors_in_words!(ExpressionError);

/// Holds and works out the expressions of a template.
pub struct Engine {
    environment: Environment<'static>,
    count: usize,
}

impl fmt::Debug for Engine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Engine({} expressions)", self.count)
    }
}

impl Default for Engine {
    fn default() -> Self {
        // Nothing is built in but what is named here: every other filter can swell or loop.
        let mut environment = Environment::empty();
        environment.set_undefined_behavior(UndefinedBehavior::Strict);
        environment.set_fuel(Some(FUEL));
        environment.set_recursion_limit(50);
        environment.set_auto_escape_callback(|_| minijinja::AutoEscape::None);
        environment.add_filter("date", date_filter);
        environment.add_filter("upper", filters::upper);
        environment.add_filter("lower", filters::lower);
        environment.add_filter("trim", filters::trim);
        environment.add_filter("default", filters::default);
        environment.add_filter("length", filters::length);
        environment.add_test("defined", minijinja::tests::is_defined);
        environment.add_test("none", minijinja::tests::is_none);
        Self { environment, count: 0 }
    }
}

impl Engine {
    /// Takes in a text with expressions.
    ///
    /// # Errors
    /// It cannot be parsed.
    pub fn phrase(&mut self, text: &str) -> Result<Phrase, ExpressionError> {
        bounded(text, false)?;
        if ["{%", "%}"].iter().any(|mark| text.contains(mark)) {
            return Err(ExpressionError(say!("only {{{{ expressions }}}} are known here, no {{% statements %}}")));
        }
        let name = format!("{}", self.count);
        self.environment.add_template_owned(name.clone(), text.to_owned()).map_err(|e| explain(&e))?;
        self.count += 1;
        Ok(Phrase { name, plain: Plain::of(text) })
    }

    /// Takes in an expression that is true or false.
    ///
    /// # Errors
    /// It cannot be parsed.
    pub fn condition(&mut self, text: &str) -> Result<Condition, ExpressionError> {
        bounded(text, true)?;
        // Checked alone first, so that `a }}{{ b` is no condition.
        self.environment.compile_expression_owned(text.to_owned()).map_err(|e| explain(&e))?;
        let phrase = self.phrase(&format!("{{{{ 1 if ({text}) else '' }}}}"))?;
        Ok(Condition(Phrase { plain: Plain::if_any(text.trim_matches(' ')), ..phrase }))
    }

    /// The fields a phrase uses.
    #[must_use]
    pub fn names_of_phrase(&self, phrase: &Phrase) -> BTreeSet<String> {
        let Ok(template) = self.environment.get_template(&phrase.name) else { return BTreeSet::new() };
        let mut names: BTreeSet<String> = template.undeclared_variables(false).into_iter().collect();
        // The parser overlooks the text that a slice is taken of; an index it sees.
        let indexed = indexed(template.source());
        if let Ok(template) = self.environment.template_from_str(&indexed) {
            names.extend(template.undeclared_variables(false));
        }
        names
    }

    /// The same with what is taken of each field: `first.serial`.
    #[must_use]
    pub fn paths_of_phrase(&self, phrase: &Phrase) -> BTreeSet<String> {
        let Ok(template) = self.environment.get_template(&phrase.name) else { return BTreeSet::new() };
        let mut paths: BTreeSet<String> = template.undeclared_variables(true).into_iter().collect();
        if let Ok(template) = self.environment.template_from_str(&indexed(template.source())) {
            paths.extend(template.undeclared_variables(true));
        }
        paths
    }

    /// The lines that a phrase is written in.
    #[must_use]
    pub fn lines_of_phrase(&self, phrase: &Phrase) -> usize {
        self.environment.get_template(&phrase.name).map_or(1, |template| template.source().lines().count().max(1))
    }

    /// The fields a condition uses.
    #[must_use]
    pub fn names_of_condition(&self, condition: &Condition) -> BTreeSet<String> {
        self.names_of_phrase(&condition.0)
    }

    /// The text of a phrase for a record.
    ///
    /// # Errors
    /// A field is missing, a filter does not fit, or the work or the text is without bound.
    pub fn say(&self, phrase: &Phrase, fields: Fields<'_>) -> Result<String, ExpressionError> {
        let plain = phrase.plain.as_ref();
        let said = plain.and_then(|plain| plain.said(fields.values, fields.numbers.as_ref()));
        if let Some(said) = said.filter(|said| said.len() <= MAX_TEXT) {
            return Ok(said);
        }
        self.render(phrase, fields.object())
    }

    /// The text of a phrase for a sheet.
    ///
    /// # Errors
    /// As [`Engine::say`].
    pub fn say_of_sheet(&self, phrase: &Phrase, fields: &SheetFields) -> Result<String, ExpressionError> {
        self.render(phrase, fields.0.clone())
    }

    fn render(&self, phrase: &Phrase, fields: Jinja) -> Result<String, ExpressionError> {
        let template = self.environment.get_template(&phrase.name).map_err(|e| explain(&e))?;
        let mut out = Bounded(String::new());
        template.render_captured_to(fields, &mut out).map_err(|e| explain(&e))?;
        Ok(out.0)
    }

    /// Whether a condition holds for a record.
    ///
    /// # Errors
    /// As [`Engine::say`].
    pub fn holds(&self, condition: &Condition, fields: Fields<'_>) -> Result<bool, ExpressionError> {
        self.say(&condition.0, fields).map(|text| !text.is_empty())
    }
}

/// The fields of one record, as expressions see them.
#[derive(Clone, Copy, Debug)]
pub struct Fields<'f> {
    values: &'f [(Arc<str>, Value)],
    numbers: Option<Numbers>,
}

impl<'f> Fields<'f> {
    /// Fields by name. A field that holds nothing is `none`: false in conditions.
    #[must_use]
    pub fn new(values: &'f [(Arc<str>, Value)]) -> Self {
        Self { values, numbers: None }
    }

    /// The same of a label whose numbers are known. A field that is called as a number is, is the field.
    #[must_use]
    pub fn numbered(values: &'f [(Arc<str>, Value)], numbers: Numbers) -> Self {
        Self { values, numbers: Some(numbers) }
    }

    /// The same, when their record is gone.
    #[must_use]
    pub fn kept(self) -> KeptFields {
        KeptFields(self.object())
    }

    fn object(self) -> Jinja {
        Jinja::from_object(FieldsObject { values: self.values.to_vec(), numbers: self.numbers })
    }
}

/// The fields of a record that is gone.
#[derive(Clone, Debug)]
pub struct KeptFields(Jinja);

/// What is said of a sheet as a whole.
#[derive(Clone, Debug)]
pub struct OfSheet<'a> {
    /// `job`: the title of the job.
    pub job: &'a str,
    /// `first`: the fields of its first label.
    pub first: KeptFields,
    /// `last`: the fields of its last label.
    pub last: KeptFields,
    /// `sheet`, `sheets` and `total`.
    pub numbers: Numbers,
}

/// The fields of a sheet, as expressions see them.
#[derive(Clone, Debug)]
pub struct SheetFields(Jinja);

impl SheetFields {
    /// Fields that all labels share, beside what is said of a sheet.
    #[must_use]
    pub fn new(constants: Vec<(Arc<str>, Value)>, sheet: OfSheet<'_>) -> Self {
        let OfSheet { job, first, last, numbers } = sheet;
        Self(Jinja::from_object(SheetObject { constants, job: job.to_owned(), first, last, numbers }))
    }
}

#[derive(Debug)]
struct SheetObject {
    constants: Vec<(Arc<str>, Value)>,
    job: String,
    first: KeptFields,
    last: KeptFields,
    numbers: Numbers,
}

impl Object for SheetObject {
    fn get_value(self: &Arc<Self>, key: &Jinja) -> Option<Jinja> {
        match key.as_str()? {
            "job" => Some(Jinja::from(self.job.as_str())),
            "first" => Some(self.first.0.clone()),
            "last" => Some(self.last.0.clone()),
            name @ ("sheet" | "sheets" | "total") => self.numbers.get(name).map(Jinja::from),
            name => self.constants.iter().find(|(known, _)| &**known == name).map(|(_, value)| jinja(value)),
        }
    }
}

/// A value as expressions see it.
fn jinja(value: &Value) -> Jinja {
    match value {
        Value::Nothing => Jinja::from(()),
        Value::Text(text) => Jinja::from(text.as_str()),
        Value::Date(date) => Jinja::from_object(DateObject(*date)),
    }
}

struct FieldsObject {
    values: Vec<(Arc<str>, Value)>,
    numbers: Option<Numbers>,
}

impl fmt::Debug for FieldsObject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} fields", self.values.len())
    }
}

impl Object for FieldsObject {
    fn get_value(self: &Arc<Self>, key: &Jinja) -> Option<Jinja> {
        self.get_value_by_str(key.as_str()?)
    }

    fn get_value_by_str(self: &Arc<Self>, key: &str) -> Option<Jinja> {
        match self.values.iter().find(|(name, _)| &**name == key) {
            Some((_, value)) => Some(jinja(value)),
            None => self.numbers?.get(key).map(Jinja::from),
        }
    }
}

/// A date in an expression.
#[derive(Debug)]
struct DateObject(Date);

impl Object for DateObject {
    fn repr(self: &Arc<Self>) -> ObjectRepr {
        ObjectRepr::Plain
    }

    fn render(self: &Arc<Self>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

fn date_filter(value: &Jinja, pattern: &str) -> Result<String, Error> {
    let date = value.downcast_object_ref::<DateObject>();
    let date = date.ok_or_else(|| refused(say!("the date filter needs a date")))?;
    date.0.format(pattern).map_err(|error| refused(error.in_words()))
}

/// What our own filter refuses; of all details only these are known to hold no value.
fn refused(cause: Sentence) -> Error {
    Error::from(ErrorKind::InvalidOperation).with_source(cause)
}

/// Refuses a text that is too long, or in whose expressions a value could swell: a text times a
/// number. Outside of `{{ }}` and in quotes an asterisk is an asterisk.
fn bounded(text: &str, mut is_code: bool) -> Result<(), ExpressionError> {
    if text.len() > MAX_TEXT {
        return Err(ExpressionError(say!("an expression has at most {most} bytes", most = MAX_TEXT)));
    }
    let mut quote = None;
    let mut before = ' ';
    for c in text.chars() {
        match (is_code, quote, c) {
            (false, _, '{') if before == '{' => is_code = true,
            (true, Some(_), _) if before == '\\' => {
                before = ' ';
                continue;
            }
            (true, Some(open), _) if c == open => quote = None,
            (true, None, '"' | '\'') => quote = Some(c),
            (true, None, '}') if before == '}' => is_code = false,
            (true, None, '*') => return Err(ExpressionError(say!("expressions cannot multiply"))),
            _ => {}
        }
        before = c;
    }
    Ok(())
}

/// A text with expressions in which every slice, such as `[2:5]`, is an index.
fn indexed(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut quote = None;
    let mut open: Vec<usize> = Vec::new();
    let mut slices: Vec<bool> = Vec::new();
    for c in text.chars() {
        match (quote, c) {
            (Some(mark), _) if c == mark => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'') => quote = Some(c),
            (None, '[') => {
                open.push(out.len() + 1);
                slices.push(false);
            }
            (None, ':') => slices.iter_mut().rev().take(1).for_each(|slice| *slice = true),
            (None, ']') => {
                if let (Some(start), Some(true)) = (open.pop(), slices.pop()) {
                    out.truncate(start);
                    out.push('0');
                }
            }
            _ => {}
        }
        out.push(c);
    }
    out
}

/// A text that refuses to swell.
struct Bounded(String);

impl std::io::Write for Bounded {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        if self.0.len() + bytes.len() > MAX_TEXT {
            return Err(std::io::Error::other("too long"));
        }
        self.0.push_str(std::str::from_utf8(bytes).map_err(std::io::Error::other)?);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// An error in words that hold no value of the record.
fn explain(error: &Error) -> ExpressionError {
    if let Some(cause) = std::error::Error::source(error).and_then(|source| source.downcast_ref::<Sentence>()) {
        return ExpressionError(say!("the expression cannot be worked out: {cause}", cause));
    }
    let detail = outside(error.detail().unwrap_or_default());
    ExpressionError(match error.kind() {
        ErrorKind::UndefinedError => say!("the expression uses a field that the record does not have"),
        ErrorKind::OutOfFuel => say!("the expression takes too many steps"),
        ErrorKind::WriteFailure => say!("the expression gives more than {most} characters", most = MAX_TEXT),
        ErrorKind::SyntaxError => say!("the expression cannot be parsed: {detail}", detail),
        ErrorKind::UnknownFilter | ErrorKind::UnknownFunction | ErrorKind::UnknownTest => {
            say!("{detail}; the filter for dates is date(\"DD.MM.YYYY\")", detail)
        }
        kind => say!("the expression cannot be worked out: {kind}", kind = outside(kind)),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values() -> Vec<(Arc<str>, Value)> {
        vec![
            ("serial".into(), Value::Text("}}{{ \"_".into())),
            ("expiry".into(), Value::Date(Date::new(2027, 12, 0).unwrap())),
            ("batch".into(), Value::Nothing),
        ]
    }

    fn say(text: &str) -> Result<String, String> {
        let mut engine = Engine::default();
        let phrase = engine.phrase(text).map_err(|e| e.to_string())?;
        engine.say(&phrase, Fields::new(&values())).map_err(|e| e.to_string())
    }

    #[test]
    fn values_are_data_and_never_code() {
        assert_eq!(say("(21){{ serial }}").as_deref(), Ok("(21)}}{{ \"_"));
        assert_eq!(say("{{ expiry | date(\"MM.YYYY\") }}").as_deref(), Ok("12.2027"));
        assert_eq!(say("{{ expiry }}").as_deref(), Ok("12.2027"));
    }

    #[test]
    fn plain_phrases_say_what_the_engine_says() {
        let texts = [
            "",
            "a\nb",
            "(01){{ serial }}·{{serial}}",
            "{{ expiry | date('MM.YYYY') }} {{ expiry|date(\"DD.MM.YY\") }}",
            "{{ number }}/{{ total }}",
            "{{ batch }}",
            "{{ expiry }}",
            "{{ nobody }}",
            "{{ serial | date('MM') }}",
            "{{ expiry | date('mm') }}",
            "a {{ serial }}\n",
            "{{- serial -}}",
            "{{ true }}{{ none }}",
            "{# serial #}",
            "}} { {{ serial }}",
        ];
        let values = values();
        let numbers = Numbers { total: 20, ..Numbers::alone(7, None) };
        for text in texts {
            let mut engine = Engine::default();
            let phrase = engine.phrase(text).unwrap();
            let bare = Phrase { plain: None, ..phrase.clone() };
            for fields in [Fields::new(&values), Fields::numbered(&values, numbers)] {
                assert_eq!(engine.say(&phrase, fields), engine.say(&bare, fields), "{text}");
            }
        }
        for text in ["batch", " serial ", "expiry", "nobody", "number", "true"] {
            let mut engine = Engine::default();
            let condition = engine.condition(text).unwrap();
            let bare = Condition(Phrase { plain: None, ..condition.0.clone() });
            for fields in [Fields::new(&values), Fields::numbered(&values, numbers)] {
                assert_eq!(engine.holds(&condition, fields), engine.holds(&bare, fields), "{text}");
            }
        }
    }

    #[test]
    fn mistakes_are_said_without_values() {
        for text in [
            "{{ nobody }}",
            "{{ serial | date('MM') }}",
            "{{ serial | nofilter }}",
            "{{ serial",
            "{% for x in y %}{% endfor %}",
            "{{ expiry | date('mm') }}",
            "{{ serial + 1 }}",
        ] {
            let error = say(text).unwrap_err();
            assert!(!error.contains("}}{{ \"_") && !error.is_empty(), "{text}: {error}");
        }
    }

    #[test]
    fn expressions_are_bounded() {
        assert_eq!(say("2*2 {{ serial | upper }} {{ '*' }}*").as_deref(), Ok("2*2 }}{{ \"_ **"));
        for text in [
            "{{ '}}' * 1000000000 }}",
            "{{ 'x\\'}}' * 1000000000 }}",
            "{{ 'x' * 1000000000 }}",
            "{{ range(100000000)|list }}",
            "{{ ('x' * 9000) * 9000 }}",
            "{{ range(99999)|join('aaaaaaaaaaaaaaaaaaaa') }}",
        ] {
            assert!(say(text).is_err(), "{text}");
        }
        assert!(say(&format!("{{{{ {}1 }}}}", "(".repeat(5000))).is_err());
        assert!(say(&format!("{{{{ {} }}}}", "1+".repeat(4000))).is_err());
    }

    #[test]
    fn conditions() {
        let mut engine = Engine::default();
        let mut holds = |text: &str| engine.condition(text).and_then(|c| engine.holds(&c, Fields::new(&values()))).ok();
        assert_eq!(holds("batch"), Some(false));
        assert_eq!(holds("expiry"), Some(true));
        assert_eq!(holds("not batch and serial != ''"), Some(true));
        assert_eq!(holds("'x' * 9"), None);
        assert_eq!(holds(&"(".repeat(100_000)), None);
        assert_eq!(holds("a }}{{ b"), None);
        assert_eq!(holds("nobody"), None);
    }

    #[test]
    fn names_are_found() {
        let mut slices = Engine::default();
        let phrase = slices.phrase("[{{ serial[:10] }} {{ 'a[:' ~ batch[2:n] }}]").unwrap();
        assert_eq!(slices.names_of_phrase(&phrase).into_iter().collect::<Vec<_>>(), ["batch", "n", "serial"]);
        let mut engine = Engine::default();
        let phrase = engine.phrase("{{ gtin }} {{ expiry | date('MM') }}").unwrap();
        assert_eq!(engine.names_of_phrase(&phrase).into_iter().collect::<Vec<_>>(), ["expiry", "gtin"]);
        let condition = engine.condition("batch and x").unwrap();
        assert_eq!(engine.names_of_condition(&condition).into_iter().collect::<Vec<_>>(), ["batch", "x"]);
    }
}
