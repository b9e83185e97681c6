import { practicePage, shapePage, viewOf } from '../document.ts';
import { type Handler, type Routes, sent } from '../exchange.ts';
import { HOSTS } from '../hosts.ts';
import { cis2Choose, cis2Role, cis2Smartcard } from '../pages/cis2.ts';
import { carry } from './arrival.ts';

/** The card is asked while its page is shown; then the roles stand there, at the same address. */
const chosen: Handler = ({ body }) =>
  sent(body, 'way') === 'smartcard'
    ? practicePage({
        title: cis2Smartcard.title,
        script: 'card',
        views: [
          viewOf(cis2Smartcard),
          viewOf(cis2Smartcard, { state: 'failed' }, 'cis2-smartcard/failed'),
          viewOf(cis2Role),
        ],
      })
    : shapePage(cis2Choose);

const useCard: Handler = async ({ session, state }) => ({
  json: { done: await state.careIdentity.useCard(session) },
});

const pickRole: Handler = ({ session, state }) => {
  const userName = state.careIdentity.takeHolder(session);
  return {
    redirect: userName === undefined ? '/openam/XUI/' : carry(state, userName, HOSTS.portal),
  };
};

/** Care Identity authentication (CIS2), as far as a smartcard goes. */
export const CARE_IDENTITY_SITE: Routes = {
  'GET /openam/XUI/': () => shapePage(cis2Choose),
  'POST /openam/UI/choose': chosen,
  'POST /openam/UI/card': useCard,
  'POST /openam/UI/role': pickRole,
};
