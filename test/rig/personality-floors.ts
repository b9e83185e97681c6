import type { Personality } from '../virtual/personalities.ts';

/** The commands that a ceremony cannot do without, by commandNames. */
export interface Floor {
  readonly create: string;
  readonly get: string;
  /** A sign-in among two credentials of other keys. */
  readonly among: string;
}

const UV = '06/01 06/02 06/09';
const LEGACY = '06/01 06/02 06/05';
/** The tries of the finger are read before: where none is left, the PIN is asked for at once. */
const FINGER = '06/07 06/02 06/06';

function withPin(token: string, among: string): Floor {
  return { create: `${token} 01`, get: `${token} 02`, among: `${token} ${among}` };
}

const U2F: Floor = {
  create: 'u2f:01/03',
  get: 'u2f:02/03',
  among: 'u2f:02/03 u2f:02/03 u2f:02/03',
};

/** The commands of each ceremony with a PIN: none less will do (and U2F has no PIN). */
export const PIN_FLOORS: Record<Personality, Floor> = {
  'ctap-2.0': withPin(LEGACY, '02 02 02 02'),
  'ctap-2.0-and-u2f': withPin(LEGACY, '02 02 02 02'),
  'ctap-2.1-preview': withPin(LEGACY, '02'),
  'ctap-2.1': withPin(UV, '02'),
  'ctap-2.3': withPin(UV, '02'),
  'u2f-only': U2F,
  'no-max-message-size': withPin(UV, '02'),
  'no-algorithms-no-transports': withPin(UV, '02'),
  'protocol-one-only': withPin(UV, '02'),
  'always-uv': withPin(UV, '02'),
  'user-presence-off': withPin(UV, '02'),
  'no-silent-assertions-long-lists': withPin(UV, '02'),
  // It refuses to be searched, so that each list costs a command.
  'no-silent-assertions': withPin(UV, '02 02 02 02'),
  'unknown-algorithms': withPin(UV, '02'),
  'invalid-credential-for-none': withPin(UV, '02'),
  'slow-silent-assertions': withPin(UV, '02 02 02 02'),
  'short-lists': withPin(UV, '02 02 02 02'),
  'single-credential-unnamed': withPin(UV, '02'),
  'self-attested': withPin(UV, '02'),
  fingerprint: withPin(FINGER, '02'),
  'fingerprint-within-command': { create: '01', get: '02', among: '02' },
};

/** Models that know the finger, so that nobody is asked for a PIN. */
export const KNOWS_FINGER: readonly Personality[] = ['fingerprint', 'fingerprint-within-command'];

/** The same without a PIN; `null` for a key that does nothing without one. */
export function bareFloor(name: Personality): Floor | null {
  if (name === 'always-uv') return null;
  if (name === 'u2f-only') return U2F;
  if (KNOWS_FINGER.includes(name)) return PIN_FLOORS[name];
  const strip = (commands: string): string => commands.replace(/^(06\/0. )+/, '');
  const { create, get, among } = PIN_FLOORS[name];
  return { create: strip(create), get: strip(get), among: strip(among) };
}
