//! The integration tests, in one binary: each extra one would link the library again.

mod config;
