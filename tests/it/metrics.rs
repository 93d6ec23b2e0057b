//! What is counted, and what the examples for operators say of it.

use std::collections::BTreeSet;
use std::path::Path;
use std::time::Duration;

use certguide::metrics::{Interaction, Mention, Metrics};
use expect_test::expect;

use crate::shipped;

/// Every figure once.
fn metrics() -> Metrics {
    let metrics = Metrics::new(shipped::knowledge());
    metrics.count(&Interaction { command: "cert", decision: "answered", outcome: "delivered" });
    metrics.count_mention(&Mention { decision: "answered", outcome: "delivered" });
    metrics.note_answer("gateway", Duration::from_millis(2));
    metrics.count_request(200);
    metrics.count_invalid_request();
    metrics.count_reconnect(0);
    metrics.set_ready(true);
    metrics.set_shard_ready(0, true);
    metrics.set_heartbeat(0, Duration::from_millis(41));
    metrics.set_identifies_left(998);
    metrics
}

#[test]
fn the_page_is_in_prometheus_format() {
    let revision = shipped::knowledge().revision().to_string();
    let text = metrics().text().replace(&revision, "<revision>");
    expect![[r##"
        # HELP certguide_interactions_total Interactions by command, what was decided, and what became of the answer.
        # TYPE certguide_interactions_total counter
        certguide_interactions_total{command="cert",decision="answered",outcome="delivered"} 1
        # HELP certguide_mentions_total Messages that mention the bot or are to it alone, by what was decided and what became of the reply.
        # TYPE certguide_mentions_total counter
        certguide_mentions_total{decision="answered",outcome="delivered"} 1
        # HELP certguide_answer_seconds Time from an interaction's arrival until Discord has the answer.
        # TYPE certguide_answer_seconds histogram
        certguide_answer_seconds_bucket{transport="gateway",le="0.0005"} 0
        certguide_answer_seconds_bucket{transport="gateway",le="0.001"} 0
        certguide_answer_seconds_bucket{transport="gateway",le="0.0025"} 1
        certguide_answer_seconds_bucket{transport="gateway",le="0.005"} 1
        certguide_answer_seconds_bucket{transport="gateway",le="0.01"} 1
        certguide_answer_seconds_bucket{transport="gateway",le="0.025"} 1
        certguide_answer_seconds_bucket{transport="gateway",le="0.05"} 1
        certguide_answer_seconds_bucket{transport="gateway",le="0.1"} 1
        certguide_answer_seconds_bucket{transport="gateway",le="0.25"} 1
        certguide_answer_seconds_bucket{transport="gateway",le="0.5"} 1
        certguide_answer_seconds_bucket{transport="gateway",le="1"} 1
        certguide_answer_seconds_bucket{transport="gateway",le="2.5"} 1
        certguide_answer_seconds_bucket{transport="gateway",le="3"} 1
        certguide_answer_seconds_bucket{transport="gateway",le="+Inf"} 1
        certguide_answer_seconds_sum{transport="gateway"} 0.002
        certguide_answer_seconds_count{transport="gateway"} 1
        # HELP certguide_endpoint_requests_total Requests to the interactions endpoint, by the status of the response.
        # TYPE certguide_endpoint_requests_total counter
        certguide_endpoint_requests_total{status="200"} 1
        # HELP certguide_invalid_requests_total Requests that Discord met with 401, 403 or 429; it bans an address at 10,000 in 10 minutes.
        # TYPE certguide_invalid_requests_total counter
        certguide_invalid_requests_total 1
        # HELP certguide_gateway_reconnects_total Connections to the gateway that ended.
        # TYPE certguide_gateway_reconnects_total counter
        certguide_gateway_reconnects_total{shard="0"} 1
        # HELP certguide_ready Whether interactions can be answered, as /readyz says: 1 or 0.
        # TYPE certguide_ready gauge
        certguide_ready 1
        # HELP certguide_gateway_shard_ready Whether a shard is connected and logged in: 1 or 0.
        # TYPE certguide_gateway_shard_ready gauge
        certguide_gateway_shard_ready{shard="0"} 1
        # HELP certguide_gateway_heartbeat_seconds Time that the gateway took to acknowledge a shard's last heartbeat.
        # TYPE certguide_gateway_heartbeat_seconds gauge
        certguide_gateway_heartbeat_seconds{shard="0"} 0.041
        # HELP certguide_gateway_identifies_left Logins to the gateway that Discord still allows until its daily limit is reset.
        # TYPE certguide_gateway_identifies_left gauge
        certguide_gateway_identifies_left 998
        # HELP certguide_build_info Version of the program.
        # TYPE certguide_build_info gauge
        certguide_build_info{version="0.1.0"} 1
        # HELP certguide_knowledge_info Revision of the knowledge that is answered from.
        # TYPE certguide_knowledge_info gauge
        certguide_knowledge_info{revision="<revision>"} 1
        # HELP certguide_knowledge_certifications Certifications that are known.
        # TYPE certguide_knowledge_certifications gauge
        certguide_knowledge_certifications 19
        # HELP certguide_knowledge_issuers Issuers that are known.
        # TYPE certguide_knowledge_issuers gauge
        certguide_knowledge_issuers 1
        # HELP certguide_store_failures_total Calls of the store that failed.
        # TYPE certguide_store_failures_total counter
        certguide_store_failures_total 0
        # HELP certguide_store_retries_total Changes that were tried again after the store had failed.
        # TYPE certguide_store_retries_total counter
        certguide_store_retries_total 0
        # HELP certguide_store_lost_total Changes that were given up.
        # TYPE certguide_store_lost_total counter
        certguide_store_lost_total 0
        # HELP certguide_store_waiting Changes that wait for the store to be there again.
        # TYPE certguide_store_waiting gauge
        certguide_store_waiting 0
    "##]].assert_eq(&text);
}

#[test]
fn nothing_is_said_of_what_is_not_known_yet() {
    let text = Metrics::new(shipped::knowledge()).text();
    for name in ["identifies_left", "shard_ready", "heartbeat_seconds"] {
        assert!(!text.lines().any(|it| it.starts_with(&format!("certguide_gateway_{name}"))));
    }
}

/// The names of figures in a text.
fn names(text: &str) -> BTreeSet<String> {
    text.split(|it: char| !it.is_ascii_alphanumeric() && it != '_')
        .filter(|it| it.starts_with("certguide_"))
        .map(str::to_owned)
        .collect()
}

#[test]
fn the_examples_for_operators_name_figures_that_there_are() {
    let there = names(&metrics().text());
    for file in ["examples/grafana-dashboard.json", "examples/prometheus-alerts.yml"] {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
        let named = names(&std::fs::read_to_string(path).unwrap());
        assert!(named.len() > 5, "{file}: {named:?}");
        let unknown: Vec<_> = named.difference(&there).collect();
        assert!(unknown.is_empty(), "{file}: {unknown:?}");
    }
}

#[test]
fn the_dashboard_is_json_with_panels_that_do_not_overlap() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/grafana-dashboard.json");
    let text = std::fs::read_to_string(path).unwrap();
    let dashboard: serde_json::Value = serde_json::from_str(&text).unwrap();
    let mut taken = BTreeSet::new();
    for panel in dashboard["panels"].as_array().unwrap() {
        let number = |key: &str| panel["gridPos"][key].as_u64().unwrap();
        for x in number("x")..number("x") + number("w") {
            for y in number("y")..number("y") + number("h") {
                assert!(x < 24 && taken.insert((x, y)), "{}", panel["title"]);
            }
        }
    }
}
