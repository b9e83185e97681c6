import { practicePage } from '../document.ts';
import { type Routes, sent } from '../exchange.ts';
import { phonePage } from '../pages/phone.ts';

/** The person's phone, as a page that a person or a test opens beside the others. */
export const PHONE_SITE: Routes = {
  'GET /': ({ state }) => {
    const isAsked = state.phones.waiting() !== undefined;
    return practicePage({
      title: 'Your phone',
      script: 'phone',
      plan: { isAsked },
      views: [{ name: 'phone', body: phonePage(isAsked) }],
    });
  },
  'POST /state': ({ state }) => ({ json: { isAsked: state.phones.waiting() !== undefined } }),
  'POST /answer': ({ body, state }) => {
    state.phones.answer(sent(body, 'say') === 'yes' ? sent(body, 'number') : null);
    return { redirect: '/' };
  },
};
