import { useState } from 'preact/hooks';
import { Action, type ActionProps } from '../components/action/action.tsx';
import { useVisit } from './visit.ts';

export interface CopyActionProps extends Pick<ActionProps, 'label' | 'kind' | 'picture'> {
  readonly text: string;
}

/** Words that are wanted elsewhere on this phone: copied by a press, and it says so. Nothing where there is no phone. */
export function CopyAction({ label, kind = 'plain', picture, text }: CopyActionProps) {
  const { services, say } = useVisit();
  const [copied, setCopied] = useState<boolean>();
  const { browser } = services;
  if (browser === undefined) return null;
  return (
    <>
      <Action {...{ label, kind, picture }} onPress={() => void browser.copy(text).then(setCopied)} />
      {copied !== undefined && <p role="status">{say(copied ? 'copy.done' : 'copy.not')}</p>}
    </>
  );
}
