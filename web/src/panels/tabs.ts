// Which panel is beside the channel; on a narrow page, which of channel and panels is seen.

import { byId } from "../dom.js";

const TABS = ["channel", "knowledge", "json"] as const;

export type Tab = (typeof TABS)[number];

export class Tabs {
  #open: Tab = "channel";
  #isChosen = false;
  readonly #isNarrow = matchMedia("(max-width: 760px)");

  constructor() {
    for (const tab of TABS) {
      const element = byId(`tab-${tab}`);
      element.addEventListener("click", () => this.#choose(tab));
      element.addEventListener("keydown", (event) => this.#key(event, tab));
    }
    this.#isNarrow.addEventListener("change", () => this.#draw());
    this.#draw();
  }

  open(tab: Tab): void {
    this.#open = tab;
    this.#draw();
  }

  /** Opens a panel, unless another was chosen by hand or it would cover the channel. */
  offer(tab: Tab): void {
    if (!this.#isChosen) this.openBeside(tab);
  }

  /** Opens a panel where the channel stays in sight. */
  openBeside(tab: Tab): void {
    if (!this.#isNarrow.matches) this.open(tab);
  }

  #choose(tab: Tab): void {
    this.#isChosen = true;
    this.open(tab);
  }

  #tabs(): Tab[] {
    return TABS.filter((it) => it !== "channel" || this.#isNarrow.matches);
  }

  /** On a wide page the channel is always there. */
  #shown(): Tab {
    return this.#open === "channel" && !this.#isNarrow.matches ? "knowledge" : this.#open;
  }

  #key(event: KeyboardEvent, tab: Tab): void {
    const all = this.#tabs();
    const at = all.indexOf(tab);
    const next = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: -1 }[event.key];
    const target = next === undefined ? undefined : all.at(next % all.length);
    if (target === undefined) return;
    event.preventDefault();
    this.#choose(target);
    byId(`tab-${target}`).focus();
  }

  #draw(): void {
    const shown = this.#shown();
    document.body.dataset.pane = shown;
    for (const tab of TABS) {
      const element = byId(`tab-${tab}`);
      element.hidden = !this.#tabs().includes(tab);
      element.setAttribute("aria-selected", String(tab === shown));
      element.tabIndex = tab === shown ? 0 : -1;
    }
  }
}
