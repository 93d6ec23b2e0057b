//! Files that somebody gives with a command: fetched from where Discord keeps them, as text.

use std::fmt;
use std::time::Duration;

use anyhow::Context;
use reqwest::Url;
use tokio::sync::Semaphore;
use tokio::time::timeout;

use super::interaction::Upload;

/// Where Discord keeps what people upload: "Attachment Object" in resources/message has a `url` at
/// the first, and a `proxy_url` at the second.
const HOSTS: [&str; 2] = ["cdn.discordapp.com", "media.discordapp.net"];

/// The hosts of its API, which keep no files.
const DISCORD: &str = "discord.com";

/// A larger file is not read: a layer of many hundred additions has a tenth of that.
const BYTES_MAX: u64 = 256 << 10;

/// How long it may take in all, so that there is time left to answer in.
const TIME_FOR_FILE: Duration = Duration::from_secs(1);

/// So many are fetched at once: together they take 4 MiB at most.
const AT_ONCE: usize = 16;

/// Fetches files.
#[derive(Debug)]
pub(super) struct Uploads {
    client: reqwest::Client,
    /// The API, where it is not Discord's own: it keeps the files too.
    stand_in: Option<Url>,
    places: Semaphore,
}

/// Why a file is not read. Displays as sentences for whoever gave it: what is wrong, what to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum UploadError {
    /// It is not where Discord keeps files.
    Elsewhere,
    /// It has more bytes than we read.
    TooLarge,
    /// It is no text in UTF-8.
    NotText,
    /// Discord says that it is not there.
    Gone,
    /// It did not arrive whole, or not in time.
    Lost,
}

impl Uploads {
    /// For the API at `api_base`.
    pub(super) fn new(api_base: &str) -> anyhow::Result<Self> {
        let client = reqwest::Client::builder()
            .use_rustls_tls()
            .no_proxy()
            .user_agent(serenity::constants::USER_AGENT)
            // What Discord names is where it is; anything else is somebody else's.
            .redirect(reqwest::redirect::Policy::none())
            .build()
            .context("cannot prepare HTTP connections")?;
        let api: Url = api_base.parse().context("`discord.api_base` is no address")?;
        let stand_in = (!is_discords(&api)).then_some(api);
        Ok(Self { client, stand_in, places: Semaphore::new(AT_ONCE) })
    }

    /// The text of a file, without the mark that some editors put before it.
    pub(super) async fn fetch(&self, upload: &Upload) -> Result<String, UploadError> {
        let fetched = match timeout(TIME_FOR_FILE, self.bytes(upload)).await {
            Ok(fetched) => fetched,
            Err(_) => Err(UploadError::Lost),
        };
        let text = fetched.and_then(|it| String::from_utf8(it).map_err(|_| UploadError::NotText));
        if let Err(error) = &text {
            tracing::info!(bytes = upload.size, ?error, "a file is not read");
        }
        text.map(|it| it.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(it))
    }

    async fn bytes(&self, upload: &Upload) -> Result<Vec<u8>, UploadError> {
        let url = self.address(&upload.url).ok_or(UploadError::Elsewhere)?;
        if upload.size > BYTES_MAX {
            return Err(UploadError::TooLarge);
        }
        let _place = self.places.acquire().await.map_err(|_| UploadError::Lost)?;
        let mut response = self.client.get(url).send().await.map_err(|_| UploadError::Lost)?;
        match response.status() {
            it if it.is_success() => {}
            it if it.is_client_error() => return Err(UploadError::Gone),
            _ => return Err(UploadError::Lost),
        }
        // Discord says how large it is; what arrives may be something else.
        if response.content_length().is_some_and(|it| it > BYTES_MAX) {
            return Err(UploadError::TooLarge);
        }
        let mut bytes = Vec::new();
        while let Some(chunk) = response.chunk().await.map_err(|_| UploadError::Lost)? {
            bytes.extend_from_slice(&chunk);
            if bytes.len() as u64 > BYTES_MAX {
                return Err(UploadError::TooLarge);
            }
        }
        Ok(bytes)
    }

    /// An address at which Discord, or what stands in for it, keeps files.
    fn address(&self, url: &str) -> Option<Url> {
        let url: Url = url.parse().ok()?;
        let is_bare = url.username().is_empty() && url.password().is_none();
        let is_there = url.scheme() == "https"
            && url.port().is_none()
            && url.host_str().is_some_and(|it| HOSTS.contains(&it));
        let is_stand_in = self.stand_in.as_ref().is_some_and(|it| it.origin() == url.origin());
        (is_bare && (is_there || is_stand_in)).then_some(url)
    }
}

fn is_discords(api: &Url) -> bool {
    api.host_str().is_some_and(|it| {
        it == DISCORD || it.strip_suffix(DISCORD).is_some_and(|rest| rest.ends_with('.'))
    })
}

impl fmt::Display for UploadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Elsewhere => f.write_str(
                "That file is not where Discord keeps files. Choose it from your device, together \
                 with the command.",
            ),
            Self::TooLarge => write!(
                f,
                "That file is too large: I read up to {} KiB. Take out what it does not need, or \
                 send it in parts.",
                BYTES_MAX >> 10
            ),
            Self::NotText => f.write_str(
                "That file is no text in UTF-8. Save it as UTF-8, which is what editors call it, \
                 and send it again.",
            ),
            Self::Gone => f.write_str(
                "Discord no longer has that file. Send it again together with the command.",
            ),
            Self::Lost => {
                f.write_str("Discord did not give me that file in time. Send it again in a moment.")
            }
        }
    }
}

#[cfg(test)]
mod tests;
