import { callerOf, type RequestContext } from '../../platform/http/context.ts';
import type { Handlers } from '../../platform/http/gateway.ts';
import { isProblem, problem } from '../../platform/http/reply.ts';
import { clearCookie, cookieNamed, keepCookie, PHONE_COOKIE, SESSION_COOKIE } from '../../platform/http/session-token.ts';
import { limits } from '../../platform/limits/limits.ts';
import { askPhoneBinding, readPhoneBinding } from './ask-phone-binding.ts';
import { type AtDevice, confirmPhoneBinding, enterPhoneBinding } from './bind-phone.ts';
import { endBoundPhone, listBoundPhones } from './bound-phones.ts';
import type { IdentityDependencies } from './dependencies.ts';

export type PhoneOperations =
  | 'askPhoneBinding'
  | 'readPhoneBinding'
  | 'enterPhoneBinding'
  | 'confirmPhoneBinding'
  | 'listBoundPhones'
  | 'endBoundPhone';

/** The secret of the browser. One that is enrolled as a device has none: whoever stands there is not at a phone of theirs. */
export function browserOf({ device, header }: RequestContext): string | undefined {
  return device ? undefined : cookieNamed(PHONE_COOKIE, header('cookie'));
}

function atDevice(context: RequestContext): AtDevice {
  const { staff, place, requestId } = context;
  return { caller: callerOf(context), clerk: staff?.role === 'clerk' ? staff : undefined, place, requestId };
}

/** A phone becomes somebody's own, and is so no more. */
export function phoneHandlers(dependencies: IdentityDependencies): Pick<Handlers, PhoneOperations> {
  return {
    async askPhoneBinding(_input, context) {
      const { requestId } = context;
      const answered = await askPhoneBinding(dependencies, { caller: callerOf(context), browser: browserOf(context), requestId });
      if (isProblem(answered)) return answered;
      const seconds = limits.boundPhoneLife.figure / 1000;
      return { status: 201, body: answered.asked, headers: { 'set-cookie': keepCookie(PHONE_COOKIE, answered.secret, seconds) } };
    },
    async readPhoneBinding({ params }, context) {
      const state = await readPhoneBinding(dependencies, { id: params.id, browser: browserOf(context) });
      return state ? { status: 200, body: state } : problem('not-found');
    },
    async enterPhoneBinding({ body }, context) {
      const entered = await enterPhoneBinding(dependencies, atDevice(context), body.code);
      return isProblem(entered) ? entered : { status: 200, body: entered };
    },
    async confirmPhoneBinding({ params }, context) {
      const bound = await confirmPhoneBinding(dependencies, atDevice(context), params.id);
      return isProblem(bound) ? bound : { status: 200, body: bound };
    },
    async listBoundPhones(_input, context) {
      const { requestId } = context;
      const asking = { caller: callerOf(context), browser: browserOf(context), requestId };
      return { status: 200, body: await listBoundPhones(dependencies, asking) };
    },
    async endBoundPhone({ params }, context) {
      const asking = { id: params.id, caller: callerOf(context), requestId: context.requestId };
      const ended = await endBoundPhone(dependencies, asking);
      if (ended === 'unknown') return problem('not-found');
      if (ended === 'gone') return problem('unauthenticated', { headers: { 'www-authenticate': 'Bearer' } });
      // Whoever ended the number that they are signed in with is signed out.
      return { status: 200, body: ended, ...(ended.signedOut ? { headers: { 'set-cookie': clearCookie(SESSION_COOKIE) } } : {}) };
    },
  };
}
