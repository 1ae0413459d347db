//! Natively the command line; in the browser the web app.

#[cfg(not(target_arch = "wasm32"))]
fn main() -> std::process::ExitCode {
    portcullis::cli::main()
}

#[cfg(target_arch = "wasm32")]
fn main() {}
