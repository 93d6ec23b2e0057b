// A command that is being filled in: its name, and a field for each option that is given.

import { OPTION, type Choice, type Command, type CommandOption } from "../discord/types.js";
import { make } from "../dom.js";
import { combobox, type Line, type Listbox } from "./listbox.js";

/** What an option may become, from what is typed of it, and a line on where that is from. */
export type Suggest = (
  command: Command,
  given: { name: string; value: string }[],
  focused: { name: string; value: string },
) => Promise<{ choices: Choice[]; note: string }>;

export interface Endings {
  send: (options: { name: string; value: string }[]) => void;
  /** Leaves the command; this text stands in the box instead. */
  giveUp: (text: string) => void;
}

interface Field {
  option: CommandOption;
  element: HTMLElement;
  input: HTMLInputElement;
  /** The value that stands behind the words of a suggestion. */
  chosen?: string;
}

const TRUTHS: Choice[] = [
  { name: "True", value: "true" },
  { name: "False", value: "false" },
];

export class CommandForm {
  readonly element: HTMLElement;
  readonly #fields: Field[] = [];
  readonly #more = combobox({ class: "more-options", "aria-label": "Add an option" });
  /** Counts what was asked, so that a late answer is not taken for the last. */
  #asked = 0;

  constructor(
    private readonly command: Command,
    private readonly list: Listbox,
    private readonly suggest: Suggest,
    private readonly endings: Endings,
  ) {
    const name = make("span", { class: "command-name" }, `/${command.name}`);
    this.element = make(
      "div",
      { class: "command", role: "group", "aria-label": `/${command.name}: ${command.description}` },
      name,
      this.#more,
    );
    for (const option of command.options ?? []) if (option.required) this.#addField(option);
    this.#more.addEventListener("input", () => this.#offerOptions());
    this.#more.addEventListener("focus", () => this.#offerOptions());
    this.#more.addEventListener("blur", () => this.list.hide());
    this.#more.addEventListener("keydown", (event) => this.#key(event, undefined));
    this.#countMore();
  }

  /** Puts the focus where one goes on, with `typed` in the first field. */
  begin(typed: string): void {
    const first = this.#fields[0] ?? (typed === "" ? undefined : this.#addFirstOptional());
    if (first) first.input.value = typed;
    this.focus();
    if (first && typed !== "") this.#typed(first);
  }

  focus(): void {
    const open = this.#fields.find((it) => it.input.value === "") ?? this.#fields.at(-1);
    (open && (open.option.required || open.input.value === "") ? open.input : this.#more).focus();
  }

  send(): void {
    const missing = this.#fields.find((it) => it.option.required && it.input.value.trim() === "");
    if (missing) {
      missing.element.classList.add("missing");
      missing.input.setAttribute("aria-invalid", "true");
      missing.input.focus();
      return;
    }
    this.endings.send(this.#given());
  }

  #given(): { name: string; value: string }[] {
    return this.#fields
      .map((it) => ({ name: it.option.name, value: it.chosen ?? it.input.value.trim() }))
      .filter((it) => it.value !== "");
  }

  #remaining(): CommandOption[] {
    return (this.command.options ?? []).filter((it) => !this.#fields.some((field) => field.option === it));
  }

  #countMore(): void {
    const count = this.#remaining().length;
    this.#more.hidden = count === 0 && this.#fields.length > 0;
    this.#more.readOnly = count === 0;
    this.#more.placeholder = count > 0 ? `+${count} optional` : "Enter sends";
  }

  #addFirstOptional(): Field | undefined {
    const [option] = this.#remaining();
    return option && this.#addField(option);
  }

  #addField(option: CommandOption): Field {
    const input = combobox({
      "aria-label": `${option.name}: ${option.description}`,
      ...(option.required && { "aria-required": "true" }),
    });
    if (option.max_length !== undefined) input.maxLength = option.max_length;
    const element = make(
      "label",
      { class: "option" },
      make("span", { class: "option-name", "aria-hidden": "true" }, option.name),
      input,
    );
    const field: Field = { option, element, input };
    input.addEventListener("input", () => {
      delete field.chosen;
      this.#typed(field);
    });
    input.addEventListener("focus", () => this.#typed(field));
    input.addEventListener("blur", () => {
      this.#asked += 1;
      this.list.hide();
    });
    input.addEventListener("keydown", (event) => this.#key(event, field));
    this.#fields.push(field);
    this.#more.before(element);
    this.#countMore();
    return field;
  }

  #typed(field: Field): void {
    const { option, input } = field;
    field.element.classList.remove("missing");
    input.removeAttribute("aria-invalid");
    // Browsers that know `field-sizing` do better.
    input.size = Math.max(4, input.value.length + 1);
    const heading = `${option.name}  ${option.description}`;
    this.#asked += 1;
    if (option.autocomplete) return void this.#ask(field, heading, this.#asked);
    const choices = option.type === OPTION.truth ? TRUTHS : (option.choices ?? []);
    const words = field.chosen === undefined ? input.value.toLowerCase() : "";
    const lines = choices.filter((it) => it.name.toLowerCase().includes(words)).map((it) => this.#line(field, it));
    this.list.show(input, field.chosen === undefined ? lines : [], { heading });
  }

  async #ask(field: Field, heading: string, number: number): Promise<void> {
    const { option, input } = field;
    if (field.chosen !== undefined) return this.list.show(input, [], { heading });
    this.list.expire();
    const focused = { name: option.name, value: input.value };
    const others = this.#given().filter((it) => it.name !== option.name);
    const { choices, note } = await this.suggest(this.command, others, focused);
    if (number !== this.#asked || document.activeElement !== input) return;
    this.list.show(
      input,
      choices.map((it) => this.#line(field, it)),
      { heading, note, active: input.value === "" && !option.required ? -1 : 0 },
    );
  }

  #line(field: Field, choice: Choice): Line {
    const choose = (): void => {
      field.input.value = choice.name;
      field.chosen = String(choice.value);
      this.#typed(field);
      const open = this.#fields.find((it) => it.option.required && it.input.value === "");
      (open?.input ?? (this.#more.hidden ? field.input : this.#more)).focus();
    };
    return { title: choice.name, choose };
  }

  #offerOptions(): void {
    const typed = this.#more.value.trim().toLowerCase();
    const found = this.#remaining().filter((it) => it.name.startsWith(typed));
    const lines = found.map((it) => ({
      title: it.name,
      detail: it.description,
      choose: () => {
        this.#more.value = "";
        this.#addField(it).input.focus();
      },
    }));
    const heading =
      lines.length > 0
        ? "Options"
        : typed === ""
          ? `/${this.command.name}  ${this.command.description}`
          : `No option begins with “${typed}”`;
    this.list.show(this.#more, lines, {
      heading,
      note: lines.length > 0 ? "Enter sends, arrows choose an option" : "",
      active: typed === "" ? -1 : 0,
    });
  }

  #key(event: KeyboardEvent, field: Field | undefined): void {
    if (event.isComposing) return;
    const input = event.currentTarget as HTMLInputElement;
    const { key } = event;
    if (key === "ArrowDown") this.list.move(1);
    else if (key === "ArrowUp") this.list.move(-1);
    else if ((key === "Enter" || (key === "Tab" && !event.shiftKey)) && this.list.hasActive) this.list.choose();
    else if (key === "Enter") this.send();
    else if (key === "Escape" && this.list.isOpen) this.list.hide();
    else if (key === "Escape") this.endings.giveUp("");
    else if (key === "Backspace" && input.value === "") this.#back(field);
    else return;
    event.preventDefault();
  }

  /** Out of an empty field: to the one before it, or out of the command. */
  #back(field: Field | undefined): void {
    const at = field === undefined ? this.#fields.length : this.#fields.indexOf(field);
    const before = this.#fields[at - 1];
    if (field !== undefined && !field.option.required) {
      this.#fields.splice(at, 1);
      field.element.remove();
      this.#countMore();
      (before?.input ?? this.#more).focus();
    } else if (before !== undefined) before.input.focus();
    else this.endings.giveUp(`/${this.command.name}`);
  }
}
