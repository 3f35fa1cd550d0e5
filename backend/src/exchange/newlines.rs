//! Line ends as everybody writes them → line feeds, so that lines can be counted.
//!
//! The reader of tables also ends lines at a carriage return, but then it counts the line feed behind it
//! to the next line, and every line number of a file from Windows would be one too small.

use std::io::{BufRead, BufReader, Read, Result};

/// Reads without the carriage returns before line feeds, and with a line feed at the end. A carriage
/// return that stands alone stays.
pub(super) struct Newlines<R> {
    inner: BufReader<R>,
    /// A carriage return was read, and not yet what follows it.
    held: bool,
    /// The last byte that was given out.
    last: Option<u8>,
}

impl<R: Read> Newlines<R> {
    pub(super) fn new(inner: R) -> Self {
        Self { inner: BufReader::new(inner), held: false, last: None }
    }
}

impl<R: Read> Read for Newlines<R> {
    fn read(&mut self, out: &mut [u8]) -> Result<usize> {
        let mut written = 0;
        while written == 0 && !out.is_empty() {
            let piece = self.inner.fill_buf()?;
            if piece.is_empty() {
                let end = match (std::mem::take(&mut self.held), self.last) {
                    (true, _) => b'\r',
                    (false, None | Some(b'\n')) => break,
                    (false, Some(_)) => b'\n',
                };
                out[0] = end;
                self.last = Some(end);
                return Ok(1);
            }
            let mut used = 0;
            while used < piece.len() && written < out.len() {
                let byte = piece[used];
                if std::mem::take(&mut self.held) && byte != b'\n' {
                    out[written] = b'\r';
                    written += 1;
                    continue;
                }
                used += 1;
                if byte == b'\r' {
                    self.held = true;
                } else {
                    out[written] = byte;
                    written += 1;
                }
            }
            self.inner.consume(used);
        }
        self.last = out[..written].last().copied().or(self.last);
        Ok(written)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Read in pieces of one size after another, so that every boundary is met.
    fn read(text: &str, size: usize) -> String {
        let inner = BufReader::with_capacity(size, text.as_bytes());
        let mut reader = Newlines { inner, held: false, last: None };
        let (mut all, mut piece) = (Vec::new(), vec![0; size]);
        loop {
            match reader.read(&mut piece).unwrap() {
                0 => return String::from_utf8(all).unwrap(),
                read => all.extend_from_slice(&piece[..read]),
            }
        }
    }

    #[test]
    fn only_pairs_change() {
        for size in 1..8 {
            assert_eq!(read("甲\r\n乙\n\r\n丙\r丁\r\r\n戊\r", size), "甲\n乙\n\n丙\r丁\r\n戊\r\n", "{size}");
            assert_eq!(read("甲\r\n", size), "甲\n");
            assert_eq!(read("", size), "");
        }
    }
}
