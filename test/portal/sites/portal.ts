import { shapePage } from '../document.ts';
import {
  type Handler,
  type PortalRequest,
  type PortalResponse,
  type Routes,
  sent,
} from '../exchange.ts';
import { HOSTS, originOf } from '../hosts.ts';
import { AUTHORIZE } from '../pages/entra-frame.ts';
import {
  portalAdminUser,
  portalFido2Tokens,
  portalProfile,
  portalSelfService,
  portalSignedIn,
} from '../pages/portal.ts';
import { nhsmailSignIn, portalAcceptableUse, portalHome } from '../pages/portal-strangers.ts';
import type { Look, Shape } from '../shape.ts';
import { arrive, carry } from './arrival.ts';

/** A page for people who have signed in; others are sent to the start. */
function own(shape: Shape, look: (request: PortalRequest) => Partial<Look> = () => ({})): Handler {
  return forPerson((userName, request) =>
    shapePage(shape, { ...personLook(userName, request), ...look(request) }),
  );
}

/** Something that only a person who has signed in may do. */
function forPerson(act: (userName: string, request: PortalRequest) => PortalResponse): Handler {
  return (request) => {
    const userName = request.state.signedIn.get(request.session);
    return userName === undefined ? { redirect: '/' } : act(userName, request);
  };
}

function personLook(userName: string, { state }: PortalRequest): Partial<Look> {
  return {
    person: { name: nameOf(userName), email: userName },
    methods: state.accounts.methodsOf(userName),
  };
}

/** `sam.jones@nhs.net` is Sam Jones. */
function nameOf(userName: string): string {
  const words = userName.split('@')[0]?.split('.') ?? [];
  return words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join(' ');
}

const selfEnrol: Handler = forPerson((userName, { state }) => {
  state.accounts.of(userName).mfaEnabled = true;
  return { redirect: '/Profile/SelfService?done' };
});

const registerToken: Handler = forPerson((userName, { state, body }) => {
  state.accounts.of(userName).nextKeyName = sent(body, 'nickname');
  const query = new URLSearchParams({ login_hint: userName, back: 'portal' });
  return { redirect: `${originOf(HOSTS.securityKey)}/common/fido/create?${query}` };
});

const removeToken: Handler = forPerson((userName, { state, body }) => {
  state.accounts.removeMethod(userName, sent(body, 'id'));
  return { redirect: '/Profile/Fido2Tokens' };
});

const tokensState = ({ url }: PortalRequest): Partial<Look> => {
  if (url.searchParams.has('register')) return { state: 'nickname' };
  return url.searchParams.has('added') ? { state: 'success' } : {};
};

const selfServiceState = ({ url }: PortalRequest): Partial<Look> => {
  if (url.searchParams.has('confirm')) return { state: 'confirm' };
  return url.searchParams.has('done') ? { state: 'done' } : {};
};

/** The NHS.net Connect portal. */
export const PORTAL_SITE: Routes = {
  'GET /': (request) => {
    const userName = request.state.signedIn.get(request.session);
    return userName === undefined
      ? shapePage(portalHome)
      : shapePage(portalSignedIn, personLook(userName, request));
  },
  'GET /signin': arrive,
  'GET /Home/Login': () => ({ redirect: AUTHORIZE }),
  'GET /Home/Email': () => shapePage(nhsmailSignIn),
  'GET /Home/AcceptablePolicy': () => shapePage(portalAcceptableUse),
  'POST /Home/AcceptablePolicy': () => ({ redirect: '/' }),
  'GET /Home/Logout': ({ session, state }) => {
    state.signedIn.delete(session);
    return { redirect: '/' };
  },
  'GET /Home/EnrolMfa': forPerson((userName, { state }) => ({
    redirect: carry(state, userName, HOSTS.entra, '/common/login'),
  })),
  'GET /Profile': own(portalProfile),
  'GET /Profile/SelfService': own(portalSelfService, selfServiceState),
  'POST /Profile/SelfService': selfEnrol,
  'GET /Profile/Fido2Tokens': own(portalFido2Tokens, tokensState),
  'POST /Profile/Fido2Tokens': registerToken,
  'POST /Profile/Fido2Tokens/Remove': removeToken,
  'GET /Admin': own(portalAdminUser),
};
