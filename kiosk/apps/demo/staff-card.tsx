import type { ComponentChildren } from 'preact';
import type { StaffOnTable } from '../../../fixtures/demo/table.ts';
import { CopiedCode } from './copied-code.tsx';
import type { PartProps } from './part.ts';
import { type Word, staff as words } from './words.ts';

interface StaffCardProps extends Pick<PartProps, 'act' | 'say'> {
  readonly member: StaffOnTable | undefined;
  /** What is done first. */
  readonly first: Word;
  readonly children: ComponentChildren;
}

/** Who works at a device, what they type, and the code with which the device is enrolled. */
export function StaffCard({ member, first, act, say, children }: StaffCardProps) {
  return (
    <div class="who">
      {member && (
        <p>
          <b>{member.name}</b> {say(words.types, { number: member.number, pin: member.pin })}
        </p>
      )}
      {!member?.code && <p class="soft">{say(first)}</p>}
      <div class="who-acts">
        <button
          type="button"
          disabled={member === undefined}
          onClick={() => member && act({ act: 'allow-device', kind: member.device })}
        >
          {say(words.allow)}
        </button>
        {children}
      </div>
      <div class="code-place" role="status">
        {typeof member?.code === 'string' && (
          <>
            <p class="label">{say(words.code)}</p>
            <CopiedCode code={member.code} say={say} />
          </>
        )}
      </div>
    </div>
  );
}
