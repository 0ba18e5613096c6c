import { paths } from '../../../../bff/contract/paths.ts';
import type { Appointment } from '../../../client/wire.ts';
import { Action } from '../../../components/action/action.tsx';
import { ActionFile } from '../../../components/action/action-link.tsx';
import { Facts } from '../../../components/facts/facts.tsx';
import { Screen } from '../../../components/screen/screen.tsx';
import { addressOf, hospitalName, roomAt } from '../../../i18n/named.ts';
import { dayOf, sayDay, timeOf } from '../../../i18n/when.ts';
import { rememberedAnswer } from '../../../journey/answers.ts';
import { CopyAction } from '../../../shell/copy-action.tsx';
import { Loading } from '../../../shell/loading.tsx';
import { type Names, useNames } from '../../../shell/use-names.ts';
import { useVisit, type Visit } from '../../../shell/visit.ts';
import './way.css';

interface WaysProps {
  readonly appointment: Appointment;
}

/** What one takes along on one's own phone: the appointment in its calendar, and the way there. A kiosk prints both. */
export function PhoneWays({ appointment }: WaysProps) {
  const { services, language, say, act } = useVisit();
  const names = useNames();
  if (services.device !== undefined) return null;
  const file = `${services.origin}${paths.readCalendar.path.replace('{id}', appointment.id)}?language=${language}`;
  return (
    <div class="phone-ways">
      {services.browser?.inWeChat === true ? (
        // It takes no file: what the calendar would say is pasted by hand.
        <CopyAction label={say('way.copy-visit')} text={visitInWords(appointment, names, language, say)} />
      ) : (
        <ActionFile label={say('way.calendar')} href={file} />
      )}
      <Action label={say('way.open')} onPress={() => act.open({ scene: 'appointments', page: 'way', sheet: 1 })} />
    </div>
  );
}

/** Where the house is and how its hospital says one gets there, as words: a map would be somebody else's page. */
export function WayScreen() {
  const { answers, language, say, act } = useVisit();
  const names = useNames();
  const appointment = rememberedAnswer(answers, 'mine');
  if (appointment === undefined) return null;
  if (names === undefined) return <Loading load={{ state: 'loading' }} retry={act.home} />;
  const { place } = appointment;
  const way = wayTo(appointment, names)?.[language];
  return (
    <Screen title={say('way.title')}>
      <Facts
        facts={[
          {
            label: say('check.where'),
            value: hospitalName(language, place, names.hospitals),
            note: roomAt(language, place),
            decides: true,
          },
          { label: say('way.address'), value: addressOf(language, place), note: way },
        ]}
      />
      <div class="screen-actions">
        {/* What a driver reads, whatever the language of this screen. */}
        <CopyAction kind="main" label={say('way.copy-address')} text={`${place.hospitalName} ${place.address}`} />
        <CopyAction label={say('way.copy-visit')} text={visitInWords(appointment, names, language, say)} />
        <Action label={say('way.back')} onPress={act.back} />
      </div>
    </Screen>
  );
}

function wayTo({ place }: Appointment, { hospitals }: Names) {
  return hospitals.find(({ id }) => id === place.hospital)?.campuses.find(({ name }) => name === place.campus)?.gettingThere;
}

/**
 * What a calendar is told: when, and where, and neither what it is for nor for whom. No "tomorrow": it is read on another day, and perhaps
 * far away.
 */
function visitInWords(
  appointment: Appointment,
  names: Names | undefined,
  language: Visit['language'],
  say: Visit['say'],
): string {
  const { place, start } = appointment;
  const when = say('way.when', { day: sayDay(language, dayOf(start)), time: timeOf(language, appointment) });
  return [when, hospitalName(language, place, names?.hospitals ?? []), addressOf(language, place)].join('\n');
}
