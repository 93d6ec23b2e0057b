// Where one types: words to the channel, or a command with its options.

import type { Me } from "../api.js";
import type { Command } from "../discord/types.js";
import { byId, icon, make } from "../dom.js";
import { ICONS } from "../icons.js";
import { CommandForm, type Suggest } from "./form.js";
import { matchingCommands } from "./commands.js";
import { combobox, Listbox } from "./listbox.js";

/** What the composer asks of the rest of the page. */
export interface Sending {
  say: (text: string) => void;
  command: (name: string, options: { name: string; value: string }[]) => void;
  suggest: Suggest;
  /** Whether whoever types is shown a command. */
  isShown: (command: Command) => boolean;
  /** Puts the focus on the last message. */
  leave: () => void;
}

export class Composer {
  readonly #list = new Listbox();
  readonly #place = byId("composer");
  readonly #box = make("div", { class: "box" });
  readonly #field = combobox({ id: "words", class: "words" });
  #form: CommandForm | undefined;

  constructor(
    private readonly me: Me,
    private readonly commands: readonly Command[],
    private readonly sending: Sending,
  ) {
    this.#place.append(this.#list.element, this.#box);
    this.#box.append(this.#field, this.#send());
    this.#field.addEventListener("input", () => this.#typed());
    this.#field.addEventListener("keydown", (event) => this.#key(event));
    this.#field.addEventListener("blur", () => this.#list.hide());
    this.#field.addEventListener("focus", () => this.#typed());
  }

  /** Says where one writes to. */
  describe(where: string): void {
    this.#field.placeholder = `Message ${where}`;
    this.#field.setAttribute("aria-label", `Message ${where}`);
  }

  focus(): void {
    if (this.#form) this.#form.focus();
    else this.#field.focus();
  }

  #typed(): void {
    const text = this.#field.value;
    const shown = this.#shown();
    const command = matchingCommands(shown, "").find((it) => text.startsWith(`/${it.name} `));
    if (command) return this.#begin(command, text.slice(command.name.length + 2).trimStart());
    const isNamed = text.startsWith("/") && matchingCommands(shown, text.slice(1)).length > 0;
    if (isNamed || /^\/\S*$/.test(text)) return this.#offerCommands(text.slice(1));
    const mention = /(^|\s)@(\S*)$/.exec(text);
    if (mention && this.me.name.startsWith((mention[2] ?? "").toLowerCase()))
      return this.#offerMention(mention[2] ?? "");
    this.#list.hide();
  }

  #offerCommands(typed: string): void {
    const found = matchingCommands(this.#shown(), typed);
    const lines = found.map((it) => ({
      title: `/${it.name}`,
      detail: it.description,
      source: this.me.name,
      mark: make("img", { src: "/avatars/certguide.svg", alt: "", class: "suggestion-avatar" }),
      choose: () => this.#begin(it),
    }));
    this.#list.show(this.#field, lines, {
      heading: lines.length > 0 ? this.me.name : `No command begins with /${typed}`,
    });
  }

  #shown(): Command[] {
    return this.commands.filter((it) => this.sending.isShown(it));
  }

  #offerMention(typed: string): void {
    const choose = (): void => {
      this.#field.value = `${this.#field.value.slice(0, this.#field.value.length - typed.length)}${this.me.name} `;
      this.#list.hide();
    };
    const mark = make("img", { src: "/avatars/certguide.svg", alt: "", class: "suggestion-avatar" });
    this.#list.show(this.#field, [{ title: this.me.name, detail: "App", mark, choose }], { heading: "Members" });
  }

  #key(event: KeyboardEvent): void {
    if (event.isComposing) return;
    const { key } = event;
    if (key === "ArrowDown" && this.#list.isOpen) this.#list.move(1);
    else if (key === "ArrowUp" && this.#list.isOpen) this.#list.move(-1);
    else if (key === "ArrowUp" && this.#field.value === "") this.sending.leave();
    else if ((key === "Enter" || (key === "Tab" && !event.shiftKey)) && this.#list.hasActive) this.#list.choose();
    else if (key === "Enter") this.#say();
    else if (key === "Escape" && this.#list.isOpen) this.#list.hide();
    else if (key === "Escape") this.#field.value = "";
    else return;
    event.preventDefault();
  }

  #say(): void {
    const text = this.#field.value.trim();
    if (text === "") return;
    this.#field.value = "";
    this.#list.hide();
    this.sending.say(text);
  }

  #begin(command: Command, typed = ""): void {
    this.#field.value = "";
    this.#list.hide();
    const form = new CommandForm(command, this.#list, this.sending.suggest, {
      send: (options) => {
        this.#end();
        this.sending.command(command.name, options);
      },
      giveUp: (text) => {
        this.#end();
        this.#field.value = text;
        this.#typed();
      },
    });
    this.#form = form;
    this.#box.replaceChildren(form.element, this.#send());
    form.begin(typed);
  }

  #end(): void {
    this.#form = undefined;
    this.#list.hide();
    this.#box.replaceChildren(this.#field, this.#send());
    this.#field.focus();
  }

  #send(): HTMLElement {
    const press = make(
      "button",
      { type: "button", class: "send", "aria-label": "Send", title: "Send (Enter)" },
      icon(ICONS.send),
    );
    press.addEventListener("click", () => (this.#form ? this.#form.send() : this.#say()));
    return press;
  }
}
