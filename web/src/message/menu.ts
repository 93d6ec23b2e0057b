// The menu of a message: what our application offers there, and its JSON.

import { icon, make } from "../dom.js";
import { ICONS } from "../icons.js";

export interface MenuItem {
  label: string;
  /** Whether it is a command of the application. */
  isApp: boolean;
  choose: () => void;
}

/** Opens beside `anchor`, within `frame`, and gives the focus back when it closes. */
export function openMenu(frame: HTMLElement, anchor: HTMLElement, items: MenuItem[]): void {
  frame.querySelector(".menu")?.remove();
  const menu = make("div", { class: "menu", role: "menu", "aria-label": "Message" });
  const close = (): void => {
    menu.remove();
    document.removeEventListener("pointerdown", outside, true);
  };
  const outside = (event: Event): void => {
    if (!menu.contains(event.target as Node)) close();
  };
  const buttons = items.map((item) => {
    const element = make(
      "div",
      { role: "menuitem", tabindex: -1, class: "menu-item" },
      make("span", {}, item.label),
      item.isApp && icon(ICONS.slash, 16),
    );
    element.addEventListener("click", () => {
      close();
      item.choose();
    });
    return element;
  });
  const apps = buttons.filter((_, index) => items[index]?.isApp);
  if (apps.length > 0)
    menu.append(
      make(
        "div",
        { role: "group", "aria-label": "Apps" },
        make("div", { class: "menu-heading", "aria-hidden": "true" }, "Apps"),
        ...apps,
      ),
    );
  menu.append(...buttons.filter((_, index) => !items[index]?.isApp));
  const order = [...menu.querySelectorAll<HTMLElement>("[role=menuitem]")];
  menu.addEventListener("keydown", (event) => {
    const at = order.indexOf(document.activeElement as HTMLElement);
    const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 }[event.key];
    if (next !== undefined) order.at(next % order.length)?.focus();
    else if (event.key === "Enter" || event.key === " ") order[at]?.click();
    else if (event.key === "Escape" || event.key === "Tab") {
      close();
      anchor.focus();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  });
  frame.append(menu);
  place(menu, anchor, frame);
  document.addEventListener("pointerdown", outside, true);
  order[0]?.focus();
}

function place(menu: HTMLElement, anchor: HTMLElement, frame: HTMLElement): void {
  const [inside, beside] = [frame.getBoundingClientRect(), anchor.getBoundingClientRect()];
  const left = Math.min(beside.right - inside.left, inside.width - 12) - menu.offsetWidth;
  const below = beside.bottom - inside.top + 4;
  const top = below + menu.offsetHeight > inside.height ? beside.top - inside.top - menu.offsetHeight - 4 : below;
  menu.style.left = `${Math.max(8, left)}px`;
  menu.style.top = `${Math.max(8, top)}px`;
}
