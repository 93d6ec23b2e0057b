// The files of a message that no embed shows: pictures as such, others to be saved.

import type { AnswerFile } from "../api.js";
import { icon, make } from "../dom.js";
import { ICONS } from "../icons.js";
import { blob, isPicture, type Files } from "./picture.js";

export function attachments(files: Files, shown: ReadonlySet<string>): HTMLElement | undefined {
  const rest = files.except(shown);
  if (rest.length === 0) return undefined;
  const drawn = rest.map((it) => (isPicture(it) ? files.drawn(it, "image") : download(it, files.description(it.name))));
  return make("div", { slot: "attachments", class: "attachments" }, ...drawn);
}

function download(file: AnswerFile, description: string): HTMLElement {
  const content = blob(file);
  const href = URL.createObjectURL(content);
  const card = make(
    "div",
    { class: "file" },
    icon(ICONS.file, 30),
    make(
      "div",
      { class: "file-words" },
      make("a", { href, download: file.name }, file.name),
      make("span", { class: "file-size" }, `${size(content.size)}${description ? ` · ${description}` : ""}`),
    ),
  );
  if (!file.media_type.startsWith("text/")) return card;
  const text = make("pre", { tabindex: 0 });
  const preview = make("details", { class: "file-text" }, make("summary", {}, "Show the text"), text);
  preview.addEventListener("toggle", () => void content.text().then((it) => (text.textContent = it)), { once: true });
  return make("div", {}, card, preview);
}

function size(bytes: number): string {
  return bytes < 1024 ? `${bytes} bytes` : `${(bytes / 1024).toFixed(1)} KB`;
}
