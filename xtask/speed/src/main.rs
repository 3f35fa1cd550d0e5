//! `speed draw [SITES [ROUNDS [PSQL SOCKET_FOLDER]]]`, `speed seats [VISITS [OFFICERS]]` and
//! `speed verify [SITES]`, called by `cargo xtask bench`. Each prints what it measured, as medians, beside
//! something that everybody knows.

#![expect(clippy::print_stdout, reason = "its table is its result")]

mod draw;
mod postgres;
mod register;
mod seats;
mod time;
mod verify;

use std::error::Error;

type Result<T = ()> = std::result::Result<T, Box<dyn Error>>;

fn main() -> Result {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let number = |place: usize, usual: usize| args.get(place).map_or(Ok(usual), |text| text.parse());
    match args.first().map(String::as_str) {
        Some("draw") => draw::measure(number(1, 10_000_000)?, number(2, 3)?, args.get(3).zip(args.get(4))),
        Some("seats") => seats::measure(number(1, 20_000)?, number(2, 2_000)?),
        Some("read") => verify::read(args.get(1).ok_or("no file named")?),
        Some("verify") => verify::measure(number(1, 1_000_000)?),
        _ => Err("usage: speed draw|seats|verify".into()),
    }
}
