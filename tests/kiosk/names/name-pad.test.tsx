// @vitest-environment happy-dom
import { render } from 'preact';
import { useState } from 'preact/hooks';
import { act } from 'preact/test-utils';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { loadCharacters } from '../../../kiosk/components/name-pad/load-characters.ts';
import { NamePad } from '../../../kiosk/components/name-pad/name-pad.tsx';
import { startTyping } from '../../../kiosk/components/name-pad/typing.ts';
import { learnWords, sayIn } from '../../../kiosk/i18n/text.ts';
import { en } from '../../../kiosk/scenes/dependants/en.ts';
import { zh } from '../../../kiosk/scenes/dependants/zh.ts';
import { LENGTH_MAX } from './presses.ts';

const root = document.createElement('div');
learnWords({ zh, en });
const say = sayIn('zh');

function Writing({ name }: { readonly name: string }) {
  const [typing, setTyping] = useState(startTyping(name));
  return <NamePad typing={typing} onType={setTyping} lengthMax={LENGTH_MAX} say={say} label={say('child-name.field')} />;
}

const begin = (name = '') => void act(() => render(<Writing name={name} />, root));

beforeAll(() => loadCharacters());
beforeEach(() => void document.body.append(root));
afterEach(() => {
  render(null, root);
  root.remove();
});

const shown = () => root.querySelector('output')?.textContent;
const named = (words: string) =>
  [...root.querySelectorAll('button')].find((one) => (one.getAttribute('aria-label') ?? one.textContent)?.trim() === words);

/** Presses what has these words, as a finger or a switch does: it has to stand there, and to be open. */
function press(...words: readonly string[]): void {
  for (const some of words) {
    const button = named(some);
    if (button === undefined || button.disabled) throw new Error(`${some} can not be pressed`);
    button.focus();
    void act(() => button.click());
  }
}

const onKeyboard = (...keys: readonly string[]) => {
  for (const key of keys) void act(() => void document.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true })));
};

describe('the pad for names', () => {
  it('a Chinese name is written by touching sounds and characters alone', () => {
    begin();
    press('O', 'U', '欧阳', 'X', 'I', 'A', 'O', '小', 'Y', 'U', '雨');
    expect(shown()).toBe('欧阳小雨');
  });

  it('a Chinese name is written by touching strokes and characters alone', () => {
    begin();
    press('笔画', '一 横', '一 横', '丨 竖', '王', '丨 竖', '丿 撇', '丶 点', '小');
    expect(shown()).toBe('王小');
  });

  it('a Latin name is written letter by letter, with capitals, marks and a blank between its parts', () => {
    begin();
    press('ABC', 'Z', 'o', 'é ö …', 'à');
    expect(shown()).toBe('Zoà');
    press('删一个', 'A B C', 'e', '空格', 'O', '撇号', 'N', 'i');
    expect(shown()).toBe("Zoe O'Ni");
  });

  it('a dot stands between the parts of a Chinese name', () => {
    begin('古丽');
    press('间隔号', 'M', 'A', 'I', '买');
    expect(shown()).toBe('古丽·买');
  });

  it('deleting takes away first what is being typed, then what stands in the name', () => {
    begin('王小');
    press('Y', '删一个');
    expect(shown()).toBe('王小');
    press('删一个');
    expect(shown()).toBe('王');
  });

  it('a keyboard writes too: letters by sound, digits by stroke, and each way stands open', () => {
    begin();
    onKeyboard('w', 'a', 'n', 'g');
    expect(shown()).toBe('wang');
    onKeyboard('Backspace', 'Backspace', 'Backspace', 'Backspace', '1', '1', '2', '1');
    expect(shown()).toBe('一一丨一');
    expect(named('笔画')?.getAttribute('aria-pressed')).toBe('true');
    press('王');
    expect(shown()).toBe('王');
  });

  it('after a character was chosen, whoever goes by keys goes on with the next one, and not from the start of the page', () => {
    begin();
    press('W', '王');
    expect(document.activeElement).toBe(named('A'));
  });

  it('a rare character is behind pages, and a page that was turned is told by its number', () => {
    begin('王');
    press('D', 'A');
    expect(named('龘')).toBeUndefined();
    for (let page = 2; named('龘') === undefined; page += 1) {
      press(say('list.more'));
      expect(root.querySelector('[role="status"]')?.textContent).toMatch(new RegExp(`^第${page}页，`));
    }
    press('龘');
    expect(shown()).toBe('王龘');
  });

  it('what leads to no character is said, and can be taken back', () => {
    begin('王');
    press('X', 'Q');
    expect(root.querySelector('[role="status"]')?.textContent).toBe(say('name-pad.none'));
    press('删一个', 'I', 'A', 'O', '晓');
    expect(shown()).toBe('王晓');
  });
});
