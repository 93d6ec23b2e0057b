//! The same bot, made with twilight: its gateway, its models and its HTTP client, as its
//! documentation shows them, around certguide's core.

#![expect(clippy::print_stderr, reason = "the program's errors go to the terminal")]

use std::sync::Arc;

use anyhow::Context;
use certguide::call::Call;
use certguide::commands::{self, Asker, Suggestion};
use certguide::guild::PersonId;
use certguide::knowledge::load;
use certguide::render::limits::{self, cut};
use certguide::render::message::Message;
use certguide::service::{Service, today};
use certguide::{files, render};
use certguide_load::{variable, variables};
use serde::Serialize;
use twilight_gateway::{
    ConfigBuilder, Event, EventTypeFlags, Intents, Shard, ShardId, StreamExt as _,
};
use twilight_http::Client;
use twilight_http::request::Request;
use twilight_http::response::marker::EmptyBody;
use twilight_http::routing::Route;
use twilight_model::application::command::{CommandOptionChoice, CommandOptionChoiceValue};
use twilight_model::application::interaction::application_command::{
    CommandData, CommandOptionValue,
};
use twilight_model::application::interaction::{Interaction, InteractionData, InteractionType};
use twilight_model::http::interaction::{
    InteractionResponse, InteractionResponseData, InteractionResponseType,
};
use twilight_model::id::Id;
use twilight_model::id::marker::InteractionMarker;

#[tokio::main(flavor = "current_thread")]
async fn main() -> anyhow::Result<()> {
    let provider = rustls::crypto::ring::default_provider();
    provider.install_default().ok().context("a second provider of cryptography")?;
    let (token, api_base) = (variable(variables::TOKEN)?, variable(variables::API_BASE)?);
    let host = api_base.strip_prefix("http://").context("another Discord than one on loopback")?;
    let client = Client::builder()
        .token(token.clone())
        .proxy(host.to_owned(), true)
        // Answers to interactions are outside Discord's global limit, so nothing is lost, and it
        // is faster.
        .ratelimiter(None)
        .build();
    let gateway = client.gateway().authed().await?.model().await?;
    let config = ConfigBuilder::new(token, Intents::empty()).proxy_url(gateway.url).build();
    let mut shard = Shard::with_config(ShardId::ONE, config);
    let (knowledge, _) = load(&files::embedded(), today());
    let asker = Asker { person: Some(PersonId(1)), ..Asker::default() };
    let somebody = commands::Context { asker, ..commands::Context::default() };
    let bot = Arc::new(Bot { client, service: Service::new(knowledge, today), somebody });
    while let Some(event) = shard.next_event(EventTypeFlags::INTERACTION_CREATE).await {
        if let Event::InteractionCreate(interaction) = event? {
            let bot = Arc::clone(&bot);
            tokio::spawn(async move {
                if let Err(error) = bot.answer(interaction.0).await {
                    eprintln!("error: {error:#}");
                }
            });
        }
    }
    Ok(())
}

struct Bot {
    client: Client,
    service: Service,
    /// Somebody of whom things could be kept, as everybody on Discord is.
    somebody: commands::Context,
}

impl Bot {
    async fn answer(&self, interaction: Interaction) -> anyhow::Result<()> {
        let Some(InteractionData::ApplicationCommand(data)) = interaction.data else {
            return Ok(());
        };
        let (id, token) = (interaction.id, interaction.token);
        match interaction.kind {
            InteractionType::ApplicationCommand => {
                let request = self.reply(*data, id, &token)?;
                self.client.request::<EmptyBody>(request).await?;
            }
            InteractionType::ApplicationCommandAutocomplete => {
                let response = self.suggestions(&data)?;
                let client = self.client.interaction(interaction.application_id);
                client.create_response(id, &token, &response).await?;
            }
            _ => {}
        }
        Ok(())
    }

    /// The request that twilight's `create_response` makes, with certguide's message in it as it
    /// is. twilight's types for messages would cost the time to convert one into the other, which
    /// a bot that was written for twilight would not spend.
    fn reply(
        &self,
        data: CommandData,
        id: Id<InteractionMarker>,
        token: &str,
    ) -> anyhow::Result<Request> {
        let reply = self.service.respond_in(&self.somebody, &call(data));
        let response = Response {
            kind: InteractionResponseType::ChannelMessageWithSource,
            data: render::message(&reply.answer, reply.visibility),
        };
        let route = Route::InteractionCallback {
            interaction_id: id.get(),
            interaction_token: token,
            with_response: false,
        };
        let request = Request::builder(&route).use_authorization_token(false).json(&response);
        Ok(request.build()?)
    }

    fn suggestions(&self, data: &CommandData) -> anyhow::Result<InteractionResponse> {
        let focused = data.options.iter().find_map(|it| match &it.value {
            CommandOptionValue::Focused(typed, _) => Some((&it.name, typed)),
            _ => None,
        });
        let (option, typed) = focused.context("nothing is typed into")?;
        let suggestions = self.service.suggest(&data.name, option, typed).unwrap_or_default();
        let data = InteractionResponseData {
            choices: Some(suggestions.into_iter().map(choice).collect()),
            ..InteractionResponseData::default()
        };
        Ok(InteractionResponse {
            kind: InteractionResponseType::ApplicationCommandAutocompleteResult,
            data: Some(data),
        })
    }
}

/// twilight's `InteractionResponse`, with certguide's message.
#[derive(Serialize)]
struct Response {
    #[serde(rename = "type")]
    kind: InteractionResponseType,
    data: Message,
}

fn call(data: CommandData) -> Call {
    let mut call = Call::new(data.name);
    for option in data.options {
        let value = match option.value {
            CommandOptionValue::String(it) => it,
            CommandOptionValue::Integer(it) => it.to_string(),
            CommandOptionValue::Boolean(it) => it.to_string(),
            _ => continue,
        };
        call = call.with(option.name, value);
    }
    call
}

fn choice(suggestion: Suggestion) -> CommandOptionChoice {
    CommandOptionChoice {
        name: cut(&suggestion.label, limits::CHOICE),
        name_localizations: None,
        value: CommandOptionChoiceValue::String(suggestion.value),
    }
}
