import { JOURNEYS } from '../../../shared/journeys/catalogue.ts';
import { GROUPS, type Group, type Journey } from '../../../shared/journeys/journey.ts';

/** All journeys by what they are about, in the order of the help page. */
export const JOURNEY_GROUPS: readonly (readonly [Group, readonly Journey[]])[] = GROUPS.map(
  (group) => [group, JOURNEYS.filter((journey) => journey.group === group)],
);
