import { type Person, SignIn } from '../../staff/sign-in.tsx';
import { ROLES, type RoomProps } from './room.ts';
import { frame } from './words.ts';

interface SignInPageProps extends Pick<RoomProps, 'environment' | 'device' | 'aside'> {
  /** Who was here before the page was locked. */
  readonly person: Person | undefined;
  readonly onSignedIn: (person: Person) => void;
}

/** All that is on the page while nobody works at it. */
export function SignInPage({ environment, device, aside, person, onSignedIn }: SignInPageProps) {
  return (
    <>
      <header class="top">{aside}</header>
      <main class="narrow">
        <SignIn
          key={person?.number}
          device={device}
          before={person}
          locked={person !== undefined}
          passkeys={environment.passkeys}
          roles={ROLES}
          otherRole={frame.otherRole}
          onSignedIn={onSignedIn}
        />
      </main>
    </>
  );
}
