//! A program that is measured: its start, its end, and what it takes of the machine.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, bail};
use nix::sched::{CpuSet, sched_getaffinity, sched_setaffinity};
use nix::sys::signal::{Signal, kill};
use nix::time::{ClockId, clock_getcpuclockid, clock_gettime};
use nix::unistd::Pid;

/// How long a program may take to stop when it is told to.
const TIME_TO_STOP: Duration = Duration::from_secs(3);

/// A program, not running yet.
#[derive(Debug)]
pub(crate) struct Program {
    pub(crate) name: &'static str,
    pub(crate) path: PathBuf,
    pub(crate) arguments: &'static [&'static str],
}

/// A program that runs. Stops when dropped.
#[derive(Debug)]
pub(crate) struct Running {
    child: Child,
    pid: Pid,
    clock: ClockId,
}

/// Which core this program and the measured ones keep to.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Cores {
    driver: usize,
    measured: usize,
}

impl Program {
    /// Starts it in `folder` with these environment variables and no others: what is set on the
    /// machine for a real bot must not reach it, nor a settings file.
    pub(crate) fn start(
        &self,
        folder: &Path,
        variables: &[(&str, String)],
        cores: Option<Cores>,
    ) -> anyhow::Result<Running> {
        let path = self
            .path
            .canonicalize()
            .with_context(|| format!("there is no program {}", self.path.display()))?;
        let child = Command::new(path)
            .args(self.arguments)
            .current_dir(folder)
            .env_clear()
            .envs(variables.iter().map(|(name, value)| (name, value)))
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .spawn()
            .with_context(|| format!("cannot start {}", self.path.display()))?;
        let pid = Pid::from_raw(i32::try_from(child.id())?);
        if let Some(cores) = cores {
            keep_to(pid, cores.measured)?;
        }
        let clock = clock_getcpuclockid(pid).context("cannot read its CPU time")?;
        Ok(Running { child, pid, clock })
    }
}

impl Running {
    /// User and system time of all its threads so far. The numbers of `/proc/<pid>/stat`, in
    /// nanoseconds rather than hundredths of a second.
    pub(crate) fn cpu_time(&self) -> anyhow::Result<Duration> {
        cpu_time(self.clock)
    }

    /// Resident memory in KiB.
    pub(crate) fn resident_kib(&self) -> anyhow::Result<u64> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.pid))?;
        let line = status.lines().find_map(|it| it.strip_prefix("VmRSS:"));
        let number = line.and_then(|it| it.trim().strip_suffix(" kB")?.parse().ok());
        number.context("/proc/<pid>/status does not say its memory")
    }

    /// Fails if it has ended.
    pub(crate) fn ensure_running(&mut self) -> anyhow::Result<()> {
        match self.child.try_wait()? {
            Some(status) => bail!("it has ended: {status}"),
            None => Ok(()),
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = kill(self.pid, Signal::SIGTERM);
        let end = Instant::now() + TIME_TO_STOP;
        while let Ok(None) = self.child.try_wait() {
            if Instant::now() > end {
                let _ = self.child.kill();
                let _ = self.child.wait();
                return;
            }
            std::thread::sleep(Duration::from_millis(5));
        }
    }
}

/// The CPU time of this program so far.
pub(crate) fn own_cpu_time() -> anyhow::Result<Duration> {
    cpu_time(ClockId::CLOCK_PROCESS_CPUTIME_ID)
}

fn cpu_time(clock: ClockId) -> anyhow::Result<Duration> {
    Ok(clock_gettime(clock)?.into())
}

impl Cores {
    /// The first two that we may use; this program keeps to its own from now on.
    pub(crate) fn take() -> anyhow::Result<Self> {
        let allowed = sched_getaffinity(Pid::this())?;
        let mut cores = (0..CpuSet::count()).filter(|it| allowed.is_set(*it).unwrap_or(false));
        let (Some(driver), Some(measured)) = (cores.next(), cores.next()) else {
            bail!("--pin needs two cores");
        };
        keep_to(Pid::this(), driver)?;
        Ok(Self { driver, measured })
    }
}

impl std::fmt::Display for Cores {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "driver on core {}, programs on core {}", self.driver, self.measured)
    }
}

fn keep_to(pid: Pid, core: usize) -> anyhow::Result<()> {
    let mut cores = CpuSet::new();
    cores.set(core)?;
    sched_setaffinity(pid, &cores).with_context(|| format!("cannot keep to core {core}"))
}
