//! What stands where.
