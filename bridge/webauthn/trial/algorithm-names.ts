import { coseAlgorithmName } from '../../ctap/cose-algorithm-name.ts';

/** Those that keys have and that a trial can check. */
const TRIED = [-7, -35, -36, -8, -257, -9, -51, -52, -19, -53];

/** COSE algorithms that a trial can ask for, by their names in the registry of IANA. */
export const ALGORITHM_NAMES: ReadonlyMap<string, number> = new Map(
  TRIED.map((alg) => [coseAlgorithmName(alg) ?? String(alg), alg]),
);
