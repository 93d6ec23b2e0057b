//! One test binary: each further one would link the library again.

#![allow(missing_docs, reason = "tests are named as sentences")]

mod files;
mod knowledge;
