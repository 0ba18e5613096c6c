import type { RoomProps } from '../room.ts';
import { SignInPage } from '../sign-in-page.tsx';
import { useSignedIn } from '../use-signed-in.ts';
import { ReviewerWork } from './reviewer-work.tsx';
import { useGatewayTime } from './use-gateway-time.ts';

/** A reviewer signs in and says of each opening in an emergency whether it was right. While the page is locked nothing of anybody is on it. */
export function ReviewerRoom({ environment, device, onDeviceRefused, arrived, onOther, aside }: RoomProps) {
  const {
    client: asks,
    person,
    open,
    signedIn,
    lock,
    signedOut,
  } = useSignedIn(environment, device, { arrived, onDeviceRefused });
  const { client, at } = useGatewayTime(asks, environment.now);
  if (!open || person === undefined)
    return (
      <SignInPage
        {...{ environment, device, person, aside }}
        onSignedIn={(who) => (who.session.role === 'reviewer' ? signedIn(who) : onOther(who))}
      />
    );
  return <ReviewerWork {...{ client, at, lock, signedOut, aside }} who={person.session} />;
}
