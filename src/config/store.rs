//! Where what servers and members have told us is kept.

use std::path::{Path, PathBuf};

use super::secret::SecretUrl;

/// Settings of the store.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Store {
    /// Where it is.
    pub place: StorePlace,
}

/// Where a store is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StorePlace {
    /// In memory, and gone with the process.
    Memory,
    /// In a file, made when it is opened.
    File(PathBuf),
    /// On a server.
    Postgres(SecretUrl),
}

/// The file's name where nobody has given one.
const FILE: &str = "certguide.db";

impl StorePlace {
    /// The file in the folder of what is kept.
    pub(super) fn in_folder(folder: &Path) -> Self {
        Self::File(folder.join(FILE))
    }

    /// What it is, for people.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Memory => "memory, until the next start",
            Self::File(_) => "SQLite",
            Self::Postgres(_) => "PostgreSQL",
        }
    }

    /// The place of this address. The error never holds the text: it may have a password in it.
    pub fn parse(text: &str) -> Result<Self, String> {
        if text == "memory:" {
            return Ok(Self::Memory);
        }
        if text.starts_with("postgres://") || text.starts_with("postgresql://") {
            return Ok(Self::Postgres(SecretUrl::new(text)));
        }
        let path = text.strip_prefix("sqlite:").map(|it| it.strip_prefix("//").unwrap_or(it));
        match path {
            Some(":memory:") => Err("expected `memory:` for a store in memory".to_owned()),
            Some(path) if !path.is_empty() && !path.contains('?') => Ok(Self::File(path.into())),
            _ => Err("expected `memory:`, `sqlite:PATH`, or an address such as \
                      `postgres://host:5432/database`"
                .to_owned()),
        }
    }
}
