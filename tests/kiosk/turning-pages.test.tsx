// @vitest-environment happy-dom
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { Pages } from '../../kiosk/components/pages/pages.tsx';
import { sayIn } from '../../kiosk/i18n/text.ts';

const root = document.createElement('div');
const say = sayIn('zh');

beforeEach(() => {
  document.body.append(root);
  void act(() =>
    render(<Pages {...{ items: [1, 2, 3], keyOf: String, atOnce: 1, say }}>{([number]) => <p>{number}</p>}</Pages>, root),
  );
});
afterEach(() => {
  render(null, root);
  root.remove();
});

const named = (words: string) => [...root.querySelectorAll('button')].find(({ textContent }) => textContent === words);

function press(words: string): void {
  const button = named(words);
  button?.focus();
  void act(() => button?.click());
}

it('turning a page of a list changes the words of one live region, which stood there before', () => {
  const region = root.querySelector('[role="status"]');
  expect(region?.textContent).toBe('第1页，共3页');
  press(say('list.more'));
  expect(root.querySelector('[role="status"]')).toBe(region);
  expect(region?.textContent).toBe('第2页，共3页');
});

it('the focus stays on the button that turned a page of a list, and goes to the other one when that button is gone', () => {
  press(say('list.more'));
  expect(document.activeElement).toBe(named(say('list.more')));
  press(say('list.more'));
  expect(named(say('list.more'))).toBeUndefined();
  expect(document.activeElement).toBe(named(say('list.earlier')));
  press(say('list.earlier'));
  press(say('list.earlier'));
  expect(document.activeElement).toBe(named(say('list.more')));
});
