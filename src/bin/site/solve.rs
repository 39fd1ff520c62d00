#[derive(clap::Args)] pub struct Args {}
pub fn run(_: &Args) -> Result<(), crate::failure::Failure> { Ok(()) }
