import { useEffect, useState } from 'preact/hooks';
import { allPages } from '../../../client/all-pages.ts';
import type { Message } from '../../../client/wire.ts';
import { Action } from '../../../components/action/action.tsx';
import { ChoiceList } from '../../../components/choice-list/choice-list.tsx';
import { Screen } from '../../../components/screen/screen.tsx';
import { sayMoment } from '../../../i18n/when.ts';
import { rememberedAnswer } from '../../../journey/answers.ts';
import { Loading } from '../../../shell/loading.tsx';
import { useLoad } from '../../../shell/use-load.ts';
import { useVisit, type Visit } from '../../../shell/visit.ts';

/** What somebody had to be told, the newest first. What comes meanwhile is there once somebody presses for it. */
export function MessagesScreen() {
  const visit = useVisit();
  const { services, answers, say, act } = visit;
  const [messages, read] = useLoad(() => allPages((cursor) => services.client('listMessages', { query: { limit: 50, cursor } })));
  const [news, seen] = useNews(messages.state === 'ready' ? (messages.value[0]?.id ?? '') : undefined);
  if (messages.state !== 'ready') return <Loading load={messages} retry={read} />;
  const before = rememberedAnswer(answers, 'messages')?.id;
  const choices = messages.value.map((message) => ({
    key: message.id,
    title: titleOf(message, visit),
    hint: `${message.patientName}\n${sayMoment(visit.language, message.createdAt, services.now())}`,
    chosen: message.id === before,
    onPress: () => act.settle('messages', message),
  }));
  const again = () => {
    seen();
    read();
  };
  return (
    <Screen title={say(choices.length === 0 ? 'messages.none' : 'messages.title')}>
      {choices.length > 0 && <ChoiceList choices={choices} say={say} />}
      {news && <Action kind="main" label={say('messages.news')} onPress={again} />}
      <Action
        label={say('messages.preferences')}
        onPress={() => act.open({ scene: 'messages', page: 'preferences', sheet: 1 })}
      />
    </Screen>
  );
}

/** What was not read stands out by its shape and says so in words, before anything else. */
function titleOf({ kind, readAt }: Message, { say }: Visit): string {
  const what = say(`message.${kind}`);
  return readAt === undefined ? `● ${say('messages.unread')}\n${what}` : what;
}

/** Whether there is more than was listed; and that it was seen. @param newest of what is listed, once it is. */
function useNews(newest: string | undefined): readonly [boolean, () => void] {
  const { services } = useVisit();
  const [news, setNews] = useState(false);
  const [follows, setFollows] = useState(false);
  // The services are the same for the whole visit.
  useEffect(() => {
    let stop: (() => void) | undefined;
    let gone = false;
    let begun = false;
    const heard = services.followMessages?.(({ what }) => {
      // The first says only that from now on everything is told.
      if (what === 'new' || (what === 'list' && begun)) setNews(true);
      begun = true;
      setFollows(true);
    });
    heard?.then(
      (end) => {
        if (gone) end();
        else stop = end;
      },
      () => undefined,
    );
    return () => {
      gone = true;
      stop?.();
    };
  }, []);
  const listed = newest !== undefined;
  // On a bad line some time lies between the reading and the following: what came in it is told by neither.
  useEffect(() => {
    if (!follows || !listed) return undefined;
    let gone = false;
    services.client('listMessages', { query: { limit: 1 } }).then(
      (read) => {
        if (!gone && read.ok && (read.body.items[0]?.id ?? '') !== newest) setNews(true);
      },
      () => undefined,
    );
    return () => {
      gone = true;
    };
  }, [follows, listed]);
  return [news, () => setNews(false)];
}
