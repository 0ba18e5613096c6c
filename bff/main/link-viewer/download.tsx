import { useEffect, useState } from 'preact/hooks';
import { Both, Said } from './both.tsx';
import { type Words, words } from './words.ts';

interface DownloadProps {
  readonly words: Words;
  /** Of the file on whoever's machine: never a name that somebody else wrote. */
  readonly name: string;
  readonly type: string;
  readonly content: string;
  readonly isBase64?: boolean;
}

/** A file to keep. It is made when somebody presses, and shown nowhere in this page. */
export function Download({ words: said, name, type, content, isBase64 = false }: DownloadProps) {
  const [isFaulty, setFaulty] = useState(false);
  const [made, setMade] = useState<string>();
  useEffect(() => () => (made === undefined ? undefined : URL.revokeObjectURL(made)), [made]);
  const press = () => {
    const bytes = isBase64 ? bytesOf(content) : content;
    if (bytes === undefined) return setFaulty(true);
    const url = URL.createObjectURL(new Blob([bytes], { type }));
    setMade(url);
    const anchor = document.createElement('a');
    anchor.href = url;
    anchor.download = name;
    anchor.click();
  };
  return (
    <>
      <button type="button" class="download" onClick={press}>
        <Both words={said} />
      </button>
      {isFaulty ? <Said all={[words.failedOther]} bad /> : null}
    </>
  );
}

/** Base64 as FHIR writes it (RFC 4648 §4), which may have white space in it. */
function bytesOf(base64: string): Uint8Array<ArrayBuffer> | undefined {
  try {
    const binary = atob(base64);
    return Uint8Array.from(binary, (character) => character.charCodeAt(0));
  } catch {
    return undefined;
  }
}
