import { render } from 'preact';
import type { Environment } from './environment.ts';
import { Helper } from './helper.tsx';

/** Answers how to stop. */
export function startHelper(environment: Environment): { readonly stop: () => void } {
  const { root } = environment;
  // A page that the browser kept, and shows again, would show what was true then.
  const onPageShow = (event: PageTransitionEvent) => {
    if (event.persisted) location.reload();
  };
  window.addEventListener('pageshow', onPageShow);
  render(<Helper environment={environment} />, root);
  return {
    stop() {
      window.removeEventListener('pageshow', onPageShow);
      render(null, root);
    },
  };
}
