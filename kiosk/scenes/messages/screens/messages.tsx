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
  const [news, seen] = useNews();
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

/** Whether there is more than was listed; and that it was seen. */
function useNews(): readonly [boolean, () => void] {
  const { services } = useVisit();
  const [news, setNews] = useState(false);
  // The services are the same for the whole visit.
  useEffect(() => {
    let stop: (() => void) | undefined;
    let gone = false;
    let begun = false;
    const heard = services.followMessages?.(({ what }) => {
      // The first says only that the list is to be read, as it has just been.
      if (what === 'new' || (what === 'list' && begun)) setNews(true);
      begun = true;
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
  return [news, () => setNews(false)];
}
