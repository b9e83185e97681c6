import { chooseAccountStage } from './choose-account-stage.ts';
import { chooseDeviceStage } from './choose-device-stage.ts';
import { consentStage } from './consent-stage.ts';
import { fingerprintStage } from './fingerprint-stage.ts';
import { newPinStage } from './new-pin-stage.ts';
import { pinPadStage } from './pin-pad-stage.ts';
import { pinStage } from './pin-stage.ts';
import { plugInStage, unplugStage, wipingTouchStage } from './reset-stages.ts';
import { doneStage, failedStage } from './result-stage.ts';
import type { AnyStage, Stage, StageContext } from './stage.ts';
import { touchStage } from './touch-stage.ts';
import { connectingStage, deviceWaitStage, workingStage } from './wait-stage.ts';

/** The part of the window that goes with what the sign-in is doing. */
export function stageFor(stage: AnyStage, context: StageContext): Stage {
  switch (stage.type) {
    case 'connecting':
      return connectingStage(context);
    case 'device-wait':
      return deviceWaitStage(stage, context);
    case 'device-choice':
      return chooseDeviceStage(stage, context);
    case 'pin':
      return pinStage(stage, context);
    case 'new-pin':
      return newPinStage(stage, context);
    case 'touch':
      return context.kind === 'key-reset'
        ? wipingTouchStage(stage, context)
        : touchStage(stage, context);
    case 'unplug':
      return unplugStage(stage, context);
    case 'plug-in':
      return plugInStage(stage, context);
    case 'fingerprint':
      return fingerprintStage(stage, context);
    case 'account-choice':
      return chooseAccountStage(stage, context);
    case 'consent':
      return consentStage(stage, context);
    case 'pin-pad':
      return pinPadStage(stage, context);
    case 'working':
      return workingStage(context);
    case 'done':
      return doneStage(context);
    case 'failed':
      return failedStage(stage, context);
  }
}

/** What makes a stage another one: news with the same answer change what stands there already. */
export function stageIdentity(stage: AnyStage): string {
  switch (stage.type) {
    case 'device-choice':
    case 'pin':
    case 'new-pin':
    case 'account-choice':
    case 'consent':
      return `${stage.type} ${stage.step}`;
    case 'touch':
      return `${stage.type} ${stage.device.id} ${stage.again} ${stage.long}`;
    case 'pin-pad':
    case 'unplug':
    case 'plug-in':
      return `${stage.type} ${stage.device.id}`;
    case 'fingerprint':
      return `${stage.type} ${stage.device.id} ${stage.triesLeft} ${stage.problem}`;
    case 'failed':
      return `${stage.type} ${stage.code} ${JSON.stringify(stage.facts)}`;
    default:
      return stage.type;
  }
}

/** Whether nothing more comes by itself. */
export function isOver({ type }: AnyStage): boolean {
  return type === 'done' || type === 'failed';
}
