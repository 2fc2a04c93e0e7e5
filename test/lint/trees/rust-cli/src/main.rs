use std::env;

fn main() {
    let token = env::var("REGISTRY_TOKEN").expect("REGISTRY_TOKEN");
    let colour = env::var_os("NO_COLOR").is_none();
    let version = env!("CARGO_PKG_VERSION");
    println!("{version} {colour} {}", token.len());
}
