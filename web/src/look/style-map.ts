// Takes the place of lit's `styleMap` in the bundle. That one writes a `style` attribute first,
// which our Content-Security-Policy refuses; this one sets properties from the start.

import { noChange } from "lit";
import { Directive, directive, type AttributePart, type PartInfo } from "lit/directive.js";

type Styles = Readonly<Record<string, string | number | null | undefined>>;

class StyleMap extends Directive {
  #names = new Set<string>();

  constructor(part: PartInfo) {
    super(part);
  }

  render(_styles: Styles): typeof noChange {
    return noChange;
  }

  override update(part: AttributePart, [styles]: [Styles]): typeof noChange {
    const { style } = part.element as HTMLElement;
    for (const name of this.#names) if (styles[name] == null) style.removeProperty(name);
    this.#names = new Set();
    for (const [name, value] of Object.entries(styles)) {
      if (value == null || value === "") continue;
      this.#names.add(name);
      style.setProperty(name, String(value));
    }
    return noChange;
  }
}

export const styleMap = directive(StyleMap);
