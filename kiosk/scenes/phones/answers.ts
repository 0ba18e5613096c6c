import type { BoundPhone, PersonSession } from '../../client/wire.ts';
import type { Acts } from '../../shell/visit.ts';

/** One place that is to be ended, or every other one; at a machine entering the code of a phone, on a phone asking for one. */
export type PhonesWish =
  | { readonly what: 'session'; readonly session: PersonSession }
  | { readonly what: 'phone'; readonly phone: BoundPhone }
  | { readonly what: 'others' | 'enter' | 'bind' };

/** Whether whoever ends this ends the session in which they do it. */
export function endsHere(wish: PhonesWish | undefined): boolean {
  if (wish?.what === 'session') return wish.session.current;
  return wish?.what === 'phone' && wish.phone.current;
}

/** To the binding of this phone from wherever it is missed: the same way as somebody goes by hand, so that Back leads along it. */
export function goToBinding(act: Pick<Acts, 'home' | 'settle'>): void {
  act.home();
  act.settle('home', 'information');
  act.settle('information', 'phones');
  act.settle('phones', { what: 'bind' });
}
