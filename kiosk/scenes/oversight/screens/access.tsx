import { allPages } from '../../../client/all-pages.ts';
import type { Access } from '../../../client/wire.ts';
import { Action } from '../../../components/action/action.tsx';
import { RecordList } from '../../../components/record-list/record-list.tsx';
import { Screen } from '../../../components/screen/screen.tsx';
import { sayMoment } from '../../../i18n/when.ts';
import { Loading } from '../../../shell/loading.tsx';
import { useLoad } from '../../../shell/use-load.ts';
import { useVisit, type Visit } from '../../../shell/visit.ts';
import { sayAccess, sayWhy } from '../access-line.ts';

/** Who looked at this person's data, the newest first. Asked for once and not at every page: each asking is a line of its own. */
export function AccessScreen() {
  const visit = useVisit();
  const { services, say, page, act } = visit;
  const [log, retry] = useLoad(() => allPages((cursor) => services.client('listAccess', { query: { limit: 50, cursor } })));
  if (log.state !== 'ready') return <Loading load={log} retry={retry} />;
  const records = log.value.map((access, index) => ({
    key: `${index}`,
    title: sayAccess(say, access),
    when: whenWhereAndHow(access, visit),
    why: access.reason === undefined ? undefined : sayWhy(say, access.reason),
  }));
  return (
    <Screen title={say(records.length === 0 ? 'access.none' : 'access.title')}>
      <RecordList
        records={records}
        say={say}
        sheet={page?.sheet ?? 1}
        onTurn={(sheet) => act.open({ scene: 'oversight', page: 'access', sheet })}
      />
      {/* Whoever does not like what they read here can end it here. */}
      <Action label={say('information.withdraw')} onPress={() => act.settle('information', 'withdraw')} />
    </Screen>
  );
}

function whenWhereAndHow({ at, where, phone }: Access, { services, language, say }: Visit): string {
  const when = sayMoment(language, at, services.now());
  const told = where === undefined ? when : say('access.where', { when, place: where });
  return phone === undefined ? told : `${told}\n${say('access.phone.number', { phone })}`;
}
