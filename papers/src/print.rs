//! A paper on its way to PDF.

use std::collections::BTreeSet;
use std::sync::{LazyLock, OnceLock};

use serde_json::{Value, json};
use typst::diag::{FileError, FileResult, SourceDiagnostic};
use typst::foundations::{Bytes, Datetime, Duration, Smart};
use typst::layout::{Abs, Frame, FrameItem};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};
use typst_layout::PagedDocument;
use typst_pdf::PdfOptions;

use crate::fonts::{self, Fonts};
use crate::text;

/// The layout of every paper.
const TEMPLATE: &str = include_str!("../templates/paper.typ");

/// A paper that was printed.
#[derive(Debug)]
pub struct Printed {
    /// The file.
    pub pdf: Vec<u8>,
    /// How many pages it has.
    pub pages: usize,
    /// Characters no font holds; the paper shows their codes and says so.
    pub missing: Vec<char>,
    /// All text of the paper, run by run, as it was set.
    pub text: String,
    /// Glyphs that are an empty box. There are none.
    pub boxes: usize,
    /// Runs of text that reach beyond the edge of their page. There are none.
    pub cut: usize,
}

/// Why a paper could not be printed.
#[derive(Debug, thiserror::Error)]
pub enum PrintError {
    /// No font with Chinese characters is installed.
    #[error("no font with Chinese characters was found")]
    NoFont,
    /// Template and data do not fit: ours to mend.
    #[error("the paper could not be set: {0}")]
    Template(String),
}

/// Library of the typesetting language, the same for every paper.
static LIBRARY: LazyLock<LazyHash<Library>> = LazyLock::new(|| LazyHash::new(Library::default()));
static MAIN: LazyLock<Option<FileId>> = LazyLock::new(|| place("paper.typ"));
static DATA: LazyLock<Option<FileId>> = LazyLock::new(|| place("paper.json"));

fn place(name: &str) -> Option<FileId> {
    VirtualPath::new(name).ok().map(|path| RootedPath::new(VirtualRoot::Project, path).intern())
}

/// Prints a paper: its data as `shared::papers::Paper` writes them.
///
/// # Errors
/// [`PrintError`].
pub fn print(fonts: &Fonts, mut paper: Value) -> Result<Printed, PrintError> {
    if !fonts.can_chinese() {
        return Err(PrintError::NoFont);
    }
    let mut missing = BTreeSet::new();
    text::show_missing(&mut paper, fonts, &mut missing);
    let data = json!({
        "paper": paper,
        "missing": missing.iter().map(|one| text::code_of(*one)).collect::<Vec<_>>(),
        "fonts": {
            "body": fonts.known(&fonts::BODY),
            "title": fonts.known(&fonts::TITLE),
            "heading": fonts.known(&fonts::HEADING),
            "second": fonts.known(&fonts::SECOND),
        },
    });
    let printed = set(fonts, &data.to_string());
    // What the compiler remembers of this paper helps no other, and it would remember for ever.
    comemo::evict(0);
    let (pdf, document) = printed?;
    let mut found = Found::default();
    for page in document.pages() {
        found.look(&page.frame, Abs::zero(), page.frame.width());
    }
    let Found { text, boxes, cut } = found;
    Ok(Printed {
        pdf,
        pages: document.pages().len(),
        missing: missing.into_iter().collect(),
        text,
        boxes,
        cut,
    })
}

fn set(fonts: &Fonts, data: &str) -> Result<(Vec<u8>, PagedDocument), PrintError> {
    let (Some(main), Some(data_file)) = (*MAIN, *DATA) else {
        return Err(PrintError::Template("no place for the template".to_owned()));
    };
    let desk = Desk {
        fonts,
        read: std::iter::repeat_with(OnceLock::new).take(fonts.len()).collect(),
        source: Source::new(main, TEMPLATE.to_owned()),
        data: (data_file, Bytes::from_string(data.to_owned())),
    };
    let document: PagedDocument = typst::compile(&desk).output.map_err(|errors| broken(&errors))?;
    let options = PdfOptions { creator: Smart::Custom(Some("OneDoor".to_owned())), ..PdfOptions::default() };
    let pdf = typst_pdf::pdf(&document, &options).map_err(|errors| broken(&errors))?;
    Ok((pdf, document))
}

fn broken(errors: &[SourceDiagnostic]) -> PrintError {
    PrintError::Template(errors.iter().map(|error| error.message.as_str()).collect::<Vec<_>>().join("; "))
}

/// What stands on the pages, as [`Printed`] tells of it.
#[derive(Default)]
struct Found {
    text: String,
    boxes: usize,
    cut: usize,
}

impl Found {
    /// Takes in a frame that begins at `left` of a page so `wide`. Nothing of ours is turned or scaled.
    fn look(&mut self, frame: &Frame, left: Abs, wide: Abs) {
        for (at, item) in frame.items() {
            let left = left + at.x;
            match item {
                FrameItem::Group(group) => self.look(&group.frame, left, wide),
                FrameItem::Text(run) => {
                    self.text.push_str(&run.text);
                    self.text.push('\n');
                    self.boxes += run.glyphs.iter().filter(|glyph| glyph.id == 0).count();
                    self.cut += usize::from(left + run.width() > wide);
                }
                FrameItem::Shape(..) | FrameItem::Image(..) | FrameItem::Link(..) | FrameItem::Tag(_) => {}
            }
        }
    }
}

/// What the compiler may see: the template, the data, the fonts. No other file, no network, no clock.
struct Desk<'a> {
    fonts: &'a Fonts,
    read: Vec<OnceLock<Option<Font>>>,
    source: Source,
    data: (FileId, Bytes),
}

impl World for Desk<'_> {
    fn library(&self) -> &LazyHash<Library> {
        &LIBRARY
    }

    fn book(&self) -> &LazyHash<FontBook> {
        self.fonts.book()
    }

    fn main(&self) -> FileId {
        self.source.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.source.id() { Ok(self.source.clone()) } else { Err(FileError::AccessDenied) }
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        if id == self.data.0 { Ok(self.data.1.clone()) } else { Err(FileError::AccessDenied) }
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.read.get(index)?.get_or_init(|| self.fonts.read(index)).clone()
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}
