import type { HelpCall } from './hall-types.ts';
import type { Say } from './saying.ts';
import { page } from './words.ts';

/** `3F` is 3楼 or floor 3; what a hospital calls otherwise stays as it is. */
const FLOOR = /^(-?\d+)\s*(?:F|楼|层)?$/i;

/** Where somebody is to go: the campus and the floor. */
export function whereOf({ campus, floor }: Pick<HelpCall, 'campus' | 'floor'>, say: Say): string {
  const [, number] = FLOOR.exec(floor) ?? [];
  return `${campus} ${number === undefined ? floor : say(page.floor, { floor: number })}`;
}
