import { render } from 'preact';
import { learnWords } from '../../i18n/text.ts';
import { en as slipsEn } from '../../scenes/slips/en.ts';
import { zh as slipsZh } from '../../scenes/slips/zh.ts';
import { Desk } from './desk.tsx';
import type { DeskEnvironment } from './environment.ts';
import { keepFocus } from './keep-focus.ts';

/** Answers how to stop. */
export function startDesk(environment: DeskEnvironment): { readonly stop: () => void } {
  const { root } = environment;
  // The slip is the kiosk's, with its words.
  learnWords({ zh: slipsZh, en: slipsEn });
  // A page that the browser kept, and shows again, would show the person of then.
  const onPageShow = (event: PageTransitionEvent) => {
    if (event.persisted) location.reload();
  };
  window.addEventListener('pageshow', onPageShow);
  const letGo = keepFocus(root);
  render(<Desk environment={environment} />, root);
  return {
    stop() {
      window.removeEventListener('pageshow', onPageShow);
      letGo();
      render(null, root);
    },
  };
}
