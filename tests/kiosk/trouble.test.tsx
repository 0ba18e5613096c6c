// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen } from '@testing-library/preact';
import { afterEach, describe, expect, it, type Mock, vi } from 'vitest';
import { type ProblemCode, problems } from '../../bff/contract/problems.ts';
import { Trouble } from '../../kiosk/components/trouble/trouble.tsx';
import { type Way, wayLabels, waysFrom } from '../../kiosk/components/trouble/trouble-ways.ts';
import { sayIn } from '../../kiosk/i18n/text.ts';
import './kit/all-scenes.ts';

afterEach(cleanup);

const WINDOW = '本部1楼2号窗口';
const codes = Object.keys(problems) as ProblemCode[];

function problemOf(code: ProblemCode) {
  const { status, title, retryable } = problems[code];
  return {
    type: `/problems/${code}`,
    title,
    status,
    instance: 'req_12345678',
    code,
    retryable,
    patientMessageKey: `problem.${code}`,
  };
}

describe.each(['zh', 'en'] as const)('every problem in %s', (language) => {
  const say = sayIn(language);

  it.each(codes)('%s: is told in words of the person, and each way on works', (code) => {
    const ways = waysFrom(code);
    const can: Partial<Record<Way, Mock>> & Record<'home' | 'person', Mock> = { home: vi.fn(), person: vi.fn() };
    for (const way of ways) can[way] = vi.fn();
    const { container } = render(<Trouble problem={problemOf(code)} say={say} window={WINDOW} can={can} />);
    expect(screen.getByRole('alert')).toBeTruthy();
    expect(document.activeElement).toBe(screen.getByRole('heading'));
    expect(container.textContent).not.toContain(code);
    expect(container.textContent).toContain(WINDOW);
    expect(screen.getAllByRole('button').length).toBeGreaterThanOrEqual(2);
    for (const way of ways) {
      fireEvent.click(screen.getByRole('button', { name: say(wayLabels[way]) }));
      expect(can[way]).toHaveBeenCalledOnce();
    }
  });

  it.each(codes)('%s: leaves two ways on also where none of its own can be gone, and one leads to a person', (code) => {
    const can = { home: vi.fn(), person: vi.fn() };
    render(<Trouble problem={problemOf(code)} say={say} window={WINDOW} can={can} />);
    for (const way of ['home', 'person'] as const) {
      fireEvent.click(screen.getByRole('button', { name: say(wayLabels[way]) }));
      expect(can[way]).toHaveBeenCalledOnce();
    }
  });
});
