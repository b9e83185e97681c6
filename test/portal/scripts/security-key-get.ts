import {
  type PublicKeyCredentialRequestOptionsJSON,
  startAuthentication,
} from '@simplewebauthn/browser';
import { runCeremony } from './outcome.ts';
import { element, plan, post, show } from './page.ts';

const { userName, atOnce } = plan();
show();
const button = element('idSIButton9', HTMLButtonElement);

async function signIn(): Promise<void> {
  let next: string | null = null;
  const verified = await runCeremony(async () => {
    const optionsJSON = await post<PublicKeyCredentialRequestOptionsJSON>('/fido/get/options', {
      userName,
    });
    const answer = await startAuthentication({ optionsJSON });
    ({ next } = await post<{ next: string | null }>('/fido/get/verify', answer));
    return next !== null;
  });
  button.textContent = 'Try again';
  if (verified && next !== null && atOnce === true) location.assign(next);
}

button.addEventListener('click', signIn);
if (atOnce === true) await signIn();
