/** COSE algorithms that a trial can ask for, by their names in the registry of IANA. */
export const ALGORITHM_NAMES: ReadonlyMap<string, number> = new Map([
  ['ES256', -7],
  ['ES384', -35],
  ['ES512', -36],
  ['EdDSA', -8],
  ['RS256', -257],
  ['ESP256', -9],
  ['ESP384', -51],
  ['ESP512', -52],
  ['Ed25519', -19],
  ['Ed448', -53],
]);
