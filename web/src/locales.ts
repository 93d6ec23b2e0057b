// The languages that a person can set in Discord ("Locales" in reference).

export const LOCALES = [
  "en-US",
  "en-GB",
  "bg",
  "zh-CN",
  "zh-TW",
  "hr",
  "cs",
  "da",
  "nl",
  "fi",
  "fr",
  "de",
  "el",
  "hi",
  "hu",
  "id",
  "it",
  "ja",
  "ko",
  "lt",
  "no",
  "pl",
  "pt-BR",
  "ro",
  "ru",
  "es-ES",
  "es-419",
  "sv-SE",
  "th",
  "tr",
  "uk",
  "vi",
] as const;

export type Locale = (typeof LOCALES)[number];

/** Its name in English. */
export function localeName(locale: Locale): string {
  return new Intl.DisplayNames(["en"], { type: "language" }).of(locale) ?? locale;
}
