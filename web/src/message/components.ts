// Buttons and selects under a message. A message's buttons are one stop of the Tab key; arrows go
// from one to the next.

import { BUTTON, COMPONENT, type Component } from "../discord/types.js";
import { make } from "../dom.js";

export type Press = (component: Component, values?: string[]) => void;

const STYLES: Record<number, string> = {
  [BUTTON.primary]: "primary",
  [BUTTON.secondary]: "secondary",
  [BUTTON.success]: "success",
  [BUTTON.danger]: "destructive",
  [BUTTON.link]: "secondary",
};

export function components(rows: readonly Component[], press: Press): HTMLElement | undefined {
  if (rows.length === 0) return undefined;
  const all = make("div", {
    slot: "components",
    class: "components",
    role: "toolbar",
    "aria-label": "Buttons of this answer",
  });
  for (const row of rows) {
    const parts = (row.components ?? []).map((it) =>
      it.type === COMPONENT.button ? button(it, press) : select(it, press),
    );
    all.append(make("discord-action-row", {}, ...parts));
  }
  void rove(all);
  return all;
}

function button(it: Component, press: Press): HTMLElement {
  const element = make(
    "discord-button",
    { type: STYLES[it.style ?? BUTTON.secondary] ?? "secondary", disabled: it.disabled === true },
    it.label ?? "",
  );
  if (it.url !== undefined) element.setAttribute("url", it.url);
  else if (it.disabled !== true) element.addEventListener("click", () => press(it));
  return element;
}

function select(it: Component, press: Press): HTMLElement {
  const options = (it.options ?? []).map(({ label, value, description }) =>
    make("option", { value }, description === undefined ? label : `${label} – ${description}`),
  );
  const prompt = make("option", { value: "", disabled: true, selected: true }, it.placeholder ?? "Make a selection");
  const element = make(
    "select",
    { class: "select", "aria-label": it.placeholder ?? "Make a selection", disabled: it.disabled === true },
    prompt,
    ...options,
  );
  element.addEventListener("change", () => press(it, [element.value]));
  return element;
}

/** What takes the focus, in order: a button keeps it within. */
function stops(all: HTMLElement): HTMLElement[] {
  return [...all.querySelectorAll<HTMLElement>("discord-button, select")].flatMap(
    (it) => it.shadowRoot?.querySelector<HTMLElement>("button, a") ?? (it instanceof HTMLSelectElement ? it : []),
  );
}

async function rove(all: HTMLElement): Promise<void> {
  // The library makes its buttons once they are on the page.
  await new Promise(requestAnimationFrame);
  stops(all).forEach((it, index) => (it.tabIndex = index === 0 ? 0 : -1));
  all.addEventListener("keydown", (event) => {
    const there = stops(all);
    const focused = event.composedPath()[0];
    const index = there.findIndex((it) => it === focused);
    const next = {
      ArrowRight: index + 1,
      ArrowDown: index + 1,
      ArrowLeft: index - 1,
      ArrowUp: index - 1,
      Home: 0,
      End: there.length - 1,
    }[event.key];
    if (index < 0 || next === undefined || (focused instanceof HTMLSelectElement && /Up|Down/.test(event.key))) return;
    event.preventDefault();
    event.stopPropagation();
    const target = there[(next + there.length) % there.length];
    there.forEach((it) => (it.tabIndex = it === target ? 0 : -1));
    target?.focus();
  });
}
