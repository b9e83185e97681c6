import { hinders, isWorthNoting } from '../../../shared/errors/hinders.ts';
import type { DeviceList } from '../../../shared/rpc/device.ts';
import { sayWebEid } from '../../../shared/words/web-eid-words.ts';
import { explain } from '../../../shared/words/words.ts';
import { button } from '../../ui/button.ts';
import { deviceLine } from '../../ui/device-line.ts';
import { element } from '../../ui/dom.ts';
import { progress } from '../../ui/progress.ts';
import { whoCanHelp } from '../../ui/who-can-help.ts';
import type { Stage, StageContext, StageOf } from './stage.ts';
import { isWebEidKind } from './web-eid-kind.ts';

/** Nothing for the person to do yet. */
export function connectingStage({ say, actions }: StageContext): Stage {
  return {
    heading: say('signIn.connectingHeading'),
    drawing: 'mark',
    content: [progress(say('signIn.connectingText'))],
    buttons: [button({ text: say('signIn.cancel'), action: 'cancel', onPress: actions.leave })],
  };
}

/** The key is at work. */
export function workingStage({ say, actions }: StageContext): Stage {
  return {
    heading: say('signIn.workingHeading'),
    drawing: 'mark',
    content: [progress(say('signIn.workingText'))],
    buttons: [button({ text: say('signIn.cancel'), action: 'cancel', onPress: actions.leave })],
  };
}

/** No usable key is attached: says what to do, and what stands in the way of what is attached. */
export function deviceWaitStage(stage: StageOf<'device-wait'>, context: StageContext): Stage {
  const { language, kind, say, actions } = context;
  const found = element('div', { role: 'status', class: 'found' });
  let shown = '';

  // Told again only when it changed, or a screen reader would read it out at every event.
  function tell(list: DeviceList): void {
    const news = JSON.stringify(list);
    if (news === shown) return;
    shown = news;
    found.replaceChildren(...obstacles(list, context));
  }

  tell(stage.list);
  return {
    ...(isWebEidKind(kind)
      ? { heading: sayWebEid(language, 'webEid.waitHeading'), drawing: 'card' }
      : { heading: say('signIn.waitHeading'), drawing: 'key' }),
    content: [
      element(
        'p',
        {},
        isWebEidKind(kind) ? sayWebEid(language, 'webEid.waitText') : say('signIn.waitText'),
      ),
      found,
    ],
    buttons: [button({ text: say('signIn.cancel'), action: 'cancel', onPress: actions.leave })],
    onNews: (news) => {
      if (news.type === 'device-wait') tell(news.list);
    },
  };
}

function obstacles(
  { devices, problems }: DeviceList,
  { language, kind, say }: StageContext,
): Node[] {
  const wanted = isWebEidKind(kind) ? 'card' : 'key';
  const troubles = problems
    .filter((code) => hinders(wanted, code))
    .map((code) => {
      const { says, next } = explain(language, code);
      return element(
        'div',
        { class: 'obstacle', 'data-code': code },
        element('p', {}, `${says} ${next}`),
        whoCanHelp(language, code),
      );
    });
  const notes = problems
    .filter((code) => isWorthNoting(wanted, code))
    .map((code) => element('p', { 'data-code': code }, explain(language, code).says));
  if (devices.length === 0) return [...troubles, ...notes];
  return [
    ...troubles,
    ...notes,
    element('p', {}, say('signIn.waitFound')),
    element(
      'ul',
      { class: 'devices' },
      ...devices.map((device) => element('li', {}, deviceLine(language, device, wanted))),
    ),
  ];
}
