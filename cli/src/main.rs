//! The command line.

use std::process::ExitCode;

fn main() -> ExitCode {
    quietzone_cli::main()
}
