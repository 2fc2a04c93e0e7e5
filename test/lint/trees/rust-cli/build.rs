fn main() {
    let out = std::env::var("OUT_DIR").unwrap();
    println!("cargo:rerun-if-env-changed=REGISTRY_TOKEN {out}");
}
