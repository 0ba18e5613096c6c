import type { Part, Statement, Store } from '../../bff/platform/store/store.ts';

/** What can happen in the simulation. */
export type Act =
  | 'claim'
  | 'code'
  | 'card'
  | 'vouch'
  | 'word'
  | 'firm'
  | 'book'
  | 'cancel'
  | 'withdraw'
  | 'finish'
  | 'link'
  | 'bind'
  | 'release'
  | 'give'
  | 'offer'
  | 'take'
  | 'revoke'
  | 'help'
  | 'runOut'
  | 'wait';

/** A rule that is taken away where it is kept: the simulation has to notice. */
export interface BrokenRule {
  readonly rule: string;
  /** What has to come together before it shows, so that it happens more often. */
  readonly often?: readonly Act[];
  /** The statement without its rule; `undefined`: it is left out. */
  readonly without: (sql: string) => string | undefined;
}

export const BROKEN_RULES: readonly BrokenRule[] = [
  {
    rule: 'a claim shares no registration with a proof',
    without: (sql) => sql.replace("patient_document.level <> 'claimed'", '1 = 1'),
  },
  {
    rule: 'a proof takes over what was claimed',
    without: (sql) => (sql.includes('"superseded_by" = ?, "superseded_at"') ? undefined : sql),
  },
  {
    rule: 'a code shows nothing older than the last proof',
    without: (sql) => sql.replace('"patient"."proved_at" as "provedAt"', 'NULL as "provedAt"'),
  },
  {
    rule: 'a showing of the document counts as the last proof',
    without: (sql) => sql.replace('COALESCE(CAST(? AS BIGINT), proved_at)', 'COALESCE(proved_at, CAST(? AS BIGINT))'),
  },
  {
    rule: 'a number lapses after ninety days',
    without: (sql) => sql.replaceAll('"held_at" >= ?', '"held_at" >= ? - 100000000000'),
  },
  {
    rule: 'a child that was proved is no guardian’s by word',
    often: ['word', 'card', 'book'],
    without: (sql) => (sql.includes('"proxyLevel"') ? sql.replace('"patient"."superseded_by" is null', '1 = 1') : sql),
  },
  {
    rule: 'links end when they are parted',
    often: ['link', 'card', 'book'],
    without: (sql) => (sql.includes('update "patient_link" set "live" = ?') ? undefined : sql),
  },
  {
    rule: 'a consent that is withdrawn ends the sessions',
    without: (sql) =>
      /^update "session" set "ended_at" = \? where "patient_id" = \? and "ended_at" is null$/.test(sql) ? undefined : sql,
  },
  {
    rule: 'a session ends when it is closed',
    without: (sql) => (sql.startsWith('update "session" set "ended_at" = ? where "token_hash"') ? undefined : sql),
  },
  {
    rule: 'a bound phone is the browser too, and not the number alone',
    often: ['card', 'bind', 'bind', 'bind', 'code', 'code', 'code', 'code'],
    without: (sql) =>
      sql.startsWith('select "id" from "bound_phone"') ? sql.replace('"secret_hash" = ?', "COALESCE(?, '') <> ''") : sql,
  },
  {
    rule: 'a phone that is released loses its number',
    often: ['card', 'bind', 'release', 'code'],
    without: (sql) =>
      sql.startsWith('update "patient_phone" set "ended_at" = ?') && sql.includes('"bound_phone"') ? undefined : sql,
  },
  {
    rule: 'a grant lets its helper do what it covers and nothing else',
    often: ['card', 'give', 'help'],
    without: (sql) => sql.replaceAll(/CASE CAST\(\? AS TEXT\)[\s\S]*?END = 1/g, 'CAST(? AS TEXT) IS NOT NULL'),
  },
  {
    rule: 'a grant that one of the two ended is in force no longer',
    often: ['card', 'give', 'revoke', 'help'],
    without: (sql) => sql.replaceAll('family_grant.live = 1 AND family_grant.ends_at', 'family_grant.ends_at'),
  },
  {
    rule: 'a grant is over at its end, before anybody wrote that down',
    often: ['card', 'give', 'runOut'],
    without: (sql) => sql.replaceAll('family_grant.ends_at > ?', 'COALESCE(?, 0) >= 0'),
  },
  {
    rule: 'a consent that is withdrawn ends the grants on both sides',
    often: ['card', 'give', 'withdraw', 'help'],
    without: (sql) => (sql.startsWith('update "family_grant"') && sql.includes(' or "helper_id" = ?') ? undefined : sql),
  },
  {
    rule: 'who agreed by a phone lets nobody see more than it shows',
    often: ['card', 'book', 'code', 'give', 'give', 'give'],
    without: (sql) => sql.replace('"family_grant"."sees_from" as "seesFrom"', '0 as "seesFrom"'),
  },
  {
    rule: 'a code helps nobody by a grant from before the last proof',
    often: ['card', 'code', 'code', 'give', 'help'],
    without: (sql) => sql.replaceAll('family_grant.given_at >= ?', 'COALESCE(?, 0) >= 0'),
  },
  {
    rule: 'digits of somebody who wants to help work once',
    often: ['card', 'give'],
    without: (sql) => (sql.startsWith('delete from "family_code" where "code_hash" = ?') ? undefined : sql),
  },
  {
    rule: 'a card leads to nothing once its time is over',
    often: ['card', 'offer', 'take', 'wait'],
    without: (sql) =>
      /^(select|delete) .*from "family_code"/.test(sql) && sql.includes('"code_hash"')
        ? sql.replace('"expires_at" > ?', 'COALESCE(?, 0) >= 0')
        : sql,
  },
  {
    rule: 'a code opens the people of its phone alone',
    without: (sql) => sql.replace('"patient_phone"."phone_index" in (?, ?)', '(? IS NOT NULL OR ? IS NOT NULL)'),
  },
];

/** The store without the rule: statements are changed on their way, and parts that are left out touch nothing. */
export function withoutRule(store: Store, broken: BrokenRule | undefined): Store {
  if (!broken) return store;
  const { commit, read } = store;
  store.commit = (unit) =>
    commit.call(store, {
      ...unit,
      parts: unit.parts.flatMap((part): Part[] => {
        const sql = broken.without(part.sql);
        return sql === undefined ? [] : [{ ...part, sql }];
      }),
    });
  store.read = <Row>(statement: Statement<Row>) =>
    read.call(store, { ...statement, sql: broken.without(statement.sql) ?? statement.sql }) as Promise<readonly Row[]>;
  return store;
}
