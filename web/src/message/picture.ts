// Pictures of an answer. What draws one stands here alone, so that a picture which the server also
// has as live SVG can be drawn in its place, with parts that take the focus.

import type { AnswerFile } from "../api.js";
import type { Attachment } from "../discord/types.js";
import { make } from "../dom.js";
import { webAddress } from "./markdown.js";

/** The pictures and files that go along with a message. */
export class Files {
  constructor(
    private readonly files: readonly AnswerFile[],
    private readonly attachments: readonly Attachment[],
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
    const image = make("img", {
      src: URL.createObjectURL(blob(file)),
      alt: this.description(file.name),
      "data-file": file.name,
    });
    image.addEventListener("load", () => URL.revokeObjectURL(image.src), { once: true });
    return make("figure", { class: `picture ${kind}` }, image);
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
