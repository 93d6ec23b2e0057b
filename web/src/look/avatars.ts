// Set before the library is there: without it, people without a picture get one of Discord's.

export {};

declare global {
  var $discordMessage: { avatars: Record<string, string> } | undefined;
}

const ours = "/avatars/you.svg";

globalThis.$discordMessage = {
  avatars: { default: ours, blue: ours, gray: ours, green: ours, orange: ours, red: ours, pink: ours },
};
