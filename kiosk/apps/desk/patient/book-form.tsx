import { useState } from 'preact/hooks';
import type { Appointment, Department, Hospital, Served, Slot } from '../../../client/wire.ts';
import { useDesk } from '../at-desk.ts';
import { Check } from './check.tsx';
import { ChooseDepartment, ChooseHospital } from './choose-place.tsx';
import { ChooseDay, ChooseTime } from './choose-slot.tsx';
import { useFreeSlots } from './use-free-slots.ts';

interface BookFormProps {
  readonly served: Served;
  /** The code of one that was chosen before. */
  readonly department: string | undefined;
  readonly onBack: () => void;
  readonly onBooked: (appointment: Appointment) => void;
}

/** Which department, which hospital, which day, what time; then it is read once more and booked. Esc goes one question back. */
export function BookForm({ served, department: chosenBefore, onBack, onBooked }: BookFormProps) {
  const { departments } = useDesk();
  const [department, setDepartment] = useState<Department | undefined>(() =>
    departments.find(({ code }) => code === chosenBefore),
  );
  const [hospital, setHospital] = useState<Hospital>();
  if (department === undefined) return <ChooseDepartment onBack={onBack} onChosen={setDepartment} />;
  if (hospital === undefined)
    return <ChooseHospital department={department} onBack={() => setDepartment(undefined)} onChosen={setHospital} />;
  return (
    <ChooseAtHospital
      {...{ served, department, hospital, onBooked }}
      key={`${department.code} ${hospital.id}`}
      onBack={() => setHospital(undefined)}
    />
  );
}

interface AtHospitalProps {
  readonly served: Served;
  readonly department: Department;
  readonly hospital: Hospital;
  readonly onBack: () => void;
  readonly onBooked: (appointment: Appointment) => void;
}

function ChooseAtHospital({ served, department, hospital, onBack, onBooked }: AtHospitalProps) {
  const [day, setDay] = useState<string>();
  const [slot, setSlot] = useState<Slot>();
  const free = useFreeSlots(department.code, hospital.id);
  if (slot !== undefined) {
    const back = () => {
      // It may have been taken: what is free is asked anew.
      free.read();
      setSlot(undefined);
    };
    return <Check key={slot.id} {...{ served, slot, onBooked }} onBack={back} />;
  }
  if (day !== undefined) return <ChooseTime {...{ day, free }} onBack={() => setDay(undefined)} onChosen={setSlot} />;
  return <ChooseDay {...{ department, hospital, free, onBack }} onChosen={setDay} />;
}
