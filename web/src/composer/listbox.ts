// The list above the place where one types. The focus stays in the field; which line is chosen is
// said by `aria-activedescendant`.

import { make, type Child } from "../dom.js";

export interface Line {
  title: string;
  detail?: string;
  /** What stands at the end of the line. */
  source?: string;
  mark?: Child;
  choose: () => void;
}

export class Listbox {
  readonly element = make("div", { class: "suggestions", hidden: true });
  readonly #heading = make("div", { class: "suggestions-heading" });
  readonly #list = make("div", { role: "listbox", id: "suggestions", "aria-label": "Suggestions" });
  readonly #note = make("div", { class: "suggestions-note" });
  #lines: Line[] = [];
  #active = -1;
  #field: HTMLInputElement | undefined;

  constructor() {
    this.element.append(this.#heading, this.#list, this.#note);
    this.element.addEventListener("mousedown", (event) => event.preventDefault());
  }

  get isOpen(): boolean {
    return !this.element.hidden && this.#lines.length > 0;
  }

  /** Whether a line would be chosen. */
  get hasActive(): boolean {
    return this.isOpen && this.#active >= 0;
  }

  /** Shows lines for `field`, with the one at `active` ready to be chosen; -1 for none. */
  show(
    field: HTMLInputElement,
    lines: Line[],
    words: { heading: string; note?: string | undefined; active?: number },
  ): void {
    if (this.#field !== field) this.hide();
    this.#field = field;
    this.#lines = lines;
    this.#heading.textContent = words.heading;
    this.#note.textContent = words.note ?? "";
    this.#list.replaceChildren(...lines.map((it, index) => this.#draw(it, index)));
    this.#list.hidden = lines.length === 0;
    this.element.hidden = lines.length === 0 && words.heading === "";
    field.setAttribute("aria-expanded", String(lines.length > 0));
    field.setAttribute("aria-controls", "suggestions");
    this.#activate(Math.min(words.active ?? 0, lines.length - 1));
  }

  hide(): void {
    this.element.hidden = true;
    this.#lines = [];
    this.#list.replaceChildren();
    this.#active = -1;
    this.#field?.setAttribute("aria-expanded", "false");
    this.#field?.removeAttribute("aria-activedescendant");
  }

  /** What was shown is for other words than are there by now: nothing of it may be chosen. */
  expire(): void {
    this.#activate(-1);
    this.#lines = [];
  }

  move(by: number): void {
    const count = this.#lines.length;
    if (count === 0) return;
    const from = this.#active < 0 && by < 0 ? 0 : this.#active;
    this.#activate((from + by + count) % count);
  }

  choose(): void {
    this.#lines[this.#active]?.choose();
  }

  #draw(line: Line, index: number): HTMLElement {
    const words = make(
      "span",
      { class: "suggestion-words" },
      make("span", { class: "suggestion-title" }, line.title),
      line.detail !== undefined && make("span", { class: "suggestion-detail" }, line.detail),
    );
    const element = make(
      "div",
      { role: "option", id: `suggestion-${index}`, class: "suggestion" },
      line.mark,
      words,
      line.source !== undefined && make("span", { class: "suggestion-source" }, line.source),
    );
    element.addEventListener("mousemove", () => this.#activate(index));
    element.addEventListener("click", () => line.choose());
    return element;
  }

  #activate(index: number): void {
    this.#active = index;
    for (const [at, element] of [...this.#list.children].entries()) {
      element.setAttribute("aria-selected", String(at === index));
      if (at === index) element.scrollIntoView({ block: "nearest" });
    }
    if (index >= 0) this.#field?.setAttribute("aria-activedescendant", `suggestion-${index}`);
    else this.#field?.removeAttribute("aria-activedescendant");
  }
}

/** A field that a list belongs to. */
export function combobox(attributes: Record<string, string>): HTMLInputElement {
  return make("input", {
    type: "text",
    role: "combobox",
    autocomplete: "off",
    spellcheck: "false",
    "aria-autocomplete": "list",
    "aria-expanded": "false",
    "aria-haspopup": "listbox",
    ...attributes,
  });
}
