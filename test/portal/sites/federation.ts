import { PRACTICE_PASSWORD } from '../accounts.ts';
import { shapePage } from '../document.ts';
import { type Handler, type Routes, sent } from '../exchange.ts';
import { HOSTS } from '../hosts.ts';
import { adfsHrd, adfsLogin } from '../pages/adfs.ts';
import { carry } from './arrival.ts';

const login: Handler = ({ body, state }) => {
  if (sent(body, 'Password') !== PRACTICE_PASSWORD) return shapePage(adfsLogin, { state: 'wrong' });
  return { redirect: carry(state, sent(body, 'UserName'), HOSTS.portal) };
};

/** The older sign-in of NHSmail. */
export const FEDERATION_SITE: Routes = {
  'GET /adfs/ls/': ({ url }) => shapePage(url.searchParams.has('username') ? adfsLogin : adfsHrd),
  'POST /adfs/ls/': () => shapePage(adfsLogin),
  'POST /adfs/ls/login': login,
};
