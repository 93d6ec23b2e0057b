//! What the model must be able to say.
