import type { Say } from './saying.ts';
import type { Words } from './word.ts';

const spans = {
  seconds: { zh: '{seconds}秒', en: '{seconds} s' },
  minutes: { zh: '{minutes}分{seconds}秒', en: '{minutes} min {seconds} s' },
  whole: { zh: '{minutes}分钟', en: '{minutes} min' },
} as const satisfies Words<string>;

/** How long something takes or took, in words that nobody takes for a time of the day. */
export function spanOf(say: Say, ms: number): string {
  const whole = Math.max(0, Math.floor(ms / 1000));
  const minutes = Math.floor(whole / 60);
  const seconds = whole % 60;
  if (minutes === 0) return say(spans.seconds, { seconds });
  return minutes >= 60 || seconds === 0 ? say(spans.whole, { minutes }) : say(spans.minutes, { minutes, seconds });
}
