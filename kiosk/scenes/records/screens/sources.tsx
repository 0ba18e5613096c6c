import { Action } from '../../../components/action/action.tsx';
import { wayDrawings } from '../../../components/pictogram/ways.ts';
import { Screen } from '../../../components/screen/screen.tsx';
import { rememberedAnswer } from '../../../journey/answers.ts';
import { useVisit } from '../../../shell/visit.ts';
import { sourcesThat } from '../read-reports.ts';
import { SourceList } from './source-list.tsx';

/** Which hospitals were asked, and what each said. */
export function SourcesScreen() {
  const { answers, page, say, act } = useVisit();
  const read = rememberedAnswer(answers, 'reading-reports');
  const silent = sourcesThat(read, 'unavailable').length + sourcesThat(read, 'asking').length > 0;
  return (
    <Screen title={say('sources.title')}>
      <SourceList
        sources={read?.sources ?? []}
        sheet={page?.sheet ?? 1}
        onTurn={(sheet) => act.open({ scene: 'records', page: 'sources', sheet })}
      />
      <div class="screen-actions is-row">
        <Action kind="main" label={say('sources.back')} onPress={act.back} />
        {silent && (
          <Action label={say('reports.ask-again')} picture={wayDrawings.again} onPress={() => act.ask('reading-reports')} />
        )}
      </div>
    </Screen>
  );
}
