//! Symbols for judges: what is asked on standard input, a line each, is answered on standard output.
//!
//!     plain 36x36 48454c4c4f
//!     gs1 square 01:04870499000117,21:AbC,91:x
//!     fnc1 rectangle 01:04870499000117,21:AbC,91:x
//!
//! A plain message is given by its bytes in hexadecimal digits, GS1 data by AIs and values without
//! comma; `fnc1` has FNC1 between elements, `gs1` the character GS. The answer is the fewest codewords
//! of the message, its size and the rows of modules, each as a hexadecimal number whose highest bits
//! are the first modules, or `-` if no such symbol holds it.

use std::error::Error;
use std::io::{self, BufRead, Write};

use quietzone::gs1::{Ai, Code, Elements, PlainCode};
use quietzone::symbol::{Encoder, Separator, Shape, SymbolSize, codewords, least_codewords};

fn main() -> Result<(), Box<dyn Error>> {
    let mut output = io::stdout().lock();
    for line in io::stdin().lock().lines() {
        let line = line?;
        let mut words = line.splitn(3, ' ');
        let (kind, size, message) =
            (words.next().unwrap_or_default(), words.next().unwrap_or_default(), words.next().unwrap_or_default());
        let separator = if kind == "fnc1" { Separator::Fnc1 } else { Separator::Gs };
        let code = if kind == "plain" { plain(message)? } else { gs1(message)? };
        writeln!(output, "{}", answer(Encoder { separator }, &code, size)?)?;
        output.flush()?;
    }
    Ok(())
}

fn answer(encoder: Encoder, code: &Code, size: &str) -> Result<String, Box<dyn Error>> {
    let least = least_codewords(code);
    let size = match size {
        "square" => SymbolSize::for_codewords(codewords(code), Shape::Square),
        "rectangle" => SymbolSize::for_codewords(codewords(code), Shape::Rectangle),
        given => {
            SymbolSize::all().chain(SymbolSize::extension()).find(|size| size.to_string().replace('×', "x") == given)
        }
    };
    let Some(matrix) = size.and_then(|size| encoder.encode(code, size).ok()) else { return Ok(format!("{least} -")) };
    let (rows, columns) = (matrix.rows(), matrix.columns());
    let row = |row| matrix.row(row).iter().map(|word| format!("{word:016x}")).collect::<String>();
    Ok(format!("{least} {rows}x{columns} {}", (0..rows).map(row).collect::<Vec<_>>().join(",")))
}

fn plain(digits: &str) -> Result<Code, Box<dyn Error>> {
    let bytes =
        (0..digits.len()).step_by(2).map(|at| u8::from_str_radix(digits.get(at..at + 2).unwrap_or_default(), 16));
    Ok(Code::Plain(PlainCode::new(&bytes.collect::<Result<Vec<u8>, _>>()?)))
}

fn gs1(list: &str) -> Result<Code, Box<dyn Error>> {
    let mut elements = Elements::default();
    for element in list.split(',') {
        let (ai, value) = element.split_once(':').ok_or("an element is an AI and a value")?;
        elements.push(Ai::new(ai).ok_or("no such AI")?, value);
    }
    Ok(Code::Gs1(elements.build()?))
}
