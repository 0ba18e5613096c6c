import type { Grant, GrantScope } from '../../../client/wire.ts';
import type { Fact } from '../../../components/facts/facts.tsx';
import { nameInTitle } from '../../../i18n/named.ts';
import type { Language, Say } from '../../../i18n/text.ts';
import { sayDate } from '../../../i18n/when.ts';
import type { Visit } from '../../../shell/visit.ts';
import { SCOPES } from '../giving.ts';

/** `挂号、看预约，看报告`: what somebody may do. */
export function scopeWords(say: Say, language: Language, scope: readonly GrantScope[]): string {
  return SCOPES.filter((one) => scope.includes(one))
    .map((one) => say(`scope.${one}`))
    .join(language === 'zh' ? '，' : ', ');
}

/** Who acts for whom, as whoever stands there would say it. */
export function whoOf({ role, helpedName, helperName }: Grant, { say }: Visit): string {
  if (role === 'helper') return say('grant.helper', { name: nameInTitle(helpedName) });
  return helperName === undefined ? say('grant.waiting') : say('grant.helped', { name: nameInTitle(helperName) });
}

/** How it stands, and until or since when. */
export function standingOf({ state, until, takeBy }: Grant, { services, language, say }: Visit): string {
  const at = state === 'waiting' ? (takeBy ?? until) : until;
  return say(`grant.state.${state}`, { when: sayDate(language, at, services.now()) });
}

/** Who agreed, where. */
export function agreedOf({ helpedName, agreed }: Grant, { say }: Visit): string {
  const { channel, device } = agreed;
  const name = nameInTitle(helpedName);
  return device === undefined ? say(`grant.agreed.${channel}`, { name }) : say('grant.agreed.device', { name, device });
}

export function grantFacts(grant: Grant, visit: Visit): readonly Fact[] {
  const { services, language, say } = visit;
  const { scope, agreed, revokedBy } = grant;
  return [
    { label: say('grant.who'), value: whoOf(grant, visit), decides: true },
    { label: say('grant.scope'), value: scopeWords(say, language, scope), decides: true },
    {
      label: say('grant.state'),
      value: standingOf(grant, visit),
      note: revokedBy && say(`grant.revoked.${revokedBy}`),
      decides: true,
    },
    { label: say('grant.agreed'), value: agreedOf(grant, visit), note: sayDate(language, agreed.at, services.now()) },
  ];
}

/** Whether it can still be stopped. */
export function stands({ state }: Grant): boolean {
  return state === 'active' || state === 'waiting';
}
