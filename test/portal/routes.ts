import type { Handler, Routes } from './exchange.ts';
import { createOptions, createVerify, getOptions, getVerify } from './fido-endpoints.ts';
import { HOSTS } from './hosts.ts';
import { aborting, blank, framing, wrongRp } from './pages/bad-days.ts';
import { entraFidoCreate, entraFidoGet } from './pages/entra-fido.ts';
import { entraUsername } from './pages/entra-username.ts';
import { portalHome, portalLogout, portalSignIn } from './pages/portal.ts';
import { securityInfo } from './pages/security-info.ts';

const EVERYWHERE: Routes = {
  'GET /blank': blank,
  'GET /abort': aborting,
  'GET /wrong-rp': wrongRp,
  'GET /frame': framing,
};

const BY_HOST: Readonly<Record<string, Routes>> = {
  [HOSTS.portal]: {
    'GET /': portalHome,
    'GET /signin': portalSignIn,
    'GET /Home/Logout': portalLogout,
  },
  [HOSTS.entra]: { 'GET /common/oauth2/v2.0/authorize': entraUsername },
  [HOSTS.securityKey]: {
    'GET /common/fido/get': entraFidoGet,
    'GET /common/fido/create': entraFidoCreate,
    'POST /fido/create/options': createOptions,
    'POST /fido/create/verify': createVerify,
    'POST /fido/get/options': getOptions,
    'POST /fido/get/verify': getVerify,
  },
  [HOSTS.mySignIns]: { 'GET /': securityInfo, 'GET /security-info': securityInfo },
  [HOSTS.outside]: { 'GET /': blank },
};

/** The handler for a request, or `undefined` where the portal has no such page or host. */
export function handlerFor(host: string, method: string, path: string): Handler | undefined {
  const routes = BY_HOST[host];
  const key = `${method} ${path}`;
  return routes && (routes[key] ?? EVERYWHERE[key]);
}
