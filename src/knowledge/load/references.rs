//! Ids that stand in one file and are defined in another.

use super::{CertificationFile, Pack};
use crate::knowledge::diagnostic::Diagnostics;
use crate::knowledge::reader::Table;

/// Where a certification may name itself: sitting its own exam again renews it.
pub(super) const MAY_BE_ITSELF: &str = "certifications";

pub(super) fn check(
    file: &CertificationFile,
    table: &Table,
    pack: &Pack,
    diagnostics: &mut Diagnostics,
) {
    for (key, id, span) in table.all().into_iter().flat_map(Table::own_ids) {
        if *id == file.id && key != MAY_BE_ITSELF {
            diagnostics.points_at_itself(span.clone(), key, id.as_str());
        } else if !pack.ids.contains(id) {
            diagnostics.unknown_certification(span.clone(), id.as_str(), pack.ids.iter());
        }
    }
    let Some(issuer) = pack.issuers.get(&file.issuer).and_then(|it| it.table.as_ref()) else {
        return;
    };
    for what in ["track", "level"] {
        let known = issuer.tables(what).iter().filter_map(|it| Some(it.placed_text("id")?.0));
        if let Some((id, span)) = table.placed_text(what)
            && !known.clone().any(|it| it == id)
        {
            diagnostics.unknown_track_or_level(span.clone(), what, id, known);
        }
    }
}
