import { SettingsView } from '../../../shared/messages/settings-view.ts';
import { chooseLanguage } from '../../../shared/words/language.ts';
import { askToLookAt } from '../../platform/access.ts';
import { explanation } from '../../ui/explanation.ts';
import { send } from '../../ui/send.ts';
import { watchView } from '../../ui/view-port.ts';
import { showSettings } from './settings-screen.ts';

let shown = '';

watchView('settings', SettingsView, {
  onView: (view) => {
    // What is the same as before stays, with the focus, and with the button that is being pressed.
    const text = JSON.stringify(view);
    if (text === shown) return;
    shown = text;
    showSettings(document.body, view, {
      speak: (language) => send({ kind: 'language.choose', language }),
      allow: askToLookAt,
    });
  },
  onLost: () => {
    shown = '';
    const language = chooseLanguage({ system: navigator.languages });
    document.body.replaceChildren(explanation(language, 'internal'));
  },
});
