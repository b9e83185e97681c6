// The page from which a person touches, pulls out and plugs in the virtual key.
import type { ControlOrder, ControlState, ControlUpdate } from './control-messages.ts';

const TOKEN = 'wardkey-control-token';

function element<T extends HTMLElement>(id: string, kind: new () => T): T {
  const found = document.getElementById(id);
  if (!(found instanceof kind)) throw new Error(`no #${id}`);
  return found;
}

const status = element('status', HTMLElement);
const touch = element('touch', HTMLButtonElement);
const deny = element('deny', HTMLButtonElement);
const plug = element('plug', HTMLButtonElement);
const tries = element('tries', HTMLElement);
const credentials = element('credentials', HTMLElement);

function show(state: ControlState): void {
  document.body.dataset['plugged'] = String(state.plugged);
  document.body.dataset['awaited'] = String(state.touchAwaited);
  touch.disabled = !state.touchAwaited;
  deny.disabled = !state.touchAwaited;
  plug.disabled = false;
  plug.textContent = state.plugged ? 'Pull the key out' : 'Plug the key in';
  plug.dataset['order'] = state.plugged ? 'unplug' : 'plug';
  tries.textContent = String(state.pinTriesLeft);
  credentials.textContent = String(state.credentials);
  if (!state.plugged) status.textContent = 'The key is out.';
  else if (state.touchAwaited) status.textContent = 'The key is blinking. Touch it.';
  else status.textContent = 'The key is in and waits.';
}

// The token leaves the address bar at once, so that it stays in no history and on no screen.
const token = location.hash.slice(1) || sessionStorage.getItem(TOKEN) || '';
history.replaceState(null, '', location.pathname);

const socket = new WebSocket(`ws://${location.host}/control`);
const order = (wanted: ControlOrder): void => socket.send(JSON.stringify(wanted));

socket.addEventListener('open', () => socket.send(JSON.stringify({ token })));
socket.addEventListener('message', (message) => {
  const update = JSON.parse(String(message.data)) as ControlUpdate;
  if (update.nextToken !== undefined) sessionStorage.setItem(TOKEN, update.nextToken);
  if (update.state !== undefined) show(update.state);
});
socket.addEventListener('close', (event) => {
  for (const button of [touch, deny, plug]) button.disabled = true;
  status.textContent =
    event.code === 4401
      ? 'This address was used already. Start the practice again for a new one.'
      : 'The practice has ended.';
});

touch.addEventListener('click', () => order({ do: 'touch' }));
deny.addEventListener('click', () => order({ do: 'deny' }));
plug.addEventListener('click', () =>
  order({ do: plug.dataset['order'] === 'plug' ? 'plug' : 'unplug' }),
);
