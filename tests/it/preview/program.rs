//! The program as people start it.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};

use expect_test::expect;

/// `certguide preview` with these arguments.
fn start(arguments: &[&str]) -> Child {
    Command::new(env!("CARGO_BIN_EXE_certguide"))
        .arg("preview")
        .args(arguments)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap()
}

/// What it says when it gives up.
fn failed(arguments: &[&str]) -> String {
    let output = start(arguments).wait_with_output().unwrap();
    assert!(!output.status.success());
    String::from_utf8(output.stderr).unwrap()
}

#[test]
#[cfg(unix)]
fn it_says_where_it_is_and_ends_at_once_when_it_is_told_to() {
    let mut program = start(&["--listen", "127.0.0.1:0"]);
    let mut out = BufReader::new(program.stdout.take().unwrap());
    let mut line = String::new();
    out.read_line(&mut line).unwrap();
    let address = line.trim_end().strip_prefix("Preview at http://").unwrap().to_owned();
    let mut rest = String::new();
    out.read_line(&mut rest).unwrap();
    assert_eq!(rest, "knowledge: 19 certifications, 0 errors, 0 warnings\n");
    // Somebody has the page open.
    let mut stream = TcpStream::connect(&address).unwrap();
    write!(stream, "GET /api/events HTTP/1.1\r\nHost: {address}\r\n\r\n").unwrap();
    let mut begin = [0; 15];
    stream.read_exact(&mut begin).unwrap();
    assert_eq!(&begin, b"HTTP/1.1 200 OK");
    let interrupt = Command::new("kill").args(["-INT", &program.id().to_string()]).status();
    assert!(interrupt.unwrap().success());
    let start = std::time::Instant::now();
    assert!(program.wait().unwrap().success());
    assert!(start.elapsed().as_secs() < 10, "{:?}", start.elapsed());
}

#[test]
fn an_address_that_is_taken_is_said_to_be() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let said = failed(&["--listen", &address]).replace(&address, "<address>");
    expect![[r#"
        error: `--listen`: cannot listen at <address>: Address already in use (os error 98); hint: another program, or another certguide, may be there: choose another port, or port 0 for any that is free
    "#]].assert_eq(&said);
}

#[test]
fn an_address_that_others_can_reach_is_refused() {
    expect![[r#"
        error: `--listen`: 0.0.0.0:8787 can be reached by others, and the preview asks nobody who they are; hint: an address of this machine alone, such as 127.0.0.1:8787; to look at it from elsewhere, `ssh -L 8787:127.0.0.1:8787 …`
    "#]].assert_eq(&failed(&["--listen", "0.0.0.0:8787"]));
    for address in ["[::]:8787", "192.0.2.1:8787", "[::ffff:127.0.0.1]:8787"] {
        assert!(failed(&["--listen", address]).contains("can be reached by others"), "{address}");
    }
    assert!(failed(&["--listen", "localhost"]).contains("invalid value 'localhost'"));
}

#[test]
fn it_is_the_first_thing_that_help_names() {
    let help = Command::new(env!("CARGO_BIN_EXE_certguide")).arg("--help").output().unwrap();
    let help = String::from_utf8(help.stdout).unwrap();
    let commands = help.split("Commands:\n").nth(1).unwrap();
    assert!(commands.trim_start().starts_with("preview "), "{help}");
}
