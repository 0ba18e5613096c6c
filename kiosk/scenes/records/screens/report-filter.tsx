import { type Choice, ChoiceList } from '../../../components/choice-list/choice-list.tsx';
import { Screen } from '../../../components/screen/screen.tsx';
import { hospitalName } from '../../../i18n/named.ts';
import { rememberedAnswer } from '../../../journey/answers.ts';
import { Loading } from '../../../shell/loading.tsx';
import { useNames } from '../../../shell/use-names.ts';
import { useVisit } from '../../../shell/visit.ts';
import { choicesIn, type ReportFilter } from '../read-reports.ts';

/** All of them, those of one hospital, or those of one kind; what there is but one of is no choice. */
export function ReportFilterScreen() {
  const { answers, language, say, act } = useVisit();
  const names = useNames();
  if (names === undefined) return <Loading load={{ state: 'loading' }} retry={act.home} />;
  const { hospitals, kinds } = choicesIn(rememberedAnswer(answers, 'reading-reports')?.reports ?? []);
  const before = JSON.stringify(rememberedAnswer(answers, 'report-filter'));
  const choiceOf = (filter: ReportFilter, title: string): Choice => ({
    key: JSON.stringify(filter),
    title,
    chosen: JSON.stringify(filter) === before,
    onPress: () => act.settle('report-filter', filter),
  });
  const choices = [
    choiceOf({ by: 'all' }, say('report-filter.all')),
    ...(kinds.length > 1 ? kinds.map((kind) => choiceOf({ by: 'kind', kind }, say(`kind.${kind}`))) : []),
    ...(hospitals.length > 1
      ? hospitals.map((one) => choiceOf({ by: 'hospital', hospital: one.hospital }, hospitalName(language, one, names.hospitals)))
      : []),
  ];
  return (
    <Screen title={say('report-filter.question')}>
      <ChoiceList choices={choices} say={say} />
    </Screen>
  );
}
