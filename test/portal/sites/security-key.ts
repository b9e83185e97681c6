import { SOMEBODY } from '../accounts.ts';
import { practicePage, viewOf } from '../document.ts';
import type { Handler, Routes } from '../exchange.ts';
import { createOptions, createVerify, getOptions, getVerify } from '../fido-endpoints.ts';
import { HOSTS, originOf } from '../hosts.ts';
import { entraFido, entraFidoCreate } from '../pages/entra-fido.ts';

/**
 * `GET /common/fido/get`: the security-key step of a sign-in. Reached from the email step (with
 * `login_hint`) it calls for the key at once, as the real page does; opened alone it waits for a
 * click.
 */
const signIn: Handler = ({ url }) => {
  const hint = url.searchParams.get('login_hint') ?? '';
  return practicePage({
    title: entraFido.title,
    script: 'security-key-get',
    plan: { userName: hint, atOnce: hint !== '' },
    views: [viewOf(entraFido)],
  });
};

/** `GET /common/fido/create`: the security-key step of a registration. */
const register: Handler = ({ url }) =>
  practicePage({
    title: entraFidoCreate.title,
    script: 'security-key-create',
    plan: {
      userName: url.searchParams.get('login_hint') ?? SOMEBODY,
      next:
        url.searchParams.get('back') === 'portal'
          ? `${originOf(HOSTS.portal)}/Profile/Fido2Tokens?added`
          : `${originOf(HOSTS.mySignIns)}/security-info?added=1`,
      goOn: url.searchParams.has('login_hint'),
    },
    views: [viewOf(entraFidoCreate)],
  });

/** Where Entra asks for security keys: its host is the RP ID. */
export const SECURITY_KEY_SITE: Routes = {
  'GET /common/fido/get': signIn,
  'GET /common/fido/create': register,
  'POST /fido/create/options': createOptions,
  'POST /fido/create/verify': createVerify,
  'POST /fido/get/options': getOptions,
  'POST /fido/get/verify': getVerify,
};
