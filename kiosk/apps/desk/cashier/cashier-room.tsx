import type { RoomProps } from '../room.ts';
import { SignInPage } from '../sign-in-page.tsx';
import { useSignedIn } from '../use-signed-in.ts';
import { CashierWork } from './cashier-work.tsx';

/** A cashier signs in, comes on duty, takes cash and gives it back. While the page is locked nothing of anybody is on it. */
export function CashierRoom({ environment, device, onDeviceRefused, arrived, onOther, aside }: RoomProps) {
  const cashier = useSignedIn(environment, device, { arrived, onDeviceRefused });
  const { client, person, open, signedIn, lock, signedOut } = cashier;
  if (!open || person === undefined)
    return (
      <SignInPage
        {...{ environment, device, person, aside }}
        onSignedIn={(who) => (who.session.role === 'cashier' ? signedIn(who) : onOther(who))}
      />
    );
  return <CashierWork {...{ client, lock, signedOut, aside }} who={person.session} newKey={environment.newKey} />;
}
