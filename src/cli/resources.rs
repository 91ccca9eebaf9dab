//! What the machine has.

use std::fs;
use std::path::Path;

/// Memory taken as available where the system does not tell: 8 GiB.
const UNKNOWN: u64 = 8 << 30;

/// Bytes of memory that can be used: the least of what is free and what the process's group may use; 8 GiB where the
/// system does not tell.
pub(super) fn available_memory() -> u64 {
    let free = fs::read_to_string("/proc/meminfo").ok().as_deref().and_then(memory_available);
    let group = fs::read_to_string("/sys/fs/cgroup/memory.max").ok().and_then(|text| text.trim().parse().ok());
    free.into_iter().chain(group).min().unwrap_or(UNKNOWN)
}

/// `MemAvailable` of `/proc/meminfo`, in bytes.
fn memory_available(text: &str) -> Option<u64> {
    let line = text.lines().find_map(|line| line.strip_prefix("MemAvailable:"))?;
    line.trim().strip_suffix("kB")?.trim().parse::<u64>().ok()?.checked_mul(1024)
}

/// The nearest existing folder at or above a path, where results would be written.
pub(super) fn existing_folder(path: &Path) -> &Path {
    path.ancestors().find(|folder| folder.is_dir()).unwrap_or(Path::new("."))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_systems_answer() {
        assert_eq!(memory_available("MemTotal: 9 kB\nMemAvailable:   1024 kB\n"), Some(1 << 20));
        assert_eq!(memory_available("MemTotal: 9 kB\n"), None);
        assert!(available_memory() > 0);
    }

    #[test]
    fn finds_the_folder_above() {
        let root = tempfile::tempdir().unwrap();
        assert_eq!(existing_folder(&root.path().join("a/b")), root.path());
        assert_eq!(existing_folder(Path::new("nowhere/at/all")), Path::new("."));
    }
}
