//! Pictures for answers: drawn beside everything else, few at a time, and kept.

use std::num::NonZeroUsize;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, LazyLock, Mutex, PoisonError};
use std::time::Duration;

use lru::LruCache;
use tokio::sync::Semaphore;
use tokio::time::timeout;

use super::callback::Body;
use crate::answer::Roadmap;
use crate::config;
use crate::render::message::Message;
use crate::render::roadmap::{self, Theme};

/// So many are drawn at once: the other threads for slow work are for names of hosts and files.
const AT_ONCE: usize = 2;

/// How long an answer waits for its picture. Then its words go alone, with time left to be sent.
const PATIENCE: Duration = Duration::from_millis(1200);

/// Pixels for each pixel of the layout: screens of phones have more than one.
const SCALE: u32 = 2;

/// A larger one is sent, but not kept: all of them together take 8 MiB at most.
const KEPT_BYTES: usize = 200 << 10;
const KEPT: NonZeroUsize = NonZeroUsize::new(40).expect("it is not zero");

/// A larger one is not sent: a slow line would not bring it in time.
const SENT_BYTES: usize = 300 << 10;

/// Draws pictures.
#[derive(Debug)]
pub(super) struct Pictures {
    theme: Theme,
    places: Arc<Semaphore>,
    /// By what they are of: knowledge that says something else makes another picture.
    kept: Mutex<LruCache<Roadmap, Png>>,
}

type Png = Arc<[u8]>;

static DARK: LazyLock<Arc<Pictures>> = LazyLock::new(|| Arc::new(Pictures::new(Theme::Dark)));
static LIGHT: LazyLock<Arc<Pictures>> = LazyLock::new(|| Arc::new(Pictures::new(Theme::Light)));

impl Pictures {
    /// Those of the whole process: what one door has drawn, none has to draw again.
    pub(super) fn shared(theme: config::Theme) -> Arc<Self> {
        match theme {
            config::Theme::Dark => Arc::clone(&DARK),
            config::Theme::Light => Arc::clone(&LIGHT),
        }
    }

    fn new(theme: Theme) -> Self {
        let kept = Mutex::new(LruCache::new(KEPT));
        Self { theme, places: Arc::new(Semaphore::new(AT_ONCE)), kept }
    }

    /// The body of a message with its picture; `words` where it has none, or none in time.
    pub(super) async fn body(
        self: &Arc<Self>,
        message: Option<&Message>,
        words: &Body,
        wrap: impl Fn(Message) -> Option<Body>,
    ) -> Body {
        let Some((message, picture)) = message.and_then(|it| Some((it, it.picture()?))) else {
            return words.clone();
        };
        let png = match timeout(PATIENCE, self.png(picture)).await {
            Ok(png) => png,
            Err(_) => {
                tracing::warn!("a picture was not drawn in time, its words go alone");
                None
            }
        };
        let with_picture = png.and_then(|it| wrap(message.clone().with_picture(&it)));
        with_picture.unwrap_or_else(|| words.clone())
    }

    /// The same, drawn at once on this thread.
    pub(super) fn body_at_once(
        &self,
        message: Option<&Message>,
        words: &Body,
        wrap: impl Fn(Message) -> Option<Body>,
    ) -> Body {
        let with_picture = message.and_then(|message| {
            let picture = message.picture()?;
            let png = self.known(picture).or_else(|| self.drawn(picture))?;
            wrap(message.clone().with_picture(&png))
        });
        with_picture.unwrap_or_else(|| words.clone())
    }

    async fn png(self: &Arc<Self>, picture: &Roadmap) -> Option<Png> {
        if let Some(png) = self.known(picture) {
            return Some(png);
        }
        let place = Arc::clone(&self.places).acquire_owned().await.ok()?;
        // Whoever had the place before may have drawn just this one.
        if let Some(png) = self.known(picture) {
            return Some(png);
        }
        let (pictures, picture) = (Arc::clone(self), picture.clone());
        let drawing = tokio::task::spawn_blocking(move || {
            let png = pictures.drawn(&picture);
            // Held until it is done, also if nobody waits for it any more.
            drop(place);
            png
        });
        drawing.await.ok().flatten()
    }

    fn known(&self, picture: &Roadmap) -> Option<Png> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner).get(picture).cloned()
    }

    fn drawn(&self, picture: &Roadmap) -> Option<Png> {
        let width = roadmap::chat_width(picture);
        let draw = || {
            let png = roadmap::png(picture, self.theme, width, SCALE)?;
            // One that is too large so may do with fewer pixels.
            let is_small = png.len() <= SENT_BYTES;
            if is_small { Some(png) } else { roadmap::png(picture, self.theme, width, 1) }
        };
        let png = catch_unwind(AssertUnwindSafe(draw)).ok().flatten();
        let Some(png) = png.filter(|it| it.len() <= SENT_BYTES) else {
            tracing::error!("a picture cannot be drawn by a fault of ours, its words go alone");
            return None;
        };
        let png: Png = png.into();
        if png.len() <= KEPT_BYTES {
            let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
            kept.put(picture.clone(), Arc::clone(&png));
        }
        Some(png)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answer::Stop;

    fn picture(name: &str) -> Roadmap {
        let stop = Stop { id: name.to_owned(), code: name.to_owned(), ..Stop::default() };
        Roadmap {
            title: name.to_owned(),
            lanes: vec![String::new()],
            columns: vec![String::new()],
            stops: vec![stop],
            words: name.to_owned(),
            ..Roadmap::default()
        }
    }

    #[tokio::test]
    async fn what_was_drawn_is_not_drawn_again_and_memory_is_bounded() {
        let pictures = Arc::new(Pictures::new(Theme::Dark));
        let first = pictures.png(&picture("0")).await.expect("a picture");
        let again = pictures.png(&picture("0")).await.expect("a picture");
        assert!(Arc::ptr_eq(&first, &again));
        for number in 1..=KEPT.get() {
            pictures.png(&picture(&number.to_string())).await.expect("a picture");
        }
        assert_eq!(pictures.kept.lock().expect("no panic").len(), KEPT.get());
        let anew = pictures.png(&picture("0")).await.expect("a picture");
        assert!(!Arc::ptr_eq(&first, &anew));
        assert_eq!(first, anew, "the same picture to the last byte");
    }

    #[tokio::test(start_paused = true)]
    async fn a_flood_gets_its_words_in_time() {
        let pictures = Arc::new(Pictures::new(Theme::Dark));
        // As if both places were taken by pictures that never end.
        let _places = pictures.places.acquire_many(2).await.expect("places");
        let words = crate::discord::callback::body(&serde_json::json!({}), &[]).expect("JSON");
        let answer = crate::answer::Answer {
            picture: Some(Box::new(picture("a"))),
            ..crate::answer::Answer::default()
        };
        let message = crate::render::message(&answer, crate::answer::Visibility::Everyone);
        let body = pictures.body(Some(&message), &words, |_| None).await;
        assert_eq!(body, words);
    }
}
