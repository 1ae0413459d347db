//! The application without a screen: what can be done, and what there is to see.
//!
//! The page sends [`Action`](action::Action)s and reads [`view`]s; it holds no rule of
//! the network. What the world outside must do about an action comes back as
//! [`Effect`](effect::Effect)s.

pub mod action;
pub mod effect;
pub mod keys;
pub mod target;
pub mod view;
