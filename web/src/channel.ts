// The channel: its head, its messages, and going through them by keyboard.

import type { Me } from "./api.js";
import { MESSAGE_COMMAND, type Command } from "./discord/types.js";
import { byId, icon, make } from "./dom.js";
import { ICONS } from "./icons.js";
import { openMenu } from "./message/menu.js";
import { drawMessage, type Doings } from "./message/message.js";
import type { Conversation } from "./conversation.js";
import type { Entry, Exchange, State } from "./state.js";

/** What the channel asks of the rest of the page. */
export interface Surroundings {
  /** Puts the focus where words are typed. */
  write: () => void;
  showJson: () => void;
  /** Runs something that ends in an answer. */
  asked: (answer: Promise<Entry | undefined>) => void;
}

export class Channel {
  readonly #frame = byId("client");
  readonly #log = byId("log");
  readonly #drawn = new Map<Entry, HTMLElement>();
  /** What each message was drawn from. */
  readonly #from = new WeakMap<HTMLElement, Exchange | undefined>();
  #list: HTMLElement | undefined;
  /** What the list was drawn for; another place or theme is drawn anew. */
  #look = "";

  constructor(
    private readonly me: Me,
    private readonly commands: readonly Command[],
    private readonly state: State,
    private readonly conversation: Conversation,
    private readonly around: Surroundings,
  ) {
    this.#log.addEventListener("keydown", (event) => this.#key(event));
    this.#log.addEventListener("contextmenu", (event) => {
      const entry = this.#entryOf(event.target);
      if (entry === undefined || (event.target as Element).closest("a, .dismiss")) return;
      event.preventDefault();
      this.#openMenu(entry, this.#drawn.get(entry)?.querySelector<HTMLElement>(".more") ?? this.#log);
    });
    this.#log.addEventListener("click", (event) => {
      const entry = this.#entryOf(event.target);
      if (entry?.exchange !== undefined && entry !== state.selected) state.select(entry);
    });
    state.onChange((change) => {
      if (change === "view" || change === "messages") this.draw();
      if (change === "selected") this.#markSelected();
    });
    this.draw();
  }

  /** Brings what is seen up to date; what has not changed stays as it is. */
  draw(): void {
    const { view } = this.state;
    const look = `${view.place} ${view.theme}`;
    if (look !== this.#look) {
      this.#look = look;
      this.#drawn.clear();
      this.#list = make("discord-messages", {
        "light-theme": view.theme === "light",
        role: "feed",
        "aria-label": `Messages in ${this.name}`,
      });
      this.#log.replaceChildren(this.#welcome(), this.#list);
      byId("channel-head").replaceChildren(
        icon(view.place === "dm" ? ICONS.at : ICONS.hash, 24),
        make("h2", {}, view.place === "dm" ? this.me.name : "certifications"),
      );
    }
    const isAtEnd = this.#log.scrollHeight - this.#log.scrollTop - this.#log.clientHeight < 80;
    const before = new Set(this.#drawn.keys());
    for (const [index, entry] of this.state.entries.entries()) {
      before.delete(entry);
      this.#drawOne(entry, index);
    }
    for (const gone of before) this.#forget(gone);
    this.#setStop(this.#list?.querySelector<HTMLElement>("discord-message[tabindex='0']") ?? this.#messages().at(-1));
    this.#markSelected();
    const [last] = this.state.entries.slice(-1);
    if (last !== undefined && (isAtEnd || last.head !== undefined)) this.reveal(last);
  }

  get name(): string {
    return this.state.view.place === "dm" ? `your direct messages with ${this.me.name}` : "#certifications";
  }

  /** Scrolls to where a message begins. */
  reveal(entry: Entry): void {
    const element = this.#drawn.get(entry);
    // The library draws in the next moment; only then is it known how high it is.
    requestAnimationFrame(() =>
      requestAnimationFrame(() => {
        if (element === undefined || !element.isConnected) return;
        const top = element.offsetTop - this.#log.offsetTop;
        this.#log.scrollTo({ top: Math.max(0, Math.min(top - 12, this.#log.scrollHeight - this.#log.clientHeight)) });
      }),
    );
  }

  /** Puts the focus on the last message. */
  focusLast(): void {
    const last = this.#messages().at(-1);
    this.#setStop(last);
    last?.focus();
  }

  #messages(): HTMLElement[] {
    return [...(this.#list?.querySelectorAll<HTMLElement>("discord-message") ?? [])];
  }

  #entryOf(target: EventTarget | null): Entry | undefined {
    const id = (target as Element | null)?.closest("discord-message")?.getAttribute("data-id");
    return this.state.entries.find((it) => it.id === id);
  }

  #drawOne(entry: Entry, index: number): void {
    const there = this.#drawn.get(entry);
    if (there !== undefined && this.#from.get(there) === entry.exchange) return;
    const drawn = drawMessage(entry, this.me, this.#doings());
    this.#from.set(drawn, entry.exchange);
    drawn.setAttribute("aria-posinset", String(index + 1));
    drawn.setAttribute("aria-setsize", "-1");
    const hadFocus = there?.contains(document.activeElement) === true;
    if (there === undefined) this.#list?.append(drawn);
    else there.replaceWith(drawn);
    this.#drawn.set(entry, drawn);
    if (hadFocus) {
      this.#setStop(drawn);
      drawn.focus();
    }
  }

  #forget(entry: Entry): void {
    const element = this.#drawn.get(entry);
    if (element?.contains(document.activeElement)) this.around.write();
    element?.remove();
    this.#drawn.delete(entry);
  }

  #doings(): Doings {
    return {
      press: (entry, component, values) => this.around.asked(this.conversation.press(entry, component, values)),
      dismiss: (entry) => this.state.remove(entry),
      ask: (certification) => this.around.asked(this.conversation.command("cert", [{ value: certification }])),
      openMenu: (entry, anchor) => this.#openMenu(entry, anchor),
    };
  }

  #openMenu(entry: Entry, anchor: HTMLElement): void {
    const apps = this.commands.filter((it) => it.type === MESSAGE_COMMAND);
    const json = {
      label: "Show the JSON",
      isApp: false,
      choose: () => (this.state.select(entry), this.around.showJson()),
    };
    openMenu(this.#frame, anchor, [
      ...apps.map(({ name }) => ({
        label: name,
        isApp: true,
        choose: () => this.around.asked(this.conversation.fromMenu(name, entry)),
      })),
      ...(entry.exchange ? [json] : []),
    ]);
  }

  #markSelected(): void {
    for (const [entry, element] of this.#drawn) element.classList.toggle("selected", entry === this.state.selected);
  }

  /** One message is a stop of the Tab key. */
  #setStop(stop: HTMLElement | undefined): void {
    for (const it of this.#messages()) it.tabIndex = it === stop ? 0 : -1;
  }

  #key(event: KeyboardEvent): void {
    const all = this.#messages();
    const target = event.target as HTMLElement;
    const message = target.closest<HTMLElement>("discord-message");
    if (event.key === "Escape") {
      event.preventDefault();
      if (message !== null && message !== target) message.focus();
      else this.around.write();
      return;
    }
    if (message === null || target !== message) return;
    const at = all.indexOf(message);
    const entry = this.#entryOf(message);
    const isMenuKey = event.key === "Enter" || event.key === "ContextMenu" || (event.shiftKey && event.key === "F10");
    if (isMenuKey && entry !== undefined) this.#openMenu(entry, message.querySelector<HTMLElement>(".more") ?? message);
    const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 }[event.key];
    if (next === undefined && !isMenuKey) return;
    event.preventDefault();
    if (next === undefined) return;
    if (next >= all.length) return this.around.write();
    const other = all[Math.max(0, next)];
    this.#setStop(other);
    other?.focus();
  }

  #welcome(): HTMLElement {
    const isDm = this.state.view.place === "dm";
    const words = isDm
      ? `This is the beginning of your direct messages with ${this.me.name}. Just write: no mention is needed here.`
      : `Try / for commands, @${this.me.name} for a mention, or the menu of a message. What you see is drawn from the JSON that Discord would get.`;
    return make(
      "div",
      { class: "welcome" },
      make("div", { class: "welcome-mark" }, icon(isDm ? ICONS.at : ICONS.hash, 40)),
      make("h3", {}, isDm ? this.me.name : "Welcome to #certifications!"),
      make("p", {}, words),
    );
  }
}
