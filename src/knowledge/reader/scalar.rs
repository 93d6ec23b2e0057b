//! Values that are not lists or tables.

use toml::Spanned;
use toml::de::{DeFloat, DeInteger, DeValue};

use super::{Placed, Reader, Value};
use crate::knowledge::diagnostic::{LinkFault, TextFault};
use crate::knowledge::shape::{Key, Kind, URL_MAX};
use crate::knowledge::{CertificationId, CheckedOn, Date};

/// More hundredths than this (ten million whole ones) are a slip.
const HUNDREDTHS_MAX: u64 = 1_000_000_000;

impl Reader<'_> {
    pub(super) fn scalar(
        &mut self,
        key: &'static Key,
        value: &Spanned<DeValue<'_>>,
    ) -> Option<Placed<Value>> {
        let read = match (key.kind, value.get_ref()) {
            (Kind::Text(longest), DeValue::String(_)) => {
                Value::Text(self.text(key.name, value, longest, key.kind)?.value)
            }
            (Kind::Url, DeValue::String(_)) => Value::Text(self.url(key.name, value)?),
            (Kind::Certification, DeValue::String(_)) => {
                Value::Certification(self.id(key, value)?.value)
            }
            (Kind::Name, DeValue::String(text)) if CertificationId::parse(text).is_some() => {
                Value::Text(text.to_string())
            }
            (Kind::Word(names), DeValue::String(text)) => {
                let Some(name) = names.iter().find(|it| *it == text) else {
                    let span = self.span(value);
                    self.diagnostics.not_one_of(span, key, names, text);
                    return None;
                };
                Value::Word(name)
            }
            (Kind::Currency, DeValue::String(text)) if is_currency(text) => {
                Value::Text(text.to_string())
            }
            (Kind::Flag, DeValue::Boolean(flag)) => Value::Flag(*flag),
            (Kind::True, DeValue::Boolean(true)) => Value::Flag(true),
            (Kind::Number { least, most }, DeValue::Integer(number)) => {
                match integer(number).filter(|it| (least..=most).contains(it)) {
                    Some(number) => Value::Number(number),
                    None => return self.out_of_bounds(key, value, &number.to_string()),
                }
            }
            (Kind::Amount, DeValue::Integer(_) | DeValue::Float(_)) => {
                match decimal(value.get_ref(), 2).filter(|it| *it <= HUNDREDTHS_MAX) {
                    Some(hundredths) => Value::Hundredths(hundredths),
                    None => return self.out_of_bounds(key, value, &number_text(value)),
                }
            }
            (Kind::Percent, DeValue::Integer(_) | DeValue::Float(_)) => {
                let tenths = decimal(value.get_ref(), 1).and_then(|it| u32::try_from(it).ok());
                match tenths.filter(|it| *it <= 1000) {
                    Some(tenths) => Value::Tenths(tenths),
                    None => return self.out_of_bounds(key, value, &number_text(value)),
                }
            }
            (Kind::Day | Kind::PastDay | Kind::PastDayOrMonth, _) => {
                return self.date(key, value);
            }
            (Kind::Name | Kind::Currency, DeValue::String(text)) => {
                return self.out_of_bounds(key, value, text);
            }
            _ => {
                self.wrong_type(key.name, key.kind, value);
                return None;
            }
        };
        Some(Placed { value: read, span: self.span(value) })
    }

    /// A text that fits on one line and in Discord; `kind` is what the key holds.
    pub(super) fn text(
        &mut self,
        name: &str,
        value: &Spanned<DeValue<'_>>,
        longest: usize,
        kind: Kind,
    ) -> Option<Placed<String>> {
        let DeValue::String(text) = value.get_ref() else {
            self.wrong_type(name, kind, value);
            return None;
        };
        let span = self.span(value);
        if let Some(fault) = text_fault(text, longest) {
            self.diagnostics.unfit_text(span, name, fault);
            return None;
        }
        Some(Placed { value: text.to_string(), span })
    }

    pub(super) fn url(&mut self, name: &str, value: &Spanned<DeValue<'_>>) -> Option<String> {
        let DeValue::String(text) = value.get_ref() else {
            self.wrong_type(name, Kind::Url, value);
            return None;
        };
        if let Some(fault) = link_fault(text) {
            let span = self.span(value);
            self.diagnostics.bad_link(span, fault);
            return None;
        }
        Some(text.to_string())
    }

    /// An id that can be one; whether there is such a certification shows later.
    pub(super) fn id(
        &mut self,
        key: &Key,
        value: &Spanned<DeValue<'_>>,
    ) -> Option<Placed<CertificationId>> {
        let DeValue::String(text) = value.get_ref() else {
            self.wrong_type(key.name, key.kind, value);
            return None;
        };
        let span = self.span(value);
        let Some(id) = CertificationId::parse(text) else {
            self.diagnostics.not_an_id(span, text);
            return None;
        };
        Some(Placed { value: id, span })
    }

    fn date(&mut self, key: &'static Key, value: &Spanned<DeValue<'_>>) -> Option<Placed<Value>> {
        let found = match (key.kind, value.get_ref()) {
            (_, DeValue::Datetime(moment)) => day(moment).map(CheckedOn::day),
            (Kind::PastDayOrMonth, DeValue::String(text)) => {
                let month = month(text);
                if month.is_none() {
                    return self.out_of_bounds(key, value, text);
                }
                month
            }
            _ => None,
        };
        let Some(found) = found else {
            self.wrong_type(key.name, key.kind, value);
            return None;
        };
        let span = self.span(value);
        if key.kind.is_past() && found.is_future(self.today) {
            self.diagnostics.future_date(span, key, found);
            return None;
        }
        let read = match key.kind {
            Kind::PastDayOrMonth => Value::Seen(found),
            _ => Value::Day(found.earliest()),
        };
        Some(Placed { value: read, span })
    }

    fn out_of_bounds(
        &mut self,
        key: &Key,
        value: &Spanned<DeValue<'_>>,
        found: &str,
    ) -> Option<Placed<Value>> {
        let span = self.span(value);
        self.diagnostics.out_of_bounds(span, key, found);
        None
    }
}

fn text_fault(text: &str, longest: usize) -> Option<TextFault> {
    if text.trim().is_empty() {
        return Some(TextFault::Blank);
    }
    if text.contains(is_hidden) {
        return Some(TextFault::Control);
    }
    let length = text.encode_utf16().count();
    (length > longest).then_some(TextFault::TooLong { length, most: longest })
}

/// Control characters, line separators, and those that turn the direction of the text around.
fn is_hidden(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

fn link_fault(text: &str) -> Option<LinkFault> {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    let Some(rest) = rest else {
        return Some(LinkFault::Scheme);
    };
    if text.contains(|it: char| it.is_whitespace() || is_hidden(it) || "<>\"`".contains(it)) {
        return Some(LinkFault::Character);
    }
    let host = rest.split(['/', '?', '#']).next().unwrap_or("");
    let has_dot = host.split('.').filter(|it| !it.is_empty()).count() > 1;
    if !has_dot || host.starts_with('.') || host.contains('@') {
        return Some(LinkFault::Site);
    }
    let length = text.encode_utf16().count();
    (length > URL_MAX).then_some(LinkFault::TooLong { length, most: URL_MAX })
}

fn is_currency(text: &str) -> bool {
    text.len() == 3 && text.bytes().all(|it| it.is_ascii_uppercase())
}

fn integer(number: &DeInteger<'_>) -> Option<u32> {
    u32::from_str_radix(number.as_str(), number.radix()).ok()
}

/// The number times ten to the power of `decimals`; `None` if it is negative, has more decimals,
/// or is not written plainly.
fn decimal(value: &DeValue<'_>, decimals: usize) -> Option<u64> {
    let text = match value {
        DeValue::Integer(number) if number.radix() == 10 => number.as_str(),
        DeValue::Float(number) => number.as_str(),
        _ => return None,
    };
    let text = text.strip_prefix('+').unwrap_or(text);
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let is_digits = |it: &str| it.bytes().all(|byte| byte.is_ascii_digit());
    // Trailing zeros say nothing more.
    let fraction = fraction.trim_end_matches('0');
    if whole.is_empty() || !is_digits(whole) || !is_digits(fraction) || fraction.len() > decimals {
        return None;
    }
    format!("{whole}{fraction:0<decimals$}").parse().ok()
}

fn number_text(value: &Spanned<DeValue<'_>>) -> String {
    match value.get_ref() {
        DeValue::Integer(number) => DeInteger::to_string(number),
        DeValue::Float(number) => DeFloat::to_string(number),
        _ => String::new(),
    }
}

/// A day without a time; `None` if the calendar has no such day.
fn day(moment: &toml::value::Datetime) -> Option<Date> {
    if moment.time.is_some() || moment.offset.is_some() {
        return None;
    }
    let date = moment.date?;
    let year = i16::try_from(date.year).ok()?;
    Date::new(year, i8::try_from(date.month).ok()?, i8::try_from(date.day).ok()?).ok()
}

/// A month written `2026-09`.
fn month(text: &str) -> Option<CheckedOn> {
    let (year, month) = text.split_once('-')?;
    let is_plain = year.len() == 4
        && month.len() == 2
        && text.bytes().all(|it| it.is_ascii_digit() || it == b'-');
    if !is_plain {
        return None;
    }
    CheckedOn::month(year.parse().ok()?, month.parse().ok()?)
}
