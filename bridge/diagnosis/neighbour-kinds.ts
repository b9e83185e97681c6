/** Kinds of programs that are known to use smartcards. */
export const NEIGHBOUR_KINDS = [
  'credential-management',
  'identity-agent',
  'smartcard-connect',
  'scdaemon',
  'browser',
  /** Known only by having the card library loaded. */
  'other',
] as const;

export type NeighbourKind = (typeof NEIGHBOUR_KINDS)[number];

/** What answers at a port: the service that belongs there, its own trouble, somebody, or nobody. */
export const ENDPOINT_STATES = ['service', 'fault', 'open', 'silent'] as const;
