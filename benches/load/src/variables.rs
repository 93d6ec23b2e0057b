//! The environment variables by which a program is told what to do: certguide's own.

/// The bot's token.
pub const TOKEN: &str = "DISCORD_TOKEN";

/// The application's id.
pub const APPLICATION_ID: &str = "DISCORD_APPLICATION_ID";

/// The key that requests to the endpoint are signed with, as 64 hexadecimal digits.
pub const PUBLIC_KEY: &str = "DISCORD_PUBLIC_KEY";

/// Scheme and host of Discord's REST API.
pub const API_BASE: &str = "CERTGUIDE_DISCORD__API_BASE";

/// Whether to bring Discord's list of commands up to date at start.
pub const REGISTER: &str = "CERTGUIDE_DISCORD__REGISTER";

/// `gateway` or `http`.
pub const TRANSPORT: &str = "CERTGUIDE_DISCORD__TRANSPORT";

/// Address and port of the endpoint.
pub const LISTEN: &str = "CERTGUIDE_HTTP__LISTEN";

/// A folder to keep things in.
pub const STATE_DIR: &str = "CERTGUIDE_STATE__DIR";

/// How much is logged.
pub const LOG_LEVEL: &str = "CERTGUIDE_LOG__LEVEL";

/// How much a person may ask: one asks everything here.
pub const LIMIT_OF_PERSON: &str = "CERTGUIDE_LIMITS__PERSON";

/// How much a server may ask.
pub const LIMIT_OF_SERVER: &str = "CERTGUIDE_LIMITS__SERVER";
