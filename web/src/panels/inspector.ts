// What was sent and what came back, for the message that is selected: the exact JSON, what
// Discord's OpenAPI document says of it, the decision and the time.

import { button, byId, make, type Child } from "../dom.js";
import type { Exchange, State } from "../state.js";
import { prettyJson } from "./json.js";

/** Decisions in words. */
const DECISIONS: Record<string, string> = {
  answered: "answered",
  asked_back: "asked back",
  declined: "declined",
  not_known: "not known",
  suggested: "suggested",
  unreadable: "unreadable",
  failed: "failed",
  outdated: "outdated",
  none: "silent",
};

export class Inspector {
  readonly #panel = byId("panel-json");
  #isRaw = false;

  constructor(private readonly state: State) {
    state.onChange((change) => {
      if (change === "selected" || change === "suggestions" || change === "view") this.#draw();
    });
    this.#draw();
  }

  #draw(): void {
    const exchange = this.state.suggestions ?? this.state.selected?.exchange;
    if (exchange === undefined) {
      const words =
        "Ask something, and the JSON that Discord would get stands here, with what Discord's own API document says of it.";
      this.#panel.replaceChildren(make("p", { class: "empty" }, words));
      return;
    }
    const { answer, verdict } = exchange;
    this.#panel.replaceChildren(
      make("h3", { class: "asked" }, exchange.title),
      make(
        "dl",
        { class: "facts" },
        ...fact(
          "Decision",
          make("span", { class: `chip decision-${answer.decision}` }, DECISIONS[answer.decision] ?? answer.decision),
        ),
        ...fact("Time", `${answer.micros.toLocaleString("en")} µs`),
        ...fact("Size", `${new Blob([answer.json]).size.toLocaleString("en")} bytes`),
        ...fact("Sent as", answer.content_type.split(";")[0] ?? ""),
        ...answer.files.flatMap((it) => fact("File", `${it.name}, ${it.media_type}`)),
      ),
      this.#verdict(exchange),
      ...(verdict === undefined ? [] : [this.#answer(exchange)]),
      make(
        "details",
        { class: "sent" },
        make("summary", {}, "What the bot got"),
        make("pre", { class: "code", tabindex: 0 }, ...prettyJson(exchange.request)),
      ),
    );
  }

  #verdict({ verdict }: Exchange): HTMLElement {
    if (verdict === undefined)
      return make("p", { class: "verdict" }, "The bot says nothing to that, so there is nothing to send.");
    const { schema, violations } = verdict;
    const source = make("small", {}, `Discord's OpenAPI document, ${schema}`);
    if (violations.length === 0)
      return make("p", { class: "verdict valid" }, make("strong", {}, "✓ Valid"), " ", source);
    const lines = violations.map((it) => make("li", {}, make("code", {}, it.path || "/"), ` ${it.problem}`));
    const count = violations.length === 1 ? "1 violation" : `${violations.length} violations`;
    return make(
      "div",
      { class: "verdict invalid" },
      make("strong", {}, `✗ ${count}`),
      " ",
      source,
      make("ul", {}, ...lines),
    );
  }

  #answer({ answer }: Exchange): HTMLElement {
    const code = make("pre", { class: "code", id: "json", tabindex: 0, "aria-label": "JSON of the answer" });
    const draw = (): void => {
      code.classList.toggle("raw", this.#isRaw);
      code.replaceChildren(
        ...(this.#isRaw ? [document.createTextNode(answer.json)] : prettyJson(JSON.parse(answer.json))),
      );
      raw.setAttribute("aria-pressed", String(this.#isRaw));
    };
    const raw = button(
      { class: "small" },
      () => {
        this.#isRaw = !this.#isRaw;
        draw();
      },
      "As sent",
    );
    const copy = button(
      { class: "small" },
      () => {
        void navigator.clipboard.writeText(answer.json).then(() => (copy.textContent = "Copied"));
      },
      "Copy",
    );
    draw();
    return make(
      "section",
      { class: "answer" },
      make("div", { class: "answer-bar" }, make("h4", {}, "The answer"), raw, copy),
      code,
    );
  }
}

function fact(name: string, value: Child): HTMLElement[] {
  return [make("dt", {}, name), make("dd", {}, value)];
}
