import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { fill } from '../../i18n/fill.ts';
import type { Language } from '../../i18n/text.ts';
import type { PartProps } from './part.ts';
import { parts } from './parts.ts';
import type { PrintedSlip } from './printed-slip.ts';
import { useTable } from './use-table.ts';
import { page, type Word } from './words.ts';

/** As many as a tray holds before they fall on the floor. */
const SLIPS_MAX = 5;

/** The whole product on one table: a kiosk, what lies beside it, and the hospitals behind it. */
export function Demo() {
  const { table, away, act } = useTable();
  const [language, setLanguage] = useState<Language>(() => (/^zh/i.test(navigator.language) ? 'zh' : 'en'));
  const [slips, setSlips] = useState<readonly PrintedSlip[]>([]);
  const glass = useRef<HTMLIFrameElement>(null);
  const [onTop, setOnTop] = useState<'phone' | 'patient-phone'>('phone');
  useEffect(() => {
    document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
  }, [language]);
  const say = (word: Word, values: Readonly<Record<string, string | number>> = {}) => fill(word[language], values);
  const onPrinted = (slip: PrintedSlip) => setSlips((before) => [slip, ...before].slice(0, SLIPS_MAX));
  const whole = useRef<HTMLElement>(null);
  const laidBefore = useRef(onTop);
  useLayoutEffect(() => {
    if (laidBefore.current === onTop) return;
    laidBefore.current = onTop;
    // What was pressed lies below now: whoever works by keys goes on at the one above.
    whole.current?.querySelector<HTMLElement>(`.${onTop} .other-phone`)?.focus();
  }, [onTop]);
  const onOtherPhone = () => setOnTop((before) => (before === 'phone' ? 'patient-phone' : 'phone'));
  const props: PartProps = { table, act, language, say, slips, onPrinted, glass, onOtherPhone };
  return (
    <>
      <header class="head">
        <h1>{say(page.title)}</h1>
        <p>{say(page.lead)}</p>
        <p class="soft">{say(page.invented)}</p>
        <p class="away" role="status">
          {away && say(page.away)}
        </p>
        <button
          type="button"
          lang={language === 'zh' ? 'en' : 'zh-CN'}
          onClick={() => setLanguage(language === 'zh' ? 'en' : 'zh')}
        >
          {say(page.other)}
        </button>
      </header>
      <main class="table" data-phone={onTop} ref={whole}>
        {parts.map(({ name, title, Show }) => (
          <section key={name} class={`part ${name}`} aria-labelledby={`title-${name}`}>
            <h2 id={`title-${name}`}>{say(title)}</h2>
            <Show {...props} />
          </section>
        ))}
      </main>
    </>
  );
}
