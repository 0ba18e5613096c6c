import { render } from 'preact';
import { learnWords } from '../../i18n/text.ts';
import { en as recordsEn } from '../../scenes/records/en.ts';
import { zh as recordsZh } from '../../scenes/records/zh.ts';
import { en as slipsEn } from '../../scenes/slips/en.ts';
import { zh as slipsZh } from '../../scenes/slips/zh.ts';
import { reloadWhenKept } from '../../staff/kept-page.ts';
import { Desk } from './desk.tsx';
import type { DeskEnvironment } from './environment.ts';
import { keepFocus } from './keep-focus.ts';

/** Answers how to stop. */
export function startDesk(environment: DeskEnvironment): { readonly stop: () => void } {
  const { root } = environment;
  // What goes onto paper is the kiosk's, with its words.
  learnWords({ zh: slipsZh, en: slipsEn });
  learnWords({ zh: recordsZh, en: recordsEn });
  const letPageBe = reloadWhenKept(window);
  const letGo = keepFocus(root);
  render(<Desk environment={environment} />, root);
  return {
    stop() {
      letPageBe();
      letGo();
      render(null, root);
    },
  };
}
