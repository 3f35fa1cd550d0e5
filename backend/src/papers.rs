//! Typesetting of papers: the fonts of the machine, looked for once, and not more papers at a time than two.

use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

use papers::{Fonts, PrintError};
use shared::ErrorCode;
use shared::papers::Paper;
use tokio::sync::Semaphore;

use crate::error::{Error, Result};

/// Papers set at the same time; each holds some seventy megabytes of fonts while it is set.
const AT_ONCE: usize = 2;

/// See the module. Cheap to clone.
#[derive(Clone)]
pub struct Press(Arc<Inner>);

struct Inner {
    folders: OnceLock<Vec<PathBuf>>,
    turns: Semaphore,
}

/// The fonts of the usual folders are the same for everybody in this process.
static USUAL: OnceLock<Fonts> = OnceLock::new();
/// Those of folders of one's own.
static OWN: OnceLock<Fonts> = OnceLock::new();

impl Default for Press {
    fn default() -> Self {
        Self(Arc::new(Inner { folders: OnceLock::new(), turns: Semaphore::new(AT_ONCE) }))
    }
}

impl Press {
    /// Looks for fonts in these folders, and not in the usual ones. To be said once, at the start.
    pub fn look_in(&self, folders: Vec<PathBuf>) {
        // A second word would come too late for fonts that are already known.
        let _ = self.0.folders.set(folders);
    }

    /// Sets a paper.
    ///
    /// # Errors
    /// [`ErrorCode::PaperFonts`] where no Chinese font is installed.
    pub async fn print(&self, paper: &Paper) -> Result<Vec<u8>> {
        let broken = |error: &dyn std::fmt::Display| Error::broken(error.to_string());
        let data = serde_json::to_value(paper).map_err(|error| broken(&error))?;
        let _turn = self.0.turns.acquire().await.map_err(|error| broken(&error))?;
        let folders = self.0.folders.get().cloned();
        let printed = tokio::task::spawn_blocking(move || {
            let fonts = match folders {
                Some(folders) => OWN.get_or_init(|| Fonts::find(&folders)),
                None => USUAL.get_or_init(|| Fonts::find(&papers::usual_folders())),
            };
            papers::print(fonts, data)
        })
        .await
        .map_err(|error| broken(&error))?;
        match printed {
            Ok(printed) => {
                if !printed.missing.is_empty() {
                    tracing::warn!(missing = ?printed.missing, "characters that no installed font holds");
                }
                Ok(printed.pdf)
            }
            Err(PrintError::NoFont) => Err(ErrorCode::PaperFonts.into()),
            Err(error) => Err(broken(&error)),
        }
    }
}
