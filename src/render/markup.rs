//! Text in markup: XML and HTML.

use std::fmt::{self, Display, Formatter, Write};

/// Text as the content of an element or as an attribute, in which nothing is markup.
///
/// ```
/// use quietzone::render::markup::Escaped;
///
/// let serial = "a<b>\"&'\u{1d}\t";
/// assert_eq!(Escaped::xml(serial).to_string(), "a&lt;b&gt;&quot;&amp;' ");
/// assert_eq!(Escaped::html(serial).to_string(), "a&lt;b&gt;&quot;&amp;&#39;\u{fffd}\t");
/// assert_eq!(Escaped::content("a<b>\"&'").to_string(), "a&lt;b&gt;\"&amp;'");
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Escaped<'t> {
    text: &'t str,
    markup: Markup,
}

/// What the text is to stand in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Markup {
    Content,
    Xml,
    Html,
}

impl<'t> Escaped<'t> {
    /// As content of an element of XML, and nowhere else: quotes stay, and so do control characters,
    /// which the caller has seen to.
    #[must_use]
    pub fn content(text: &'t str) -> Self {
        Self { text, markup: Markup::Content }
    }

    /// As content or as an attribute in double quotes, in XML 1.0. A tab and the ends of lines become
    /// spaces; characters that XML does not know are left out.
    #[must_use]
    pub fn xml(text: &'t str) -> Self {
        Self { text, markup: Markup::Xml }
    }

    /// As content or as an attribute in quotes of either kind, in HTML. A tab and a line feed stay, of
    /// every other control character a replacement character (U+FFFD) is left.
    #[must_use]
    pub fn html(text: &'t str) -> Self {
        Self { text, markup: Markup::Html }
    }
}

impl Display for Escaped<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        for c in self.text.chars() {
            match (c, self.markup) {
                ('&', _) => f.write_str("&amp;")?,
                ('<', _) => f.write_str("&lt;")?,
                ('>', _) => f.write_str("&gt;")?,
                ('"', Markup::Xml | Markup::Html) => f.write_str("&quot;")?,
                ('\'', Markup::Html) => f.write_str("&#39;")?,
                ('\t' | '\n' | '\r', Markup::Xml) => f.write_char(' ')?,
                ('\u{0}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}', Markup::Xml) => {}
                ('\t' | '\n', Markup::Html) => f.write_char(c)?,
                (c, Markup::Html) if c.is_control() => f.write_char('\u{fffd}')?,
                (c, _) => f.write_char(c)?,
            }
        }
        Ok(())
    }
}
