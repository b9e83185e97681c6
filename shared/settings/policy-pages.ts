import type { PolicyPages } from '../portals/match.ts';
import { portalOf } from '../portals/portals.ts';
import type { Settings } from './settings.ts';

/** What a policy adds to the catalogue: its further portals, and what pages are known by. */
export function policyPagesOf({ portals = [] }: Settings): PolicyPages {
  return {
    hosts: portals.map(({ host }) => host).filter((host) => portalOf(host) === null),
    hints: portals.flatMap(({ host, pages = [] }) => pages.map((page) => ({ host, ...page }))),
  };
}
