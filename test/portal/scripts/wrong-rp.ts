import { runCeremony } from './outcome.ts';
import { element, plan } from './page.ts';

element('start', HTMLButtonElement).addEventListener('click', () =>
  runCeremony(async () => {
    const challenge = crypto.getRandomValues(new Uint8Array(32));
    await navigator.credentials.get({ publicKey: { challenge, rpId: String(plan()['rpId']) } });
    return true;
  }),
);
