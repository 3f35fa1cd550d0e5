//! Documents that were read before. The app sends the same few hundred again and again; reading and weighing
//! one takes longer than answering many of them.

use std::sync::Arc;

use async_graphql::ServerError;
use async_graphql::parser::types::ExecutableDocument;

use super::limits;

/// Documents that are kept, and the longest text of one that is.
const KEPT: u64 = 512;
const LONGEST: usize = 16 * 1024;

/// Read and weighed documents by their whole text.
#[derive(Clone)]
pub struct Documents {
    known: moka::sync::Cache<String, Arc<ExecutableDocument>>,
}

impl Default for Documents {
    fn default() -> Self {
        Self { known: moka::sync::Cache::new(KEPT) }
    }
}

impl Documents {
    /// The document, or why it is none or out of proportion.
    pub fn read(&self, text: &str) -> Result<Arc<ExecutableDocument>, ServerError> {
        if let Some(known) = self.known.get(text) {
            return Ok(known);
        }
        let document = async_graphql::parser::parse_query(text)?;
        limits::check_document(&document).map_err(limits::refused)?;
        let document = Arc::new(document);
        if text.len() <= LONGEST {
            self.known.insert(text.to_owned(), Arc::clone(&document));
        }
        Ok(document)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_refused_is_refused_again_and_what_was_read_is_not_read_twice() {
        let documents = Documents::default();
        let first = documents.read("{ portal { demo } }").unwrap();
        let second = documents.read("{ portal { demo } }").unwrap();
        assert!(Arc::ptr_eq(&first, &second));
        let aliases: String = (0..40).map(|index| format!("a{index}: portal {{ demo }} ")).collect();
        for text in ["{", &format!("{{ {aliases} }}")] {
            assert!(documents.read(text).is_err());
            assert!(documents.read(text).is_err(), "still");
        }
    }
}
