import {
  type PublicKeyCredentialCreationOptionsJSON,
  startRegistration,
} from '@simplewebauthn/browser';
import { runCeremony } from './outcome.ts';
import { element, plan, post, show } from './page.ts';

const { userName, next, goOn } = plan();
show();
const button = element('idSIButton9', HTMLButtonElement);

button.addEventListener('click', async () => {
  const verified = await runCeremony(async () => {
    const optionsJSON = await post<PublicKeyCredentialCreationOptionsJSON>('/fido/create/options', {
      userName,
    });
    const answer = await startRegistration({ optionsJSON });
    return (await post<{ verified: boolean }>('/fido/create/verify', answer)).verified;
  });
  button.textContent = 'Try again';
  if (verified && goOn === true) location.assign(String(next));
});
