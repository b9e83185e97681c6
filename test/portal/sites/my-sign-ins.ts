import { practicePage, type View, viewOf } from '../document.ts';
import { type Handler, type PortalRequest, type Routes, sent } from '../exchange.ts';
import { HOSTS, originOf } from '../hosts.ts';
import {
  registerApproved,
  registerDone,
  registerScanQr,
  registerSetupAccount,
  registerStartApp,
  registerTryItOut,
} from '../pages/register-app.ts';
import {
  securityInfo,
  securityInfoAddDialog,
  securityInfoSecurityKey,
} from '../pages/security-info.ts';
import {
  securityInfoPhone,
  securityInfoPhoneCode,
  securityInfoPhoneDone,
} from '../pages/security-info-phone.ts';
import type { Look } from '../shape.ts';
import { arrive } from './arrival.ts';

/** "Security info" with all its dialogs; nobody need sign in first, to keep the practice short. */
function securityInfoAt(first: string, notice: (request: PortalRequest) => string = () => '') {
  const handler: Handler = (request) => {
    const { session, state } = request;
    const userName = state.personOf(session);
    const create = new URLSearchParams({ login_hint: userName });
    return practicePage({
      title: securityInfo.title,
      script: 'security-info',
      plan: {
        first: notice(request) === '' ? first : 'security-info-security-key/name',
        createPage: `${originOf(HOSTS.securityKey)}/common/fido/create?${create}`,
      },
      views: views({
        person: { name: userName, email: userName },
        methods: state.accounts.methodsOf(userName),
        notice: notice(request),
      }),
    });
  };
  return handler;
}

function views(look: Partial<Look>): [View, ...View[]] {
  const { id: key } = securityInfoSecurityKey;
  const { id: done } = securityInfoPhoneDone;
  return [
    viewOf(securityInfo, look),
    viewOf(securityInfoAddDialog, look),
    viewOf(securityInfoSecurityKey, look),
    viewOf(securityInfoSecurityKey, { ...look, state: 'name' }, `${key}/name`),
    viewOf(securityInfoPhone, look),
    viewOf(securityInfoPhoneCode, look),
    viewOf(securityInfoPhoneDone, look),
    viewOf(securityInfoPhoneDone, { ...look, state: 'call' }, `${done}/call`),
    viewOf(registerStartApp, look),
    viewOf(registerSetupAccount, look),
    viewOf(registerScanQr, look),
    viewOf(registerTryItOut, look),
    viewOf(registerApproved, look),
    viewOf(registerDone, look),
  ];
}

const list = securityInfoAt('security-info', ({ url }) =>
  url.searchParams.has('added') ? 'Security key: added.' : '',
);

/** Microsoft's "My Sign-Ins". */
export const MY_SIGN_INS_SITE: Routes = {
  'GET /': list,
  'GET /signin': arrive,
  'GET /security-info': list,
  'GET /register': securityInfoAt('ms-register-start-app'),
  'POST /practice/key/name': ({ session, body, state }) => {
    state.accounts.nameNewestKey(state.personOf(session), sent(body, 'name'));
    return { json: {} };
  },
  'POST /practice/app/number': ({ session, state }) => {
    const { number } = state.phones.askForApp(session, state.personOf(session));
    return { json: { number } };
  },
  'POST /practice/app/state': ({ session, state }) => {
    const phoneState = state.phones.appState(session);
    if (phoneState === 'approved') state.accounts.of(state.personOf(session)).authenticator = true;
    return { json: { state: phoneState } };
  },
  'POST /practice/phone': ({ session, body, state }) => {
    state.accounts.of(state.personOf(session)).phone = sent(body, 'number');
    return { json: {} };
  },
  'POST /practice/method/delete': ({ session, body, state }) => ({
    json: { deleted: state.accounts.removeMethod(state.personOf(session), sent(body, 'id')) },
  }),
};
