import type { AssistSession, HelpCall } from '../client/wire.ts';

/** What is said in the band, once, of what a helper changed or of how their help ended. */
export type Told =
  | 'text-large'
  | 'text-standard'
  | 'contrast-high'
  | 'contrast-usual'
  | 'reach-low'
  | 'reach-usual'
  | 'language'
  | 'helped'
  | 'alone'
  | 'time-over'
  | 'idle'
  | 'off-duty';

/** How calling for help and being helped stands at this kiosk, in this visit. */
export interface HelpState {
  /** The gateway was asked to call, and has not answered yet. */
  readonly calling?: boolean | undefined;
  /** Three readings failed, and the kiosk called by itself. */
  readonly byReadings?: boolean | undefined;
  /** The call of this visit while it is open; or that ended with a ticket for the window. */
  readonly call?: HelpCall | undefined;
  /** Somebody who asks to help, or does. */
  readonly session?: Pick<AssistSession, 'id' | 'helper' | 'state'> | undefined;
  /** What the helper chose, until the person has said yes or no. */
  readonly filled?: string | undefined;
  readonly told?: { readonly what: Told; readonly helper: string } | undefined;
}
