import type { PageId } from '../../../shared/portals/pages-on.ts';
import { NHS_TENANT } from '../../../shared/portals/portals.ts';
import { practicePage, viewOf } from '../document.ts';
import { type Handler, type Routes, sent } from '../exchange.ts';
import { HOSTS, originOf } from '../hosts.ts';
import { entraError, entraKmsi, entraMoreInfo } from '../pages/entra-interrupts.ts';
import { entraCode, entraMfaChoose, entraMfaFailed, entraNumberMatch } from '../pages/entra-mfa.ts';
import { entraCredPicker, entraPassword } from '../pages/entra-password.ts';
import { entraPickAccount, entraUsername } from '../pages/entra-username.ts';
import { arrive, carry } from './arrival.ts';

/** The sign-in of Entra: every view is on the page, and a script changes between them. */
function signInAt(first: PageId): Handler {
  return ({ session, state }) =>
    practicePage({
      title: entraUsername.title,
      script: 'entra',
      plan: {
        first,
        userName: state.signedIn.get(session) ?? '',
        securityKeyPage: `${originOf(HOSTS.securityKey)}/common/fido/get`,
      },
      views: [
        viewOf(entraUsername),
        ...[
          entraPickAccount,
          entraPassword,
          entraCredPicker,
          entraMfaChoose,
          entraNumberMatch,
          entraCode,
          entraMfaFailed,
          entraKmsi,
          entraMoreInfo,
          entraError,
        ].map((shape) => viewOf(shape)),
        viewOf(entraError, { state: 'locked' }, 'entra-locked'),
      ],
    });
}

const password: Handler = ({ body, session, state }) => ({
  json: {
    next: state.entra.givePassword(session, sent(body, 'userName'), sent(body, 'password')),
  },
});

const finish: Handler = ({ session, state }) => {
  const userName = state.entra.finished(session);
  // Without all its steps a sign-in begins anew.
  const location =
    userName === null ? originOf(HOSTS.portal) : carry(state, userName, HOSTS.portal);
  if (userName !== null) state.signedIn.set(session, userName);
  return { json: { location } };
};

const proofUp: Handler = ({ session, state }) => {
  const userName = state.entra.finished(session) ?? state.signedIn.get(session);
  return {
    json: {
      location:
        userName === undefined
          ? originOf(HOSTS.portal)
          : carry(state, userName, HOSTS.mySignIns, '/register'),
    },
  };
};

const authorize = signInAt('entra-username');
const login = signInAt('entra-more-info');

/** Microsoft Entra, where everybody signs in. */
export const ENTRA_SITE: Routes = {
  'GET /signin': arrive,
  'GET /common/oauth2/v2.0/authorize': authorize,
  [`GET /${NHS_TENANT}/oauth2/v2.0/authorize`]: authorize,
  'GET /common/login': login,
  [`GET /${NHS_TENANT}/login`]: login,
  'POST /practice/password': password,
  'POST /practice/number': ({ session, state }) => ({
    json: { number: state.entra.sendNumber(session) },
  }),
  'POST /practice/number/state': ({ session, state }) => ({
    json: { state: state.entra.phoneState(session) },
  }),
  'POST /practice/finish': finish,
  'POST /practice/proof-up': proofUp,
};
