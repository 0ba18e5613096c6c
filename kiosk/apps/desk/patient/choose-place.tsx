import { useState } from 'preact/hooks';
import { nearestFirst } from '../../../client/nearness.ts';
import type { Department, Hospital } from '../../../client/wire.ts';
import { useAsking } from '../../../staff/asking.ts';
import { Notice } from '../../../staff/parts.tsx';
import { useLanguage, useSay } from '../../../staff/saying.ts';
import { useDesk } from '../at-desk.ts';
import { Choices } from '../choices.tsx';
import { Form, TextField } from '../fields.tsx';
import { Heading } from '../heading.tsx';
import { Act, Submit } from '../keys.tsx';
import { booking as words } from '../patient-words.ts';
import { deskProblems } from '../problem-words.ts';

interface ChooseDepartmentProps {
  readonly onBack: () => void;
  readonly onChosen: (department: Department) => void;
}

const QUERY_MAX = 60;
const FOUND_MAX = 27;

/** By what the person says, as the gateway understands it. */
export function ChooseDepartment({ onBack, onChosen }: ChooseDepartmentProps) {
  const say = useSay();
  const language = useLanguage();
  const { client } = useDesk();
  const { busy, notice, ask } = useAsking(deskProblems);
  const [text, setText] = useState('');
  const [found, setFound] = useState<readonly Department[]>();
  const find = async () => {
    if (busy || text.trim() === '') return;
    const answer = await ask(() => client('findDepartments', { query: { q: text.trim(), limit: FOUND_MAX } }));
    if (answer) setFound(answer.body.items);
  };
  return (
    <>
      <Form onSend={() => void find()}>
        <Heading>{say(words.department)}</Heading>
        <Notice word={notice} />
        <TextField label={words.search} value={text} onInput={setText} maxLength={QUERY_MAX} />
        <div class="row">
          <Submit word={words.find} off={busy} />
          <Act keys="Escape" word={words.back} run={onBack} />
        </div>
      </Form>
      <p role="status">{found?.length === 0 && say(words.nothing)}</p>
      <Choices
        label={say(words.found)}
        choices={(found ?? []).map((department) => ({
          id: department.code,
          title: language === 'zh' ? department.name : department.englishName,
          aside: language === 'zh' ? department.aliases.slice(0, 2).join('、') : department.name,
          run: () => onChosen(department),
        }))}
      />
    </>
  );
}

interface ChooseHospitalProps {
  readonly department: Department;
  readonly onBack: () => void;
  readonly onChosen: (hospital: Hospital) => void;
}

/** Those that have the department, the one in whose hall one stands first. */
export function ChooseHospital({ department, onBack, onChosen }: ChooseHospitalProps) {
  const say = useSay();
  const language = useLanguage();
  const { hospitals, device } = useDesk();
  const having = nearestFirst(hospitals, device).filter(({ id }) => department.hospitals.includes(id));
  const asideOf = ({ id, reachable }: Hospital) =>
    [...(id === device.hospital ? [say(words.here)] : []), ...(reachable ? [] : [say(words.away)])].join(' · ');
  const name = language === 'zh' ? department.name : department.englishName;
  return (
    <>
      <Heading>{say(words.hospital, { department: name })}</Heading>
      {having.length === 0 && <p class="notice">{say(words.noHospital)}</p>}
      <Choices
        wide
        label={name}
        choices={having.map((hospital) => ({
          id: hospital.id,
          title: language === 'zh' ? hospital.name : hospital.englishName,
          aside: asideOf(hospital),
          off: !hospital.can.book,
          run: () => onChosen(hospital),
        }))}
      />
      <Act keys="Escape" word={words.back} run={onBack} />
    </>
  );
}
