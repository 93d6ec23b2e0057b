//! A view of a certification in the making: its lines so far, and where what they say is from.

use super::Request;
use crate::answer::Block;
use crate::knowledge::{Certification, FactGroup, Provenance};
use crate::wording;

pub(super) struct Sheet<'a> {
    pub(super) request: &'a Request<'a>,
    pub(super) certification: &'a Certification,
    pub(super) body: Vec<Block>,
    shown: Vec<&'a Provenance>,
}

impl<'a> Sheet<'a> {
    pub(super) fn new(request: &'a Request<'a>, certification: &'a Certification) -> Self {
        Self { request, certification, body: Vec::new(), shown: Vec::new() }
    }

    /// Adds a line; nothing for an empty value.
    pub(super) fn fact(&mut self, label: &str, value: &str) {
        if !value.is_empty() {
            self.body.push(Block::fact(label, wording::capitalised(value)));
        }
    }

    /// Adds a line with what must be known before trusting it, and then its note.
    pub(super) fn sourced(
        &mut self,
        label: &str,
        value: &str,
        group: FactGroup,
        from: &'a Provenance,
        note: Option<&str>,
    ) {
        if value.is_empty() {
            return;
        }
        let caveats = self.caveats(group, from);
        let note = note.map(|it| format!(". {}", wording::capitalised(it)));
        self.fact(label, &format!("{value}{caveats}{}", note.unwrap_or_default()));
    }

    /// What must be known before trusting a group of facts, which from then on counts as shown.
    pub(super) fn caveats(&mut self, group: FactGroup, from: &'a Provenance) -> String {
        self.shown.push(from);
        wording::caveats(self.certification, group, from, self.request.today)
    }

    /// As of when and from where everything shown is.
    pub(super) fn footer(&self) -> String {
        let footer =
            wording::footer(self.shown.iter().copied().chain([&self.certification.provenance]));
        let notes = self.request.knowledge.house_notes(&self.certification.id);
        if notes.is_empty() { footer } else { format!("{footer}; notes by this server") }
    }
}
