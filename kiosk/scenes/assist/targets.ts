/** What can be pressed on the screen, as a helper may hear of it. */
export interface Target {
  readonly id: string;
  readonly label?: string;
  readonly chosen?: boolean;
}

export interface Targets {
  readonly shown: readonly Target[];
  /** By id. */
  readonly elements: ReadonlyMap<string, HTMLElement>;
}

/** As the contract bounds them. */
const TARGETS_MAX = 60;
const LABEL_MAX = 80;
const CHOSEN = '.choice-chosen, .tile-chosen, .time-chosen, [aria-pressed="true"]';

/**
 * The buttons of the question itself, in the order in which they stand there: not those of the frame or of a dialog, and none while a dialog
 * stands in front. Words go along only where a helper may fill in, and never those of what belongs to the person.
 */
export function targetsIn(page: ParentNode, mayFill: boolean): Targets {
  const main = page.querySelector('main');
  const buttons = main === null || main.closest('[inert]') !== null ? [] : [...main.querySelectorAll<HTMLElement>('button')];
  const pressed = buttons.filter((button) => isOffered(button)).slice(0, TARGETS_MAX);
  const named = pressed.map((element, index) => ({ id: `t${index + 1}`, element }));
  return {
    elements: new Map(named.map(({ id, element }) => [id, element])),
    shown: named.map(({ id, element }) => (mayFill ? { id, ...wordsOf(element) } : { id })),
  };
}

function isOffered(button: HTMLElement): boolean {
  // The body is for fingers alone: its parts stand in words beside it.
  if (button.hasAttribute('disabled') || button.closest('.body-figure, [hidden]') !== null) return false;
  return !('checkVisibility' in button) || button.checkVisibility({ visibilityProperty: true });
}

function wordsOf(element: HTMLElement): Pick<Target, 'label' | 'chosen'> {
  if (isUnshared(element)) return {};
  const label = [...labelOf(element)].slice(0, LABEL_MAX).join('').trim();
  return { ...(label === '' ? {} : { label }), ...(element.matches(CHOSEN) ? { chosen: true } : {}) };
}

/** What belongs to the person who stands there: their next visit, what they left unfinished, whom they saw before. */
function isUnshared(element: HTMLElement): boolean {
  return element.closest('[data-unshared]') !== null || element.querySelector('[data-unshared]') !== null;
}

/** What is written on it, part by part. */
export function labelOf(element: HTMLElement): string {
  const said = element.getAttribute('aria-label');
  if (said !== null) return oneLine(said);
  const parts: string[] = [];
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) parts.push(node.textContent ?? '');
  return oneLine(parts.join(' '));
}

/** The first thing that is written on it: what it is, without what is noted about it. */
export function nameOf(element: HTMLElement): string {
  const title = element.querySelector<HTMLElement>('.choice-title');
  return labelOf(title ?? element);
}

const oneLine = (words: string) => words.replace(/\s+/g, ' ').trim();
