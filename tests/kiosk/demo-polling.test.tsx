// @vitest-environment happy-dom
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { useTable } from '../../kiosk/apps/demo/use-table.ts';

const root = document.createElement('div');
let asked: string[];
let hidden: boolean;
let order: ((act: { act: 'take-away' }) => void) | undefined;

function Probe() {
  const { table, away, act } = useTable();
  order = act;
  return <p>{`${table ? 'known' : 'unknown'} ${away ? 'away' : 'there'}`}</p>;
}

const passes = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms).then(() => undefined));
const show = (visible: boolean) => {
  hidden = !visible;
  document.dispatchEvent(new Event('visibilitychange'));
  return passes(0);
};

beforeEach(async () => {
  vi.useFakeTimers();
  asked = [];
  hidden = false;
  vi.spyOn(document, 'hidden', 'get').mockImplementation(() => hidden);
  vi.stubGlobal('fetch', async (path: string, { headers }: RequestInit) => {
    asked.push(path);
    expect(headers).toMatchObject({ 'onedoor-demo': '1' });
    return new Response('{"cards":[],"hospitals":[],"steps":[]}');
  });
  document.body.append(root);
  await act(() => render(<Probe />, root));
  await passes(0);
});
afterEach(() => {
  render(null, root);
  root.remove();
  vi.useRealTimers();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

it('the table of the demo is asked for once a second at most', async () => {
  expect(root.textContent).toBe('known there');
  await passes(10_000);
  expect(asked.length).toBeGreaterThan(5);
  expect(asked.length).toBeLessThanOrEqual(11);
});

it('the table of the demo is not asked for while nobody sees the page, and at once when somebody does again', async () => {
  await show(false);
  // The question that was planned already comes to nothing.
  const before = asked.length;
  await passes(60_000);
  expect(asked.length).toBe(before);
  await show(true);
  expect(asked.length).toBe(before + 1);
});

it('an act at the table is sent once, and what became of it is looked at', async () => {
  const before = asked.length;
  void order?.({ act: 'take-away' });
  await passes(10);
  expect(asked.slice(before)).toEqual(['/demo/acts', '/demo/table']);
});

it('a table of the demo that does not answer is said to be away, and what was known stays', async () => {
  vi.stubGlobal('fetch', async () => {
    throw new TypeError('no answer');
  });
  await passes(2_000);
  expect(root.textContent).toBe('known away');
});
