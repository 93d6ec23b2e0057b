//! The application behind the token, as Discord knows it.

use serde::Deserialize;
use serenity::http::{LightMethod, Request, Route};
use serenity::model::id::ApplicationId;

use super::rest::{Failure, Rest};

/// What we need of it; "Application Object" in resources/application.
#[derive(Debug, Deserialize)]
pub(super) struct Application {
    pub(super) id: ApplicationId,
    #[serde(default)]
    pub(super) name: String,
    /// Hexadecimal digits.
    #[serde(default)]
    verify_key: String,
    /// Where Discord sends interactions; then none come over the gateway.
    #[serde(default)]
    pub(super) interactions_endpoint_url: Option<String>,
}

/// Asks Discord for it.
pub(super) async fn current(rest: &Rest) -> Result<Application, Failure> {
    rest.persistently(Request::new(Route::Oauth2ApplicationCurrent, LightMethod::Get)).await
}

impl Application {
    /// The key that its requests are signed for; `None` if Discord does not say it.
    pub(super) fn public_key(&self) -> Option<[u8; 32]> {
        crate::config::public_key(&self.verify_key).ok()
    }
}
