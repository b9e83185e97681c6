import { everyPage } from './pages-on.ts';
import { isUnreadHost } from './portals.ts';

/** Whether a page of the catalogue is one of mail, on which no script of ours runs. */
export function isUnreadPage(page: string | null): boolean {
  return everyPage().some(({ id, hosts }) => id === page && hosts.some(isUnreadHost));
}
