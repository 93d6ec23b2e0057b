//! Tells Cargo that the binary holds a copy of the knowledge.

fn main() {
    println!("cargo:rerun-if-changed=knowledge");
}
