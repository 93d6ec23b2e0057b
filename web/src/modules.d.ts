// What the bundler makes or takes, and TypeScript cannot see.

/** Made by build.mjs from openapi/messages.json. */
declare module "discord-schemas" {
  export interface SchemaError {
    instancePath: string;
    schemaPath: string;
    keyword: string;
    message?: string;
    params: { type?: string | string[]; allowedValues?: unknown[]; additionalProperty?: string };
  }

  export interface Validate {
    (value: unknown): boolean;
    errors?: SchemaError[] | null;
  }

  export const message: Validate;
  export const pong: Validate;
  export const reply: Validate;
  export const update: Validate;
  export const suggestions: Validate;
  export const form: Validate;
}

declare module "*.css";
