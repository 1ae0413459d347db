//! Benchmarks of the engine: criterion's benches, then the same workload in Node.
//!
//! Absolute figures depend on the machine, so compare the ratios. Each ratio is printed
//! with its figures. No result fails the command.

use crate::{
    failure::{Failure, Outcome},
    step, tools, workspace,
};

const EXAMPLE: &str = "throughput";

/// Runs all benchmarks and prints the ratios. Takes a few minutes on an idle machine.
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
        "Generating a Node program: wasm-bindgen",
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

/// The number that a program's output begins with.
fn rate(name: &str, answer: Option<String>) -> Outcome<f64> {
    answer
        .and_then(|answer| answer.split_whitespace().next()?.parse().ok())
        .ok_or_else(|| Failure::new(format!("{name} could not be run, or printed no number")))
}
