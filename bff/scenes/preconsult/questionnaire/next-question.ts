import { nearest } from './enablement.ts';
import type { Branch, Field, FormState, Path } from './form-state.ts';
import { fieldsUnder, isAsked, pathOf } from './form-state.ts';
import { type Item, isQuestion } from './item.ts';

/** How far somebody has come. */
export interface Progress {
  /** Questions that were answered or skipped. */
  readonly asked: number;
  /** As many may be asked in all, those too that only further answers would open; it may be fewer, and never more without a repeat. */
  readonly atMost: number;
}

export interface NextQuestion {
  /** `null`: nothing is left to ask. */
  readonly path: Path | null;
  readonly item: Item | null;
  readonly progress: Progress;
}

/** The next question that is on, is shown and was not asked yet, in the order of the document. */
export function nextQuestion(state: FormState): NextQuestion {
  let [asked, atMost] = [0, 0];
  let next: Field | null = null;
  const closed = new Map<Branch, boolean>();
  for (const field of fieldsUnder(state.root)) {
    if (!isAsked(field)) continue;
    if (field.isOn) {
      atMost += 1;
      if (wasAsked(field)) asked += 1;
      else {
        next ??= field;
        atMost += underneath(field.item);
      }
    } else if (mayComeOn(field, closed)) atMost += 1 + underneath(field.item);
  }
  return { path: next === null ? null : pathOf(next), item: next?.item ?? null, progress: { asked, atMost } };
}

function wasAsked({ answers, skipped }: Field): boolean {
  return answers.length > 0 || skipped !== null;
}

/** Questions under a question that has no answer yet: they are there once it has one. */
function underneath(item: Item): number {
  let count = 0;
  for (const child of item.items) {
    if (isQuestion(child) && !child.hidden && !child.readOnly && child.calculated === null) count += 1;
    count += underneath(child);
  }
  return count;
}

/** Whether a field that is off can come on by answers that are still to be given, without another answer being changed. */
function mayComeOn(field: Field, closed: Map<Branch, boolean>): boolean {
  return !isClosed(field.branch, closed) && !isForGood(field);
}

function isClosed(branch: Branch, closed: Map<Branch, boolean>): boolean {
  const known = closed.get(branch);
  if (known !== undefined) return known;
  const { owner } = branch;
  const isShut = owner !== null && (isClosed(owner.branch, closed) || (!owner.isOn && isForGood(owner)));
  closed.set(branch, isShut);
  return isShut;
}

/** Off by itself, and by answers that were all given. */
function isForGood({ item, branch }: Field): boolean {
  if (item.conditions.length === 0) return false;
  return item.conditions.every((condition) => {
    const asked = nearest(branch, item, condition);
    return asked?.isOn === true && wasAsked(asked);
  });
}
