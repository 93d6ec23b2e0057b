// Pictures of an answer. One of certifications comes as live SVG too, and is drawn so: each of them
// takes the focus, tells what it is, and can be asked about.

import type { AnswerFile, Drawing } from "../api.js";
import type { Attachment } from "../discord/types.js";
import { make } from "../dom.js";
import { webAddress } from "./markdown.js";

/** What a drawing is made of. Anything else in one is left out. */
const SHAPES = new Set(["circle", "desc", "g", "line", "path", "polygon", "rect", "text", "title", "tspan"]);

/** The pictures and files that go along with a message. */
export class Files {
  constructor(
    private readonly files: readonly AnswerFile[],
    private readonly attachments: readonly Attachment[],
    /** Asks about a certification that is pressed in a picture. */
    private readonly ask: (certification: string) => void,
  ) {}

  /** Those that no embed shows, in order. */
  except(shown: ReadonlySet<string>): AnswerFile[] {
    return this.files.filter((it) => !shown.has(it.name));
  }

  /** What a file says to those who do not see it. */
  description(name: string): string {
    return this.attachments.find((it) => it.filename === name)?.description ?? "";
  }

  /** The file that an address of the form `attachment://name` means. */
  attached(address: string): AnswerFile | undefined {
    const name = /^attachment:\/\/(.+)$/.exec(address)?.[1];
    return this.files.find((it) => it.name === name);
  }

  /** The picture at an address. One on the web is not fetched, since nothing leaves this machine. */
  picture(address: string, kind: "image" | "thumbnail"): HTMLElement {
    const file = this.attached(address);
    if (file !== undefined) return this.drawn(file, kind);
    const href = webAddress(address);
    const words = href === undefined ? "A picture that is not there" : "A picture on the web, not loaded here: ";
    const leads = href !== undefined && make("a", { href, target: "_blank", rel: "noopener noreferrer" }, href);
    return make("p", { class: "picture-elsewhere" }, words, leads);
  }

  /** A picture that went along. */
  drawn(file: AnswerFile, kind: "image" | "thumbnail"): HTMLElement {
    if (file.svg !== undefined) return this.#live(file.svg, file.name, kind);
    const image = make("img", {
      src: URL.createObjectURL(blob(file)),
      alt: this.description(file.name),
      "data-file": file.name,
    });
    image.addEventListener("load", () => URL.revokeObjectURL(image.src), { once: true });
    return make("figure", { class: `picture ${kind}` }, image);
  }

  #live(drawing: Drawing, name: string, kind: "image" | "thumbnail"): HTMLElement {
    const figure = make("figure", { class: `picture live ${kind}`, "data-file": name });
    // Both, of which the style shows one: the theme may change while the picture stands there.
    for (const theme of ["light", "dark"] as const) {
      const root = new DOMParser().parseFromString(drawing[theme], "image/svg+xml").documentElement;
      for (const it of root.querySelectorAll("*")) if (!SHAPES.has(it.localName)) it.remove();
      const svg = document.importNode(root, true);
      svg.classList.add("drawing", theme);
      for (const part of svg.querySelectorAll<SVGElement>("[data-certification]")) this.#press(part);
      figure.append(svg);
    }
    return figure;
  }

  /** Makes a certification in a picture do what it says it is: a button. */
  #press(part: SVGElement): void {
    const ask = (): void => this.ask(part.dataset["certification"] ?? "");
    part.addEventListener("click", ask);
    part.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      event.stopPropagation();
      ask();
    });
  }
}

export function isPicture(file: AnswerFile): boolean {
  return file.media_type.startsWith("image/");
}

/** A file's bytes. */
export function blob(file: AnswerFile): Blob {
  const bytes = Uint8Array.from(atob(file.base64), (it) => it.charCodeAt(0));
  return new Blob([bytes], { type: file.media_type });
}
