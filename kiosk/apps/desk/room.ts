import type { ComponentChildren } from 'preact';
import type { EnrolledDevice } from '../../staff/environment.ts';
import type { Person } from '../../staff/sign-in.tsx';
import type { DeskEnvironment } from './environment.ts';

/** Whose work this page has. Each has a room of their own, and nothing goes from one to another. */
export const ROLES = ['clerk', 'cashier', 'clinician', 'reviewer'] as const;

export interface RoomProps {
  readonly environment: DeskEnvironment;
  readonly device: EnrolledDevice;
  readonly onDeviceRefused: () => void;
  /** Who has just signed in, in the room of another role. */
  readonly arrived: Person | undefined;
  /** Whoever has signed in has their work in another room. */
  readonly onOther: (person: Person) => void;
  /** What stands at the end of the top bar on every screen. */
  readonly aside: ComponentChildren;
}
