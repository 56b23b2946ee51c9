/// What the shell's clocks show as a verb is called. The core reads none itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClockReading {
    /// Wall clock with its offset (RFC 3339), such as `2026-03-01T19:30:00+01:00`.
    pub wall: String,
    /// Milliseconds since boot, sleep included.
    pub monotonic_ms: u64,
    /// The boot that `monotonic_ms` counts from: 32 hex digits, dashes allowed; empty where the system names none.
    pub boot: String,
}
