import { shapePage } from './document.ts';
import type { Handler, Routes } from './exchange.ts';
import { HOSTS } from './hosts.ts';
import { aborting, blank, framing, wrongRp } from './pages/bad-days.ts';
import { SHAPES } from './shapes.ts';
import { CARE_IDENTITY_SITE } from './sites/care-identity.ts';
import { ENTRA_SITE } from './sites/entra.ts';
import { FEDERATION_SITE } from './sites/federation.ts';
import { MY_SIGN_INS_SITE } from './sites/my-sign-ins.ts';
import { PHONE_SITE } from './sites/phone.ts';
import { PORTAL_SITE } from './sites/portal.ts';
import { SECURITY_KEY_SITE } from './sites/security-key.ts';
import { WEB_EID_ROUTES } from './web-eid/routes.ts';

const EVERYWHERE: Routes = {
  'GET /blank': blank,
  'GET /abort': aborting,
  'GET /wrong-rp': wrongRp,
  'GET /frame': framing,
};

/** Hosts on which something can be done. */
const BY_HOST: Readonly<Record<string, Routes>> = {
  [HOSTS.portal]: { ...PORTAL_SITE, ...WEB_EID_ROUTES },
  [HOSTS.entra]: ENTRA_SITE,
  [HOSTS.securityKey]: SECURITY_KEY_SITE,
  [HOSTS.mySignIns]: MY_SIGN_INS_SITE,
  [HOSTS.careIdentity]: CARE_IDENTITY_SITE,
  [HOSTS.federation]: FEDERATION_SITE,
  [HOSTS.phone]: PHONE_SITE,
  [HOSTS.outside]: { 'GET /': blank, ...WEB_EID_ROUTES },
};

/** The handler for a request, or `undefined` where the portal has no such page or host. */
export function handlerFor(host: string, method: string, path: string): Handler | undefined {
  const key = `${method} ${path}`;
  return (
    BY_HOST[host]?.[key] ?? EVERYWHERE[key] ?? (method === 'GET' ? still(host, path) : undefined)
  );
}

/** Pages on which nothing can be done: they only stand at their address. */
function still(host: string, path: string): Handler | undefined {
  const shape = SHAPES.find(({ url }) => {
    const address = new URL(url);
    return address.host === host && address.pathname === path;
  });
  return shape && (() => shapePage(shape));
}
