// A form of the bot's, in a dialog: the focus stays within, Enter sends, Escape closes.

import { TEXT_CHANNELS } from "./discord/interactions.js";
import { COMPONENT, LONG_TEXT, type Entered, type Form, type FormInput, type Label } from "./discord/types.js";
import { button, make } from "./dom.js";

/** What becomes of a form. */
export interface Doings {
  send: (entered: Entered[]) => void;
  /** Takes the focus once the form is gone. */
  leave: () => void;
}

/** Something that is filled in. */
interface Field {
  element: HTMLElement;
  entered: () => Entered;
}

/** Opens a form. Another one that is open goes. */
export function openForm(form: Form, { send, leave }: Doings): void {
  document.querySelector<HTMLDialogElement>("dialog.form")?.close();
  const fields = form.components.map((it, index) => field(it, index));
  const cancel = button({ class: "small" }, () => dialog.close(), "Cancel");
  const submit = make("button", { type: "submit", class: "submit" }, "Submit");
  const sheet = make(
    "form",
    { method: "dialog" },
    make("h2", { id: "form-title" }, form.title),
    ...fields.map((it) => it.element),
    make("div", { class: "form-ends" }, cancel, submit),
  );
  const dialog = make("dialog", { class: "form", "aria-labelledby": "form-title" }, sheet) as HTMLDialogElement;
  sheet.addEventListener("submit", (event) => {
    event.preventDefault();
    dialog.close();
    send(fields.map((it) => it.entered()));
  });
  dialog.addEventListener("keydown", (event) => keepWithin(dialog, event));
  dialog.addEventListener("close", () => {
    dialog.remove();
    leave();
  });
  document.body.append(dialog);
  dialog.showModal();
  stops(dialog)[0]?.focus();
}

/** From the last stop of the Tab key to the first, and back. */
function keepWithin(dialog: HTMLElement, event: KeyboardEvent): void {
  if (event.key !== "Tab") return;
  const all = stops(dialog);
  const [first, last] = [all[0], all.at(-1)];
  const [end, other] = event.shiftKey ? [first, last] : [last, first];
  if (document.activeElement !== end) return;
  event.preventDefault();
  other?.focus();
}

function stops(dialog: HTMLElement): HTMLElement[] {
  return [...dialog.querySelectorAll<HTMLElement>("input, textarea, select, button")];
}

function field({ label, description, component }: Label, index: number): Field {
  const hint = description === undefined ? undefined : `form-hint-${index}`;
  const about = { "aria-describedby": hint, required: component.required !== false };
  const small = description !== undefined && make("small", { id: hint }, description);
  const { type, custom_id } = component;
  if (type === COMPONENT.select && (component.max_values ?? 1) > 1) {
    const boxes = several(component);
    const element = make("fieldset", { class: "field", "aria-describedby": hint }, make("legend", {}, label), small);
    element.append(...boxes.map((it) => it.element));
    const values = (): string[] => boxes.filter((it) => it.box.checked).map((it) => it.box.value);
    limit(boxes, component);
    return { element, entered: () => ({ type, custom_id, values: values() }) };
  }
  const input = type === COMPONENT.text ? text(component, about) : choice(component, about);
  const element = make("label", { class: "field" }, make("span", {}, label), small, input);
  const entered = (): Entered =>
    type === COMPONENT.text
      ? { type, custom_id, value: input.value }
      : { type, custom_id, values: input.value === "" ? [] : [input.value] };
  return { element, entered };
}

type About = Record<string, string | boolean | undefined>;

function text(it: FormInput, about: About): HTMLInputElement | HTMLTextAreaElement {
  const size = { ...about, maxlength: it.max_length };
  const input = it.style === LONG_TEXT ? make("textarea", { ...size, rows: 4 }) : make("input", size);
  input.value = it.value ?? "";
  return input;
}

/** A list of which one is chosen; the first line says none where that may be. */
function choice(it: FormInput, about: About): HTMLSelectElement {
  const chosen = it.default_values?.map(({ id }) => id) ?? [];
  const channels = [
    ...TEXT_CHANNELS,
    ...chosen.filter((id) => !TEXT_CHANNELS.some((channel) => channel.id === id)).map((id) => ({ id, name: id })),
  ].map(({ id, name }) => ({ value: id, label: `#${name}`, default: chosen.includes(id) }));
  const options = it.type === COMPONENT.channel ? channels : (it.options ?? []);
  const isChosen = options.some((option) => option.default);
  return make(
    "select",
    about,
    make("option", { value: "", selected: !isChosen }, it.required === false ? "None" : "Choose…"),
    ...options.map((option) =>
      make("option", { value: option.value, selected: option.default === true }, said(option)),
    ),
  );
}

interface Box {
  element: HTMLElement;
  box: HTMLInputElement;
}

/** A list of which several may be chosen. */
function several(it: FormInput): Box[] {
  return (it.options ?? []).map((option) => {
    const box = make("input", { type: "checkbox", value: option.value, checked: option.default === true });
    return { box, element: make("label", { class: "box-line" }, box, make("span", {}, said(option))) };
  });
}

/** Lets no more be chosen than may be, and the form not be sent with fewer. */
function limit(boxes: Box[], it: FormInput): void {
  const [least, most] = [it.min_values ?? 1, it.max_values ?? 1];
  const check = (): void => {
    const count = boxes.filter(({ box }) => box.checked).length;
    for (const { box } of boxes) box.disabled = !box.checked && count >= most;
    boxes[0]?.box.setCustomValidity(count < least ? `Choose at least ${least}.` : "");
  };
  for (const { box } of boxes) box.addEventListener("change", check);
  check();
}

function said({ label, description }: { label: string; description?: string }): string {
  return description === undefined ? label : `${label} – ${description}`;
}
