import type { ComponentType } from 'preact';
import type { Step } from '../flows/journey.ts';
import { AccessScreen } from './access.tsx';
import { ArrivalScreen } from './arrival.tsx';
import { BookedScreen } from './booked.tsx';
import { BookingScreen, CheckScreen, CoverageScreen } from './check.tsx';
import { ChildBirthDateScreen, ChildNameScreen, ChildNumberScreen, ChildSexScreen, RelationshipScreen } from './child.tsx';
import { ConsentScreen, RefusedScreen } from './consent.tsx';
import { DayScreen } from './day.tsx';
import { BodyPartScreen, DepartmentScreen } from './department.tsx';
import { DraftCodeScreen } from './draft-code.tsx';
import { ForWhomScreen, RegisteringChildScreen } from './for-whom.tsx';
import { HomeScreen } from './home.tsx';
import { HospitalScreen } from './hospital.tsx';
import { InformationScreen } from './information.tsx';
import { AppointmentScreen, CancelCheckScreen, CancelledScreen, CancellingScreen, MineScreen, SlipScreen } from './mine.tsx';
import { OpeningScreen, RegisteringScreen } from './opening.tsx';
import { SlotScreen, TakenScreen } from './slot.tsx';
import { TookOverScreen } from './took-over.tsx';
import { WhoScreen } from './who.tsx';
import { WithdrawCheckScreen, WithdrawForScreen, WithdrawingScreen, WithdrawnScreen } from './withdraw.tsx';

/** The screen of each step. A step without a screen does not compile; one screen for two steps goes on from one to the other. */
export const screens: Readonly<Record<Step, ComponentType>> = {
  language: ArrivalScreen,
  document: ArrivalScreen,
  who: WhoScreen,
  opening: OpeningScreen,
  notice: () => ConsentScreen({ step: 'notice' }),
  'health-data': () => ConsentScreen({ step: 'health-data' }),
  registering: RegisteringScreen,
  'took-over': TookOverScreen,
  refused: RefusedScreen,
  home: HomeScreen,
  'draft-code': DraftCodeScreen,
  'for-whom': ForWhomScreen,
  relationship: RelationshipScreen,
  'child-number': ChildNumberScreen,
  'child-birth-date': ChildBirthDateScreen,
  'child-sex': ChildSexScreen,
  'child-name': ChildNameScreen,
  'child-notice': () => ConsentScreen({ step: 'child-notice' }),
  'child-health-data': () => ConsentScreen({ step: 'child-health-data' }),
  'registering-child': RegisteringChildScreen,
  'body-part': BodyPartScreen,
  department: DepartmentScreen,
  day: DayScreen,
  hospital: HospitalScreen,
  slot: SlotScreen,
  coverage: CoverageScreen,
  check: CheckScreen,
  booking: BookingScreen,
  taken: TakenScreen,
  booked: BookedScreen,
  mine: MineScreen,
  appointment: AppointmentScreen,
  slip: SlipScreen,
  'cancel-check': CancelCheckScreen,
  cancelling: CancellingScreen,
  cancelled: CancelledScreen,
  information: InformationScreen,
  access: AccessScreen,
  'withdraw-for': WithdrawForScreen,
  'withdraw-check': WithdrawCheckScreen,
  withdrawing: WithdrawingScreen,
  withdrawn: WithdrawnScreen,
};
