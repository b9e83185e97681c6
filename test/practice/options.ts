import { parseArgs } from 'node:util';

/** How the practice was asked for. */
export interface PracticeOptions {
  readonly headless: boolean;
  readonly json: boolean;
  /** Folder for the pictures of a headless run. */
  readonly pictures: string;
}

export const USAGE = `npm start -- [--headless] [--json] [--pictures FOLDER]

The practice: enrol, add an authenticator app, register a virtual security key, sign in with it
and with a smartcard, and remove a lost key, at a practice portal.
With a display, Chromium opens and you do it yourself. Without one, or with --headless, it runs by
itself.

  --headless          run by itself, even where there is a display
  --json              end with one line of JSON: the portal's own verification results
  --pictures FOLDER   where a run by itself saves its screens (default: dist/practice)
  --help              this text

Examples:
  npm start
  npm start -- --headless --json`;

/** Whether a window can be shown to a person here. */
function hasDisplay(env: NodeJS.ProcessEnv): boolean {
  if (process.platform === 'darwin' || process.platform === 'win32') return true;
  return Boolean(env['DISPLAY'] || env['WAYLAND_DISPLAY']);
}

/** Reads the command line; null when it asks for help. @throws TypeError for what is unknown */
export function readOptions(args: string[], env: NodeJS.ProcessEnv): PracticeOptions | null {
  const { values } = parseArgs({
    args,
    options: {
      headless: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      pictures: { type: 'string', default: 'dist/practice' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return null;
  return {
    headless: values.headless || values.json || !hasDisplay(env),
    json: values.json,
    pictures: values.pictures,
  };
}
