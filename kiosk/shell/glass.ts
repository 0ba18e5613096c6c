import type { ComponentType } from 'preact';
import type { HelpState } from './help-state.ts';

/** How calling for help and being helped stands, and what the person can do about it. */
export interface Helped extends HelpState {
  /** Nobody is needed any more. */
  readonly withdraw: () => void;
  readonly accept: () => void;
  readonly refuse: () => void;
  /** The person goes on by themselves. */
  readonly alone: () => void;
  /** To what was chosen for them. */
  readonly yes: () => void;
  readonly no: () => void;
  /** What was told has been read. */
  readonly dismiss: () => void;
}

/** In front of a screen because somebody pressed for help, or because three readings failed. */
export type HelpOverlay = 'help' | 'readings';

export interface HelpLineProps {
  readonly overlay: HelpOverlay | undefined;
  readonly onClose: () => void;
  readonly onChange: (helped: Helped) => void;
}

/** What is added to every screen once its scene is loaded. */
export interface Glass {
  /** Shows nothing: calls, follows and publishes for as long as the visit lasts. */
  readonly HelpLine: ComponentType<HelpLineProps>;
  /** Stands in the place of the header, so that nothing moves. */
  readonly Band: ComponentType<{ readonly helped: Helped; readonly onOpen: () => void }>;
  readonly HelpDialog: ComponentType<{ readonly helped: Helped; readonly onClose: () => void }>;
  /** What only the person can answer. */
  readonly Question: ComponentType<{ readonly helped: Helped }>;
}

/** Whether something stands in the band. */
export function isBanded({ call, session, told }: HelpState): boolean {
  return call !== undefined || session?.state === 'running' || told !== undefined;
}

/** Whether the person is asked something before anything else. */
export function isAsked({ session, filled }: HelpState): boolean {
  return session?.state === 'asked' || filled !== undefined;
}
