//! Tells Cargo that the binary holds a copy of the knowledge, and the page of the preview.

fn main() {
    println!("cargo:rerun-if-changed=knowledge");
    println!("cargo:rerun-if-changed=web/dist");
}
