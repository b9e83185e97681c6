import { runCeremony } from './outcome.ts';
import { element, plan, show } from './page.ts';

show();
element('start', HTMLButtonElement).addEventListener('click', () =>
  runCeremony(async () => {
    const controller = new AbortController();
    const timer = setTimeout(() => controller.abort(), Number(plan()['after']));
    const publicKey = { challenge: crypto.getRandomValues(new Uint8Array(32)) };
    try {
      await navigator.credentials.get({ publicKey, signal: controller.signal });
    } finally {
      clearTimeout(timer);
    }
    return true;
  }),
);
