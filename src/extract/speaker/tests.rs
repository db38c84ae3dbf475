//! Invented passages, each with who its sources are.
