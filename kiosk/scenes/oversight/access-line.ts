import type { Access } from '../../client/wire.ts';
import type { Say } from '../../i18n/text.ts';
import { zhAccessLog } from './access-log-zh.ts';

type Why = Extract<keyof typeof zhAccessLog, `why.${string}`>;
type Did = Extract<keyof typeof zhAccessLog, `did.${string}`>;

/** A line of the access log as one would tell it: who, and what they did. */
export function sayAccess(say: Say, access: Access): string {
  return say('access.line', { who: whoIn(say, access), did: say(didOf(access.action)) });
}

function whoIn(say: Say, { who, name }: Access): string {
  if (name === undefined) return say(`access.${who}`);
  return who === 'staff' ? say('access.staff.name', { name }) : name;
}

/** What has no sentence yet is told in general: nobody reads a code. */
export function didOf(action: string): Did {
  const key = `did.${action}`;
  return key in zhAccessLog ? (key as Did) : 'did.other';
}

/** Why, as it was written down; a code is said in words. */
export function sayWhy(say: Say, reason: string): string {
  const key = `why.${reason}`;
  return say('access.why', { reason: key in zhAccessLog ? say(key as Why) : reason });
}
