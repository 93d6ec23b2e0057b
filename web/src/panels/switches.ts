// The switches: where, who sees it, who asks, in which language, how it looks.

import type { View } from "../address.js";
import { button, byId, make } from "../dom.js";
import { LOCALES, localeName, type Locale } from "../locales.js";
import type { State } from "../state.js";

/** A switch of a few positions, each seen. */
interface Switch {
  name: string;
  positions: { words: string; view: Partial<View> }[];
}

const SWITCHES: Switch[] = [
  {
    name: "Place",
    positions: [
      { words: "Server", view: { place: "server" } },
      { words: "DM", view: { place: "dm" } },
    ],
  },
  {
    name: "Answers",
    positions: [
      { words: "Public", view: { isPrivate: false } },
      { words: "Private", view: { isPrivate: true } },
    ],
  },
  {
    name: "You",
    positions: [
      { words: "Member", view: { mayManage: false } },
      { words: "Moderator", view: { mayManage: true } },
    ],
  },
  {
    name: "Theme",
    positions: [
      { words: "Dark", view: { theme: "dark" } },
      { words: "Light", view: { theme: "light" } },
    ],
  },
  {
    name: "Width",
    positions: [
      { words: "Desktop", view: { width: "full" } },
      { words: "Phone", view: { width: "phone" } },
    ],
  },
];

export class Switches {
  readonly #buttons: { element: HTMLInputElement; view: Partial<View> }[] = [];
  readonly #locale: HTMLSelectElement;

  constructor(
    private readonly state: State,
    change: (view: Partial<View>) => void,
  ) {
    const groups = SWITCHES.map((it) => this.#group(it, change));
    const options = LOCALES.map((it) => make("option", { value: it }, localeName(it)));
    this.#locale = make("select", { id: "locale" }, ...options);
    this.#locale.addEventListener("change", () => change({ locale: this.#locale.value as Locale }));
    const copy = button(
      { class: "small", id: "copy-link" },
      () => {
        void navigator.clipboard.writeText(location.href).then(() => {
          copy.textContent = "Copied";
          setTimeout(() => (copy.textContent = "Copy link"), 2000);
        });
      },
      "Copy link",
    );
    byId("switches").append(
      ...groups,
      make("label", { class: "locale" }, make("span", { class: "switch-name" }, "Locale"), this.#locale),
      copy,
    );
    const open = byId("open-switches");
    open.addEventListener("click", () =>
      open.setAttribute("aria-expanded", String(open.getAttribute("aria-expanded") !== "true")),
    );
    state.onChange((what) => {
      if (what === "view") this.#draw();
    });
    this.#draw();
  }

  #group({ name, positions }: Switch, change: (view: Partial<View>) => void): HTMLElement {
    const choices = positions.map(({ words, view }) => {
      const element = make("input", { type: "radio", name });
      element.addEventListener("change", () => change(view));
      this.#buttons.push({ element, view });
      return make("label", {}, element, make("span", {}, words));
    });
    return make(
      "fieldset",
      { class: `switch switch-${name.toLowerCase()}` },
      make("legend", { class: "switch-name" }, name),
      make("div", { class: "positions" }, ...choices),
    );
  }

  #draw(): void {
    const { view } = this.state;
    for (const { element, view: part } of this.#buttons) {
      element.checked = Object.entries(part).every(([key, value]) => view[key as keyof View] === value);
    }
    this.#locale.value = view.locale;
  }
}
