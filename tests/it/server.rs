//! A server in memory: who asks there, what it has set and added, and what was asked in vain.
//! Whatever a command asks for is done to it.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, OnceLock};

use certguide::answer::Answer;
use certguide::call::Call;
use certguide::commands::{Asker, Context, Effect, Reloaded, Server, Vitals};
use certguide::files;
use certguide::guild::{
    Change, End, GuildId, GuildRecord, PersonId, Settings, Unanswered, house_file,
};
use certguide::knowledge::load_with_house;
use certguide::knowledge::source::SourceFile;
use certguide::service::{Reply, Service};

use crate::shipped;

/// Its id.
pub(crate) const GUILD: GuildId = GuildId(7);

/// A copy goes its own way.
#[derive(Clone)]
pub(crate) struct InMemory {
    pub(crate) asker: Asker,
    record: GuildRecord,
    /// By key.
    unanswered: BTreeMap<String, Unanswered>,
    reloaded: Reloaded,
    packs: Arc<[SourceFile]>,
    service: Arc<Service>,
}

/// Somebody who may manage the server.
pub(crate) fn moderator() -> Asker {
    Asker { person: Some(PersonId(1)), guild: Some(GUILD), may_manage: true, is_operator: false }
}

/// One of them who runs the bot.
pub(crate) fn operator() -> Asker {
    Asker { is_operator: true, ..moderator() }
}

/// Somebody who may not.
pub(crate) fn member() -> Asker {
    Asker { may_manage: false, ..moderator() }
}

/// Somebody in a direct message.
pub(crate) fn alone() -> Asker {
    Asker { guild: None, ..member() }
}

impl InMemory {
    /// Where nobody has set or asked anything yet.
    pub(crate) fn new(asker: Asker, folder: &str) -> Self {
        let packs: Arc<[SourceFile]> = files::read(Path::new(folder)).unwrap().into();
        Self {
            asker,
            record: GuildRecord::default(),
            unanswered: BTreeMap::new(),
            reloaded: reloaded(true),
            service: service(&packs, &GuildRecord::default()),
            packs,
        }
    }

    /// Where all the examples of commands have something to be about.
    pub(crate) fn with_something_of_all() -> Self {
        static ONE: OnceLock<InMemory> = OnceLock::new();
        ONE.get_or_init(Self::filled).clone()
    }

    fn filled() -> Self {
        let mut server = Self::new(operator(), "knowledge");
        for call in [
            "certguide alias add name:\"snake exam\" certification:pcep",
            "certguide note add certification:pcep text:\"Study group\"",
            "certguide hide pcat",
            "certguide entry add name:\"ACME Badge\" summary:Ours. url:\"https://example.org/b\"",
        ] {
            server.respond(&Call::parse(call).unwrap());
        }
        assert_eq!(server.record.additions.len(), 4);
        server.ask_in_vain("0123456789ab", "is the snek test hard?", 3);
        server
    }

    /// A question that was not answered, so many times.
    pub(crate) fn ask_in_vain(&mut self, key: &str, text: &str, count: u64) {
        let (key, text) = (key.to_owned(), text.to_owned());
        let (first, last) = (shipped::today().yesterday().unwrap(), shipped::today());
        let end = End::NotKnown;
        let question = Unanswered { guild: GUILD, key, text, end, count, first, last };
        self.unanswered.insert(question.key.clone(), question);
    }

    /// How the next reload goes.
    pub(crate) fn reloads(&mut self, is_taken: bool) {
        self.reloaded = reloaded(is_taken);
    }

    /// Answers, and does what that asks for.
    pub(crate) fn respond(&mut self, call: &Call) -> Reply {
        let reply = self.service.respond_in(&self.context(), call);
        for effect in &reply.effects {
            if let Effect::Keep(change) = effect {
                self.apply(change);
            }
        }
        if !reply.effects.is_empty() {
            self.service = service(&self.packs, &self.record);
        }
        reply
    }

    /// What autocomplete offers, a line each.
    pub(crate) fn suggestions(&self, command: &str, option: &str, typed: &str) -> Vec<String> {
        let offered = self.service.suggest_in(&self.context(), command, option, typed).unwrap();
        offered.into_iter().map(|it| format!("{} ({})", it.label, it.value)).collect()
    }

    fn context(&self) -> Context {
        let of_server = self.asker.guild.is_some();
        let server = Server {
            settings: settings(&self.record),
            additions: self.record.additions.clone(),
            packs: self.packs.clone(),
        };
        let mut unanswered: Vec<Unanswered> = self.unanswered.values().cloned().collect();
        unanswered.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.text.cmp(&b.text)));
        Context {
            asker: self.asker,
            server: Arc::new(if of_server { server } else { Server::default() }),
            unanswered,
            vitals: Some(Box::new(vitals())),
            reloaded: Some(Box::new(self.reloaded.clone())),
            ..Context::default()
        }
    }

    fn apply(&mut self, change: &Change) {
        let GuildRecord { settings, additions } = &mut self.record;
        match change.clone() {
            Change::Set { rows, .. } => {
                for (key, value) in rows {
                    settings.retain(|(it, _)| *it != key);
                    settings.extend(value.map(|value| (key, value)));
                }
            }
            Change::Add { addition, .. } => {
                additions.retain(|it| (it.kind, &it.key) != (addition.kind, &addition.key));
                additions.push(addition);
            }
            Change::Remove { kind, key, .. } => {
                additions.retain(|it| (it.kind, &it.key) != (kind, &key));
            }
            Change::Replace { additions: all, .. } => *additions = all,
            Change::Settle { key, .. } | Change::Ignore { key, .. } => {
                self.unanswered.remove(&key);
            }
            other => panic!("no command of these asks for {other:?}"),
        }
        additions.sort();
    }
}

fn settings(record: &GuildRecord) -> Settings {
    Settings::from_rows(record.settings.iter().map(|(key, value)| (key.as_str(), value.as_str())))
}

/// What is known there: the packs that are shown, and the layer on top.
fn service(packs: &[SourceFile], record: &GuildRecord) -> Arc<Service> {
    let file = house_file(&record.additions);
    let (mut knowledge, _) = load_with_house(packs, &file, shipped::today());
    let settings = settings(record);
    knowledge.hide(|it| settings.packs_off.contains(&it.issuer));
    Arc::new(Service::new(knowledge, shipped::today))
}

fn vitals() -> Vitals {
    Vitals {
        version: "0.1.0".to_owned(),
        uptime_s: 266_400,
        place: "knowledge".to_owned(),
        loaded_on: Some(shipped::today()),
        problem: String::new(),
        shards: vec!["shard 0: ready".to_owned()],
        answer_us: Some((412, 2_130)),
        unanswered: Some(7),
        store: "SQLite".to_owned(),
        store_failures: 0,
        store_waiting: 0,
        store_lost: 0,
    }
}

fn reloaded(is_taken: bool) -> Reloaded {
    let owned = |ids: &[&str]| ids.iter().map(|it| (*it).to_owned()).collect();
    if is_taken {
        return Reloaded {
            is_taken,
            change: "+2 −1 ~1".to_owned(),
            ids: [owned(&["pcxa", "pcxp"]), owned(&["pcat"]), owned(&["pcep"])],
            summary: "knowledge: 20 certifications, 0 errors, 1 warning".to_owned(),
            diagnostics: "warning[stale]: `checked_on` is more than a year ago\n\n".to_owned(),
        };
    }
    Reloaded {
        is_taken,
        summary: "knowledge: 18 certifications, 1 error, 0 warnings".to_owned(),
        diagnostics: "error[unknown-key]: `nmae` is no key of this file\n --> a.toml:1:1\n\n"
            .to_owned(),
        ..Reloaded::default()
    }
}

/// What a form asks for fits Discord, and each field is an option of the call that it completes.
pub(crate) fn check_form(answer: &Answer) {
    use certguide::answer::Entry;
    let Some(form) = &answer.form else { return };
    let units = |text: &str| text.encode_utf16().count();
    let (command, _) = certguide::commands::named(&form.call).expect("it completes a call");
    assert!(units(&form.call.to_string()) <= 100, "{}", form.call);
    assert!((1..=45).contains(&units(&form.title)), "{}", form.title);
    assert!((1..=5).contains(&form.fields.len()), "{}", form.title);
    for field in &form.fields {
        assert!(command.options.iter().any(|it| it.name == field.option), "{}", field.option);
        assert!((1..=45).contains(&units(&field.label)), "{}", field.label);
        assert!(units(&field.hint) <= 100, "{}", field.hint);
        match &field.entry {
            Entry::Text { value, longest, .. } => {
                assert!((1..=4000).contains(longest));
                assert!(value.chars().count() <= usize::from(*longest), "{value}");
            }
            Entry::Choice { choices, most } => {
                assert!((1..=25).contains(&choices.len()), "{}", field.label);
                assert!((1..=choices.len()).contains(most), "{}", field.label);
                assert!(choices.iter().filter(|it| it.is_chosen).count() <= *most);
                for it in choices {
                    assert!((1..=100).contains(&units(&it.label)), "{}", it.label);
                    assert!((1..=100).contains(&units(&it.value)) && !it.value.contains(','));
                    assert!(units(&it.detail) <= 100, "{}", it.detail);
                }
            }
            Entry::Channel { .. } => {}
        }
    }
    // Whoever sees no form is told how to do without.
    assert!(!answer.body.is_empty(), "{}", form.title);
}
