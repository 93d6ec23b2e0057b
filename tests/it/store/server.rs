//! A PostgreSQL of the tests' own, where its programs are installed.

use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::OnceLock;

/// A server in a folder of its own, which nobody else can reach. It ends with this value, and with
/// this process, whatever ends that: what runs it waits for the end of its input.
pub(super) struct Server {
    /// Where its socket is.
    folder: String,
    child: Child,
    orders: Option<ChildStdin>,
    replies: BufReader<ChildStdout>,
}

/// `$1` is the folder of the programs. Each line of input is an order, and has a line as reply.
const SCRIPT: &str = r#"
set -u
folder=$(mktemp -d "${TMPDIR:-/tmp}/certguide-postgres-XXXXXX")
log=$folder/log
trap '"$1/pg_ctl" -D "$folder/data" -m immediate stop >>"$log" 2>&1; rm -rf "$folder"' EXIT
"$1/initdb" -D "$folder/data" -A trust -U certguide -E UTF8 --locale=C --no-sync >>"$log" 2>&1 || exit 1
start() {
  # After a kill, until the last of its processes is gone.
  for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
    "$1/pg_ctl" -D "$folder/data" -w -t 30 -l "$log" -o "-c listen_addresses= -c max_connections=200 -k $folder" start >>"$log" 2>&1 </dev/null && return
    sleep 0.2
  done
  cat "$log" >&2
  exit 1
}
start "$1"
echo "$folder"
while read -r order; do
  case $order in
    kill)
      read -r postmaster <"$folder/data/postmaster.pid"
      kill -9 "$postmaster" $(cat "/proc/$postmaster/task/$postmaster/children" 2>/dev/null)
      ;;
    stop) "$1/pg_ctl" -D "$folder/data" -m fast -w stop >>"$log" 2>&1 ;;
    start) start "$1" ;;
  esac
  echo done
done
"#;

impl Server {
    /// The one that all tests share; `None`, said aloud, where it is not installed.
    pub(super) fn shared() -> Option<&'static Self> {
        static SHARED: OnceLock<Option<Server>> = OnceLock::new();
        SHARED.get_or_init(Self::start).as_ref()
    }

    /// One of a test's own; `None`, said aloud, where it is not installed.
    pub(super) fn start() -> Option<Self> {
        let Some(programs) = programs() else {
            eprintln!(
                "skipped: PostgreSQL is not installed, and CERTGUIDE_TEST_POSTGRES names none"
            );
            return None;
        };
        let mut command = if is_root() {
            // It does not run as root; Debian's package brings this user along.
            let mut command = Command::new("runuser");
            command.args(["-u", "postgres", "--", "bash", "-c", SCRIPT, "bash"]);
            command
        } else {
            let mut command = Command::new("bash");
            command.args(["-c", SCRIPT, "bash"]);
            command
        };
        let command = command.arg(programs).current_dir("/");
        let command = command.stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let mut replies = BufReader::new(child.stdout.take().unwrap());
        let mut folder = String::new();
        replies.read_line(&mut folder).unwrap();
        assert!(!folder.is_empty(), "PostgreSQL does not start");
        let (folder, orders) = (folder.trim().to_owned(), child.stdin.take());
        Some(Self { folder, child, orders, replies })
    }

    /// The address of a database there.
    pub(super) fn url(&self, database: &str) -> String {
        format!("postgres://certguide@localhost/{database}?host={}", self.folder)
    }

    pub(super) fn socket(&self) -> PathBuf {
        Path::new(&self.folder).join(".s.PGSQL.5432")
    }

    /// Ends all of its processes in the middle of whatever they do.
    pub(super) fn kill(&mut self) {
        self.order("kill");
    }

    pub(super) fn start_again(&mut self) {
        self.order("start");
    }

    fn order(&mut self, order: &str) {
        writeln!(self.orders.as_mut().unwrap(), "{order}").unwrap();
        let mut reply = String::new();
        self.replies.read_line(&mut reply).unwrap();
        assert_eq!(reply, "done\n", "PostgreSQL does not {order}");
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.orders = None;
        let _ = self.child.wait();
    }
}

/// The folder of `initdb`, `pg_ctl` and `postgres`, of the newest version there is.
fn programs() -> Option<PathBuf> {
    let debian = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let mut folders: Vec<PathBuf> = debian.map(|it| it.path().join("bin")).collect();
    folders.sort();
    let path = std::env::var_os("PATH").unwrap_or_default();
    folders.extend(std::env::split_paths(&path));
    folders
        .into_iter()
        .rev()
        .find(|it| ["initdb", "pg_ctl"].iter().all(|name| it.join(name).exists()))
}

fn is_root() -> bool {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    status.lines().any(|line| line.starts_with("Uid:\t0\t"))
}
