//! Where facts are from: names of addresses that do not exist or are not used, and old facts.

use std::collections::BTreeSet;

use crate::knowledge::Date;
use crate::knowledge::diagnostic::Diagnostics;
use crate::knowledge::reader::Table;

pub(super) fn check(file: &Table, today: Date, diagnostics: &mut Diagnostics) {
    let groups: Vec<&Table> =
        file.all().into_iter().filter(|it| it.shape().key("sources").is_some()).collect();
    check_names(file, &groups, diagnostics);
    check_age(&groups, today, diagnostics);
}

fn check_names(file: &Table, groups: &[&Table], diagnostics: &mut Diagnostics) {
    let urls = file.urls("source_urls");
    let known = urls.iter().map(|(name, _)| name.value.as_str());
    let mut used = BTreeSet::new();
    for source in groups.iter().flat_map(|it| it.placed_texts("sources")) {
        if !known.clone().any(|it| it == source.value) {
            diagnostics.unknown_source(source.span.clone(), &source.value, known.clone());
        }
        used.insert(source.value.as_str());
    }
    for (name, _) in urls.iter().filter(|(name, _)| !used.contains(name.value.as_str())) {
        diagnostics.unused_source(name.span.clone(), &name.value);
    }
}

/// One warning for a file: its facts are looked up together.
fn check_age(groups: &[&Table], today: Date, diagnostics: &mut Diagnostics) {
    let stale =
        groups.iter().filter(|it| it.seen("checked_on").is_some_and(|it| it.is_stale(today)));
    let mut spans: Vec<_> = stale.filter_map(|it| it.value_span("checked_on")).collect();
    spans.sort_by_key(|it| it.bytes.start);
    if let Some(&first) = spans.first() {
        diagnostics.stale(first.clone(), spans.len());
    }
}
