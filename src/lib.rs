//! Portcullis: a playground for AWS Security Groups, network ACLs and ephemeral ports.

#[cfg(target_arch = "wasm32")]
pub mod browser;
pub mod editor;
pub mod picture;
#[cfg(target_arch = "wasm32")]
pub mod ui;
