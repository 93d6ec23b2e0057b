// The shapes of Discord's that the page reads or writes, as far as it does.

/** A command as Discord keeps it. */
export interface Command {
  id: string;
  /** 1: typed after a slash; 3: in the menu of a message. Nothing means 1. */
  type?: number;
  name: string;
  description: string;
  options?: CommandOption[];
  /** What somebody needs to be shown it: a bit set as digits. */
  default_member_permissions?: string | null;
}

export interface CommandOption {
  type: number;
  name: string;
  description: string;
  required?: boolean;
  autocomplete?: boolean;
  max_length?: number;
  min_value?: number;
  max_value?: number;
  choices?: Choice[];
  /** Of a subcommand, or the subcommands of a group. */
  options?: CommandOption[];
}

export interface Choice {
  name: string;
  value: string | number;
}

/** "Application Command Types". */
export const SLASH_COMMAND = 1;
export const MESSAGE_COMMAND = 3;

/** "Application Command Option Type". */
export const OPTION = { subcommand: 1, group: 2, text: 3, integer: 4, truth: 5, number: 10 } as const;

/** "Interaction Type". */
export const INTERACTION = { command: 2, component: 3, autocomplete: 4, form: 5 } as const;

/** "Interaction Callback Type". */
export const CALLBACK = {
  message: 0,
  pong: 1,
  reply: 4,
  thinking: 5,
  later: 6,
  update: 7,
  suggestions: 8,
  form: 9,
} as const;

/** "Component Types". */
export const COMPONENT = { row: 1, button: 2, select: 3, text: 4, channel: 8, label: 18 } as const;

/** "Text Input Styles": one of several lines. */
export const LONG_TEXT = 2;

/** "Button Styles". */
export const BUTTON = { primary: 1, secondary: 2, success: 3, danger: 4, link: 5 } as const;

/** "Message Flags": only the asker sees it. */
export const EPHEMERAL = 1 << 6;

/** The parts of a message that the page draws. */
export interface Message {
  content?: string | null;
  embeds?: Embed[] | null;
  components?: Component[] | null;
  attachments?: Attachment[] | null;
  flags?: number | null;
}

export interface Embed {
  title?: string;
  url?: string;
  description?: string;
  /** 0xRRGGBB. */
  color?: number;
  author?: { name?: string; url?: string };
  fields?: { name: string; value: string; inline?: boolean }[];
  image?: { url: string };
  thumbnail?: { url: string };
  footer?: { text: string };
}

/** A row, a button or a select. */
export interface Component {
  type: number;
  components?: Component[];
  style?: number;
  label?: string;
  custom_id?: string;
  url?: string;
  disabled?: boolean;
  placeholder?: string;
  options?: { label: string; value: string; description?: string; default?: boolean }[];
  min_values?: number;
  max_values?: number;
}

export interface Attachment {
  id: string | number;
  filename?: string;
  description?: string | null;
}

/** What answers an interaction. */
export interface Callback {
  type: number;
  data?: (Message & { choices?: Choice[] } & Partial<Omit<Form, "components">>) | null;
}

/** A form. */
export interface Form {
  custom_id: string;
  title: string;
  components: Label[];
}

/** What a form asks for, and what takes it in. */
export interface Label {
  type: number;
  label: string;
  description?: string;
  component: FormInput;
}

/** A text input, a select, or a select of channels. */
export interface FormInput extends Component {
  custom_id: string;
  required?: boolean;
  value?: string;
  max_length?: number;
  default_values?: { id: string }[];
}

/** What was entered into a component of a form. */
export interface Entered {
  type: number;
  custom_id: string;
  value?: string;
  values?: string[];
}

/** An option as it is sent. */
export interface GivenOption {
  name: string;
  type: number;
  value?: string | number | boolean;
  focused?: boolean;
  /** Of a subcommand, or the subcommand of a group. */
  options?: GivenOption[];
}
