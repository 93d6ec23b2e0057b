// The library that draws messages, in the colours that Discord has today.
//
// Its own colours are those of some years ago, and some of its greys are too faint to read by
// WCAG's measure. It takes no variables for them, so rules are added to its parts here; the
// variables are in css/colours.css.

import "./avatars.js";
import "@skyra/discord-components-core/discord-action-row.js";
import "@skyra/discord-components-core/discord-embed-fields.js";
import { css, type CSSResult, type LitElement } from "lit";
import { DiscordAuthorInfo } from "@skyra/discord-components-core/discord-author-info.js";
import { DiscordButton } from "@skyra/discord-components-core/discord-button.js";
import { DiscordCommand } from "@skyra/discord-components-core/discord-command.js";
import { DiscordEmbed } from "@skyra/discord-components-core/discord-embed.js";
import { DiscordEmbedDescription } from "@skyra/discord-components-core/discord-embed-description.js";
import { DiscordEmbedField } from "@skyra/discord-components-core/discord-embed-field.js";
import { DiscordEmbedFooter } from "@skyra/discord-components-core/discord-embed-footer.js";
import { DiscordMention } from "@skyra/discord-components-core/discord-mention.js";
import { DiscordMessage } from "@skyra/discord-components-core/discord-message.js";
import { DiscordMessages } from "@skyra/discord-components-core/discord-messages.js";
import { DiscordReply } from "@skyra/discord-components-core/discord-reply.js";
import { DiscordVerifiedAuthorTag } from "@skyra/discord-components-core/discord-verified-author-tag.js";

const font = css`
  :host {
    font-family: var(--font) !important;
  }
`;

const head = css`
  :host {
    color: var(--muted) !important;
    white-space: pre;
    max-width: 100%;
    margin-left: 56px;
  }
  :host::before {
    border-color: var(--line-strong) !important;
  }
  .discord-replied-message-username {
    color: var(--text) !important;
    opacity: 1 !important;
  }
  .discord-replied-message-content {
    overflow: hidden;
    text-overflow: ellipsis;
    min-width: 0;
  }
  .discord-application-tag {
    color: #fff;
    background: var(--accent);
  }
  :host .discord-slash-command-name,
  :host .discord-slash-command-name:hover {
    color: var(--mention) !important;
    background: var(--mention-ground);
    flex: none;
  }
  .discord-context-command-name {
    color: var(--link) !important;
    opacity: 1;
    flex: none;
  }
  .discord-context-user {
    flex: none;
  }
  .discord-arrow-right-icon {
    flex: none;
  }
`;

const RULES: [typeof LitElement, CSSResult[]][] = [
  [
    DiscordMessages,
    [
      font,
      css`
        :host {
          background: transparent;
          border: none;
          color: var(--text);
          line-height: 1.375;
        }
        ::slotted(*:first-child) {
          margin-top: 0.5rem;
        }
      `,
    ],
  ],
  [
    DiscordMessage,
    [
      font,
      css`
        :host {
          color: var(--text) !important;
          font-size: 1rem;
        }
        .discord-message-timestamp,
        .discord-message-edited {
          color: var(--muted) !important;
          font-weight: 500;
        }
        .discord-message-timestamp {
          margin-left: 4px;
        }
        .discord-message-content {
          line-height: 1.375;
          min-width: 0;
        }
        .discord-message-compact-indent {
          min-width: 0;
        }
      `,
    ],
  ],
  [
    DiscordAuthorInfo,
    [
      css`
        :host .discord-author-username {
          color: var(--strong) !important;
        }
      `,
    ],
  ],
  [
    DiscordVerifiedAuthorTag,
    [
      css`
        :host {
          background: var(--accent);
          font-size: 0.7rem;
          font-weight: 600;
          text-transform: none;
          height: 1rem;
        }
      `,
    ],
  ],
  [DiscordReply, [font, head]],
  [DiscordCommand, [font, head]],
  [
    DiscordMention,
    [
      css`
        :host {
          color: var(--mention) !important;
          background: var(--mention-ground) !important;
        }
      `,
    ],
  ],
  [
    DiscordEmbed,
    [
      font,
      css`
        :host {
          color: var(--text) !important;
          margin: 4px 0;
        }
        :host .discord-left-border {
          background: var(--embed-line);
        }
        :host .discord-embed-wrapper {
          background: var(--embed) !important;
          border-color: var(--embed-border) !important;
        }
        :host .discord-embed-author {
          color: var(--strong) !important;
        }
        .discord-embed-root,
        .discord-embed-grid {
          min-width: 0;
        }
      `,
    ],
  ],
  [
    DiscordEmbedDescription,
    [
      css`
        :host {
          line-height: 1.3;
          overflow-wrap: anywhere;
        }
      `,
    ],
  ],
  [
    DiscordEmbedField,
    [
      css`
        .discord-field-title,
        :host {
          color: var(--text) !important;
        }
      `,
    ],
  ],
  [
    DiscordEmbedFooter,
    [
      css`
        :host {
          color: var(--text) !important;
        }
      `,
    ],
  ],
  [
    DiscordButton,
    [
      css`
        :host > *:first-child {
          border-radius: 8px;
          font-family: var(--font);
          margin: 4px 8px 4px 0;
          text-align: center;
        }
        .secondary {
          color: var(--button-text);
          background: var(--button);
        }
        .secondary.hoverable:hover,
        a.secondary:hover {
          background: var(--button-hover);
        }
        svg {
          margin-left: 6px;
          flex: none;
        }
        .success {
          background: #248046;
        }
        .destructive {
          background: #da373c;
        }
        :host > *:first-child:focus-visible {
          outline: 2px solid var(--focus);
          outline-offset: 2px;
        }
      `,
    ],
  ],
];

for (const [part, rules] of RULES) part.elementStyles.push(...rules);
