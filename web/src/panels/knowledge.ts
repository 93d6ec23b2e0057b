// The author's side: which folder is answered from, what changed in it, and what is wrong.

import type { Knowledge, KnowledgeChange } from "../api.js";
import { byId, make } from "../dom.js";
import type { State } from "../state.js";

/** What answers meanwhile. */
export const GOES_ON: Record<Knowledge["serving"], string> = {
  current: "",
  "last good": "The last good knowledge goes on answering.",
  "built in": "The copy in the program answers instead.",
};

export class KnowledgePanel {
  readonly #panel = byId("panel-knowledge");
  readonly #bar = byId("knowledge-bar");

  constructor(private readonly state: State) {
    state.onChange((change) => {
      if (change === "knowledge") this.#draw();
    });
    this.#draw();
  }

  #draw(): void {
    const { knowledge, isConnected, history } = this.state;
    this.#bar.replaceChildren(...this.#summary(knowledge, isConnected));
    const tab = byId("tab-knowledge");
    const count = knowledge?.errors ?? 0;
    tab.replaceChildren(
      "Knowledge",
      ...(count > 0
        ? [make("span", { class: "badge", "aria-label": `, ${plural(count, "error")}` }, String(count))]
        : []),
    );
    if (knowledge === undefined) {
      this.#panel.replaceChildren(make("p", { class: "empty" }, "Reading the knowledge folder…"));
      return;
    }
    this.#panel.replaceChildren(
      ...(isConnected
        ? []
        : [notice("bad", "certguide preview does not answer. ", "Start it again, and this page goes on by itself.")]),
      ...(knowledge.serving === "current"
        ? []
        : [
            notice(
              "bad",
              `${GOES_ON[knowledge.serving]} `,
              "Mend what is marked below, and the folder is live again at once.",
            ),
          ]),
      make(
        "dl",
        { class: "facts" },
        make("dt", {}, "Folder"),
        make("dd", {}, make("code", {}, knowledge.place)),
        make("dt", {}, "Answers from"),
        make("dd", {}, `${plural(knowledge.certifications, "certification")}, revision ${knowledge.revision}`),
        make("dt", {}, "Watched"),
        make("dd", {}, knowledge.watched ? "A saved file is live at once" : "No: this is the copy in the program"),
      ),
      ...problems(knowledge),
      ...(history.length > 0 ? [changes(history)] : []),
    );
  }

  /** One line that is seen whatever panel is open. */
  #summary(knowledge: Knowledge | undefined, isConnected: boolean): (Node | string)[] {
    if (!isConnected) return [dot("bad"), "certguide preview does not answer"];
    if (knowledge === undefined) return [dot("warn"), "Reading the knowledge folder…"];
    if (knowledge.serving !== "current")
      return [dot("bad"), `${plural(knowledge.errors, "error")} in ${knowledge.place}. ${GOES_ON[knowledge.serving]}`];
    const change = this.state.history[0]?.knowledge.change;
    const words = `${plural(knowledge.certifications, "certification")} in ${knowledge.place}`;
    const warnings = knowledge.warnings > 0 ? ` · ${plural(knowledge.warnings, "warning")}` : "";
    return [dot("good"), `${words}${warnings}`, ...(change ? [make("span", { class: "delta" }, change.text)] : [])];
  }
}

function problems(knowledge: Knowledge): HTMLElement[] {
  if (knowledge.diagnostics === "")
    return [
      make(
        "p",
        { class: "verdict valid" },
        make("strong", {}, "✓ Nothing is wrong"),
        " ",
        make("small", {}, knowledge.summary),
      ),
    ];
  const block = make(
    "pre",
    {
      class: "code diagnostics",
      id: "diagnostics",
      tabindex: 0,
      "aria-label": "Problems, as certguide check prints them",
    },
    ...drawn(knowledge.diagnostics.trimEnd()),
  );
  return [
    make("h3", {}, knowledge.errors > 0 ? "Problems" : "Warnings"),
    make("p", { class: "summary" }, knowledge.summary),
    block,
  ];
}

/** Sentences may be broken where the panel ends; lines of a file and the marks under them may not. */
function drawn(diagnostics: string): (Node | string)[] {
  const isSentence = (it: string): boolean => /^\S| = /.test(it) && !it.includes(" | ");
  return diagnostics
    .split("\n")
    .flatMap((it, index) => [index > 0 ? "\n" : "", isSentence(it) ? make("span", { class: "sentence" }, it) : it]);
}

function changes(history: State["history"]): HTMLElement {
  const items = history.map(({ at, knowledge }) => {
    const time = make("time", {}, at.toLocaleTimeString("en-GB"));
    const { change } = knowledge;
    if (change === null) return make("li", {}, time, ` not taken over: ${plural(knowledge.errors, "error")}`);
    return make(
      "li",
      {},
      time,
      " ",
      make("span", { class: "delta" }, change.text),
      make("div", { class: "files" }, change.files.join(", ")),
      ...ids(change),
    );
  });
  return make(
    "section",
    {},
    make("h3", {}, "Changes since this page was opened"),
    make("ol", { class: "changes", role: "list" }, ...items),
  );
}

function ids({ added, removed, changed }: KnowledgeChange): HTMLElement[] {
  const parts = (
    [
      ["+", "added", added],
      ["−", "removed", removed],
      ["~", "changed", changed],
    ] as const
  )
    .filter(([, , list]) => list.length > 0)
    .map(([sign, kind, list]) => make("span", { class: `ids ${kind}`, title: kind }, `${sign} ${list.join(", ")}`));
  return parts.length > 0 ? [make("div", {}, ...parts)] : [];
}

function notice(kind: string, strong: string, words: string): HTMLElement {
  return make("p", { class: `notice ${kind}` }, make("strong", {}, strong), words);
}

function dot(kind: "good" | "warn" | "bad"): HTMLElement {
  return make("span", { class: `dot ${kind}`, "aria-hidden": "true" });
}

function plural(count: number, thing: string): string {
  return `${count} ${thing}${count === 1 ? "" : "s"}`;
}
