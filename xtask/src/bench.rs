//! How fast the engine is: criterion's benches, then the same workload in Node.
//!
//! Figures of one machine say little on another, so the lines that count are ratios,
//! and each prints the figures that it is made of. Nothing here passes or fails.

use crate::{
    failure::{Failure, Outcome},
    step, tools, workspace,
};

const EXAMPLE: &str = "throughput";

/// Runs all of it and prints the ratios; on a machine with nothing else to do it takes
/// some minutes.
pub(crate) fn bench() -> Outcome {
    tools::ensure_wasm_target()?;
    let tools = tools::ensure(&[tools::WASM_BINDGEN])?;
    step::run("Benches: cargo bench", &mut workspace::cargo(&["bench"]))?;

    let build = ["build", "--release", "--example", EXAMPLE];
    step::run("Building the workload", &mut workspace::cargo(&build))?;
    step::run(
        "Building the workload for wasm",
        workspace::cargo(&build).args(["--target", workspace::WASM]),
    )?;
    let (native, wasm, glue) = (
        workspace::target().join("release/examples"),
        workspace::target()
            .join(workspace::WASM)
            .join("release/examples"),
        workspace::target().join("bench"),
    );
    step::run(
        "Making a program for Node of it: wasm-bindgen",
        workspace::command(workspace::executable(&tools[0], "wasm-bindgen"))
            .args(["--target", "nodejs", "--no-typescript", "--out-dir"])
            .arg(&glue)
            .arg(wasm.join("throughput.wasm")),
    )?;

    let program = workspace::executable(&native, EXAMPLE);
    let script = glue.join("throughput.js");
    let (native, node) = step::step("Running it natively and in Node", || {
        Ok((
            rate("the workload", workspace::answer(program, &[]))?,
            rate(
                "node",
                workspace::answer("node", &[&script.to_string_lossy()]),
            )?,
        ))
    })?;
    println!(
        "throughput in Node, 1 000 clients: {:.2}x of native ({:.2} and {:.2} million packets a second)",
        node / native,
        node / 1e6,
        native / 1e6
    );
    Ok(())
}

/// The first word of what a program said.
fn rate(name: &str, answer: Option<String>) -> Outcome<f64> {
    answer
        .and_then(|answer| answer.split_whitespace().next()?.parse().ok())
        .ok_or_else(|| Failure::new(format!("{name} could not be run, or said no figure")))
}
