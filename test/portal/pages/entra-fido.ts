import type { Handler } from '../exchange.ts';
import { HOSTS, originOf } from '../hosts.ts';
import { layout, OUTCOME } from './layout.ts';

/** The account that the practice pages use when nobody typed one. */
const SOMEBODY = 'sam.jones@nhs.net';

/**
 * `GET /common/fido/get`: the security-key step of a sign-in. Reached from the email step (with
 * `login_hint`) it calls for the key at once, as the real page does; opened alone it waits for a
 * click.
 */
export const entraFidoGet: Handler = ({ url }) => {
  const hint = url.searchParams.get('login_hint') ?? '';
  return layout({
    title: 'Sign in to your account',
    script: 'security-key-get',
    plan: { userName: hint, atOnce: hint !== '' },
    main: securityKeyStep('Face, fingerprint, PIN or security key'),
  });
};

/** `GET /common/fido/create`: the security-key step of a registration. */
export const entraFidoCreate: Handler = ({ url }) =>
  layout({
    title: 'Set up a passkey',
    script: 'security-key-create',
    plan: {
      userName: url.searchParams.get('login_hint') ?? SOMEBODY,
      next: `${originOf(HOSTS.mySignIns)}/security-info?added=1`,
      goOn: url.searchParams.has('login_hint'),
    },
    main: securityKeyStep('Set up your passkey'),
  });

function securityKeyStep(heading: string): string {
  return `<h1>${heading}</h1>
<p>Your device will open a security window. Follow the instructions there.</p>
${OUTCOME}
<p><button type="button" id="idSIButton9">Next</button></p>
<p><button type="button" class="plain" id="idBtn_Back">Sign in another way</button></p>`;
}
