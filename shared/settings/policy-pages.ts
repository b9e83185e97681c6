import type { PolicyPages } from '../portals/match.ts';
import { portalOf } from '../portals/portals.ts';
import type { PortalSetting } from './portal-settings.ts';

/** What portals of an organisation add to the catalogue: hosts, and what pages are known by. */
export function policyPagesOf(portals: readonly PortalSetting[]): PolicyPages {
  return {
    hosts: portals.map(({ host }) => host).filter((host) => portalOf(host) === null),
    hints: portals.flatMap(({ host, pages = [] }) => pages.map((page) => ({ host, ...page }))),
  };
}
