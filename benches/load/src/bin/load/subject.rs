//! A program with a Discord of its own, started and ready to be asked.

use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, ensure};
use certguide_load::variables;
use serde_json::Value;

use crate::APPLICATION;
use crate::arguments::Transport;
use crate::asker::Asker;
use crate::discord::{Discord, TOKEN};
use crate::endpoint::Endpoint;
use crate::figures::Figures;
use crate::load::{self, Pace};
use crate::program::{Cores, Program, Running, own_cpu_time};
use crate::question::{Kind, Question};

/// How long a program may take to start.
const TIME_TO_START: Duration = Duration::from_secs(20);

/// Answers a second to prepare for at first. Should a program be faster, the run ends early, and
/// its figures are as right.
const FIRST_GUESS: f64 = 20_000.0;

/// How much faster than ever before a program may turn out to be.
const ROOM: f64 = 1.5;

/// A program that is ready.
#[derive(Debug)]
pub(crate) struct Subject {
    pub(crate) name: &'static str,
    pub(crate) running: Running,
    pub(crate) asker: Arc<Asker>,
    /// Resident memory before the first interaction.
    pub(crate) start_kib: u64,
    /// The most answers a second that it gave so far, or a guess.
    most_per_s: f64,
}

impl Subject {
    pub(crate) async fn start(
        program: &Program,
        transport: Transport,
        folder: &Path,
        cores: Option<Cores>,
    ) -> anyhow::Result<Self> {
        let folder = folder.join(format!("{}-{}", program.name, transport.name()));
        std::fs::create_dir_all(&folder).context("cannot make a folder for it")?;
        let discord = Discord::start().await?;
        let mut variables = vec![
            (variables::TOKEN, TOKEN.to_owned()),
            (variables::APPLICATION_ID, APPLICATION.to_owned()),
            (variables::API_BASE, discord.api_base().to_owned()),
            (variables::REGISTER, "false".to_owned()),
            (variables::TRANSPORT, transport.name().to_owned()),
            (variables::STATE_DIR, folder.display().to_string()),
            (variables::LOG_LEVEL, "warn".to_owned()),
            (variables::LIMIT_OF_PERSON, "off".to_owned()),
            (variables::LIMIT_OF_SERVER, "off".to_owned()),
        ];
        let endpoint = match transport {
            Transport::Gateway => None,
            Transport::Http => {
                let address = free_address()?;
                variables.push((variables::PUBLIC_KEY, Endpoint::public_key()));
                variables.push((variables::LISTEN, address.to_string()));
                Some(Endpoint::new(address))
            }
        };
        let mut running = program.start(&folder, &variables, cores)?;
        let asker = Arc::new(Asker::new(discord, endpoint));
        let is_ready = tokio::time::timeout(TIME_TO_START, asker.until_ready()).await;
        running.ensure_running()?;
        is_ready.context("it does not get ready")??;
        let start_kib = running.resident_kib()?;
        Ok(Self { name: program.name, running, asker, start_kib, most_per_s: FIRST_GUESS })
    }

    /// The answer to each question, as JSON.
    pub(crate) async fn answers(
        &self,
        questions: &[Arc<Question>],
    ) -> anyhow::Result<Vec<(usize, Value)>> {
        let mut answers = Vec::new();
        for prepared in self.asker.prepare(questions, questions.len()) {
            let answer = tokio::time::timeout(TIME_TO_START, self.asker.ask(&prepared)).await;
            let body = answer.context("it does not answer")??.body;
            let json = serde_json::from_slice(&body).context("it does not answer with JSON")?;
            answers.push((body.len(), json));
        }
        Ok(answers)
    }

    /// Puts a load on it once.
    pub(crate) async fn measure(
        &mut self,
        questions: &[Arc<Question>],
        pace: Pace,
        length: Duration,
    ) -> anyhow::Result<Figures> {
        let prepared = self.asker.prepare(questions, self.count(pace, length));
        let (cpu, driver_cpu) = (self.running.cpu_time()?, own_cpu_time()?);
        let run = load::run(&self.asker, prepared, pace, length).await;
        self.running.ensure_running()?;
        let cpu = self.running.cpu_time()?.saturating_sub(cpu);
        let driver_cpu = own_cpu_time()?.saturating_sub(driver_cpu);
        let figures = Figures::new(run?, cpu, driver_cpu);
        self.most_per_s = self.most_per_s.max(figures.answers_per_s);
        Ok(figures)
    }

    /// How many interactions to prepare for a run of this length.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it is a count")]
    fn count(&self, pace: Pace, length: Duration) -> usize {
        let per_s = match pace {
            Pace::UnderWay(_) => self.most_per_s * ROOM,
            Pace::Rate(rate) => rate.into(),
        };
        (per_s * length.as_secs_f64()).ceil() as usize
    }
}

/// Fails unless `answers` are of the type that Discord expects, and such that a person sees them.
pub(crate) fn ensure_sound(kind: Kind, answers: &[(usize, Value)]) -> anyhow::Result<()> {
    for (_, answer) in answers {
        let data = &answer["data"];
        let said = match kind {
            Kind::Commands => &data["embeds"][0]["title"],
            Kind::Autocomplete => &data["choices"][0]["name"],
        };
        let is_of_type = answer["type"].as_u64() == Some(kind.answer_type());
        ensure!(is_of_type && said.is_string(), "no answer for Discord: {answer}");
    }
    Ok(())
}

/// One at which nobody listens now.
fn free_address() -> anyhow::Result<SocketAddr> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).context("no port is free")?;
    Ok(listener.local_addr()?)
}
