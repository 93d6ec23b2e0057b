// The page's address and the browser's back and forward.

import { readAddress, writeAddress, type Ask, type View } from "./address.js";
import type { Command } from "./discord/types.js";
import type { Entry, State } from "./state.js";

/** What the browser keeps with an address: the message that was shown there. */
interface Kept {
  entry?: string;
}

export class History {
  /** What the address asks. */
  ask: Ask | undefined;

  constructor(
    private readonly commands: readonly Command[],
    private readonly state: State,
    /** Looks as the address says, and asks what it asks unless `shown` answers that already. */
    private readonly visit: (view: View, ask: Ask | undefined, shown: Entry | undefined) => void,
  ) {
    window.addEventListener("popstate", (event) => this.#come((event.state as Kept | null)?.entry));
  }

  /** Goes to what the address says as the page is opened. */
  begin(): void {
    this.#come(undefined);
  }

  /** A new view, or a new answer: a step that "back" takes back. */
  push(ask: Ask | undefined, entry: Entry | undefined): void {
    const address = writeAddress({ ...(ask && { ask }), view: this.state.view }, this.commands);
    this.ask = ask;
    const kept: Kept = entry ? { entry: entry.id } : {};
    if (address === location.hash) history.replaceState(kept, "", address);
    else history.pushState(kept, "", address);
  }

  /** The address stays; what it shows is this. */
  keep(entry: Entry | undefined): void {
    history.replaceState(entry ? { entry: entry.id } : {}, "", location.hash || "#/");
  }

  #come(id: string | undefined): void {
    const { ask, view } = readAddress(location.hash, this.commands);
    this.ask = ask;
    const shown = this.state.channels[view.place].find((it) => it.id === id);
    this.visit(view, ask, shown);
  }
}
