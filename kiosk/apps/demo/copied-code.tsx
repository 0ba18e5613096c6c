import { useEffect, useState } from 'preact/hooks';
import type { PartProps } from './part.ts';
import { staff as words } from './words.ts';

/** A code that can be read, chosen with one press, and copied where the browser lets a page do that. */
export function CopiedCode({ code, say }: { readonly code: string; readonly say: PartProps['say'] }) {
  const [copied, setCopied] = useState(false);
  useEffect(() => setCopied(false), [code]);
  // A page that did not come safely has none, whatever its type says.
  const clipboard = navigator.clipboard as Clipboard | undefined;
  const copy = () =>
    clipboard
      ?.writeText(code)
      .then(() => setCopied(true))
      .catch(() => undefined);
  return (
    <p class="code">
      <code>{code}</code>
      {clipboard && (
        <button type="button" onClick={copy}>
          {say(copied ? words.copied : words.copy)}
        </button>
      )}
    </p>
  );
}
