//! Offtake: who depends on whom for which critical mineral, and who gets the tonnes
//! when allies share the output of a project.
//!
//! Facts flow one way: `ledger` (rows as published) → `supply` (who supplies whom) →
//! `metrics` | `disruption` | `allocation` → `scenario` (one question, one answer) →
//! `charts` (a view, then a scene) → `paint` (a scene on any plotters backend).
//! `atlas` is the front desk: a choice in, a picture out.

// The engine of facts leaves out charts, and with them what only they use.
#![cfg_attr(not(all(feature = "sharing", feature = "bench")), allow(dead_code))]

pub mod allocation;
pub mod atlas;
pub mod chance;
pub mod charts;
pub mod disruption;
pub mod geo;
pub mod ledger;
pub mod metrics;
pub mod paint;
pub mod scenario;
pub mod scene;
pub mod supply;
pub mod terms;
#[cfg(target_arch = "wasm32")]
pub mod wasm;
pub mod wording;
