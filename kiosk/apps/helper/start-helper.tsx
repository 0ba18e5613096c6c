import { render } from 'preact';
import { reloadWhenKept } from '../../staff/kept-page.ts';
import type { Environment } from './environment.ts';
import { Helper } from './helper.tsx';

/** Answers how to stop. */
export function startHelper(environment: Environment): { readonly stop: () => void } {
  const { root } = environment;
  const letPageBe = reloadWhenKept(window);
  render(<Helper environment={environment} />, root);
  return {
    stop() {
      letPageBe();
      render(null, root);
    },
  };
}
