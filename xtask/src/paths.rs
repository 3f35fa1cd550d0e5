//! Where things are.

use std::fs::File;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};

/// The root of the checkout.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap_or(Path::new(".")).to_path_buf()
}

/// Builds are kept outside the checkout, so that the next fresh clone is quick: `ONEDOOR_CACHE`, or
/// `~/.cache/onedoor`, or `target/` where there is no home.
pub fn cache() -> PathBuf {
    let home = || std::env::var_os("HOME").map(|home| PathBuf::from(home).join(".cache/onedoor"));
    let wanted = std::env::var_os("ONEDOOR_CACHE").map(PathBuf::from).or_else(home);
    match wanted {
        Some(folder) if std::fs::create_dir_all(&folder).is_ok() => folder,
        _ => root().join("target/cache"),
    }
}

/// Target folder of everything that runs on this machine.
pub fn host_target() -> PathBuf {
    cache().join("host")
}

/// Target folder of the app; apart, because it is compiled with flags of its own.
pub fn wasm_target() -> PathBuf {
    cache().join("wasm")
}

/// Waits until no other task of this checkout does the same; it is over when the answer is dropped.
pub fn alone(what: &str) -> std::io::Result<File> {
    let folder = own();
    std::fs::create_dir_all(&folder)?;
    let lock = File::create(folder.join(what).with_extension("lock"))?;
    if lock.try_lock().is_err() {
        println!("   waiting for another task that does the same: {what}");
        lock.lock()?;
    }
    Ok(lock)
}

/// The packages of the workspace, as its manifest lists them; a package has the name of its folder.
fn members() -> Vec<&'static str> {
    let manifest = include_str!("../../Cargo.toml");
    let list = manifest.split_once("members = [").and_then(|(_, rest)| rest.split_once(']'));
    let paths = list.map_or("", |(list, _)| list).split(',').map(|path| path.trim().trim_matches('"'));
    paths.filter(|path| !path.is_empty()).map(|path| path.rsplit('/').next().unwrap_or(path)).collect()
}

/// Makes a target folder this checkout's. Cargo takes the packages of all checkouts for the same and compares
/// only times: what another checkout has built later than our files were written would pass as ours. So
/// what it knows about them is forgotten; the dependencies stay.
pub fn claim(target: &Path) -> std::io::Result<()> {
    let owner = target.join("checkout");
    let own = root().to_string_lossy().into_owned();
    if std::fs::read_to_string(&owner).is_ok_and(|known| known == own) {
        return Ok(());
    }
    std::fs::create_dir_all(target)?;
    let members = members();
    for place in fingerprints(target)? {
        let name = place.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        if name.rsplit_once('-').is_some_and(|(package, _)| members.contains(&package)) {
            std::fs::remove_dir_all(place)?;
        }
    }
    std::fs::write(owner, own)
}

/// What cargo remembers of builds, in `target/PROFILE` and `target/TRIPLE/PROFILE`.
fn fingerprints(target: &Path) -> std::io::Result<Vec<PathBuf>> {
    let inside = |folder: &Path| -> std::io::Result<Vec<PathBuf>> {
        let entries = std::fs::read_dir(folder)?.collect::<Result<Vec<_>, _>>()?;
        Ok(entries.into_iter().map(|entry| entry.path()).filter(|path| path.is_dir()).collect())
    };
    let mut found = Vec::new();
    for first in inside(target)? {
        for profile in inside(&first)?.into_iter().chain([first]) {
            let known = profile.join(".fingerprint");
            if known.is_dir() {
                found.extend(inside(&known)?);
            }
        }
    }
    Ok(found)
}

/// A folder for what belongs to this checkout alone.
pub fn own() -> PathBuf {
    let mut hasher = DefaultHasher::new();
    root().hash(&mut hasher);
    cache().join("checkout").join(format!("{:016x}", hasher.finish()))
}

/// The browser tests' folder, which also holds the npm packages of the build.
pub fn e2e() -> PathBuf {
    root().join("e2e")
}

/// All files below `folder` whose name ends in one of `endings`, sorted; build folders are left out.
pub fn files(folder: &Path, endings: &[&str]) -> std::io::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(next) = folders.pop() {
        for entry in std::fs::read_dir(&next)? {
            let path = entry?.path();
            let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
            if path.is_dir() {
                if !matches!(name.as_str(), "target" | "node_modules" | ".git" | "test-results") {
                    folders.push(path);
                }
            } else if endings.iter().any(|ending| name.ends_with(ending)) {
                found.push(path);
            }
        }
    }
    found.sort();
    Ok(found)
}

/// A number that changes when any of these files or folders changes.
pub fn fingerprint(places: &[PathBuf]) -> std::io::Result<String> {
    let mut hasher = DefaultHasher::new();
    for place in places {
        let paths = if place.is_dir() { files(place, &[""])? } else { vec![place.clone()] };
        for path in paths {
            path.strip_prefix(root()).unwrap_or(&path).hash(&mut hasher);
            std::fs::read(&path)?.hash(&mut hasher);
        }
    }
    Ok(format!("{:016x}", hasher.finish()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_member_has_the_name_of_its_folder() {
        for path in files(&root(), &["Cargo.toml"]).unwrap() {
            let manifest = std::fs::read_to_string(&path).unwrap();
            let Some((_, rest)) = manifest.split_once("[package]\nname = \"") else { continue };
            let name = rest.split_once('"').unwrap().0;
            assert!(members().contains(&name), "{name}");
        }
        assert!(members().contains(&"xtask"));
    }

    #[test]
    fn a_target_folder_of_another_checkout_forgets_the_workspace_and_keeps_the_dependencies() {
        let target = std::env::temp_dir().join(format!("onedoor-claim-{}", std::process::id()));
        let known = |profile: &str, package: &str| target.join(profile).join(".fingerprint").join(package);
        let places = [
            known("debug", "shared-00ff"),
            known("wasm32-unknown-unknown/wasm", "wasm-runner-00ff"),
            known("debug", "shared-memory-00ff"),
        ];
        for place in &places {
            std::fs::create_dir_all(place).unwrap();
        }
        claim(&target).unwrap();
        assert_eq!(places.each_ref().map(|place| place.exists()), [false, false, true]);
        std::fs::create_dir_all(&places[0]).unwrap();
        claim(&target).unwrap();
        assert!(places[0].exists());
        std::fs::remove_dir_all(&target).unwrap();
    }
}
