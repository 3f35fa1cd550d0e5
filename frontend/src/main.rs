//! Mounts the app.

fn main() {
    frontend::start();
}
