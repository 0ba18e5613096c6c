import { Both, Said } from './both.tsx';
import { Download } from './download.tsx';
import type { Files, SharedFile } from './fetch-files.ts';
import { Gaps } from './gaps.tsx';
import { Lists } from './lists.tsx';
import { readBundle, type SharedRecord, type SharedReport } from './read-bundle.ts';
import { Values } from './values.tsx';
import { whenOf } from './when.ts';
import { moreThan, STANDING_WORDS, type Words, words } from './words.ts';

const FHIR = 'application/fhir+json';
const HEALTH_CARD = 'application/smart-health-card';

/** What came and was unlocked. */
export function Shared({ files: { files, failed } }: { readonly files: Files }) {
  const records = files.filter(({ contentType }) => contentType !== HEALTH_CARD);
  const cards = files.filter(({ contentType }) => contentType === HEALTH_CARD);
  const read = records.map((file) => ({ file, record: readBundle(file.text) }));
  const isNothing = cards.length === 0 && read.every(({ record }) => record === undefined);
  return (
    <>
      {failed.length === 0 ? null : (
        <Said all={failed.includes('key') ? [words.failedKey, words.copyAgain] : [words.failedOther, words.askThem]} bad />
      )}
      {isNothing && failed.length === 0 ? <Said all={[words.noFiles, words.askThem]} bad /> : null}
      {read.map(({ file, record }, at) =>
        record === undefined ? null : <Record key={`${at}`} record={record} file={file} nth={at + 1} />,
      )}
      {cards.map(({ text }, at) => (
        <Download
          key={`${at}`}
          words={words.healthCard}
          name={`card-${at + 1}.smart-health-card`}
          type={HEALTH_CARD}
          content={text}
        />
      ))}
      {files.length === 0 ? null : (
        <p>
          <Both words={words.seen} />
        </p>
      )}
    </>
  );
}

interface RecordProps {
  readonly record: SharedRecord;
  readonly file: SharedFile;
  readonly nth: number;
}

function Record({ record: { person, gaps, lists, reports, others, leftOut }, file, nth }: RecordProps) {
  return (
    <>
      <section>
        <Both words={words.whose} />
        {person === undefined ? (
          <Said all={[words.nobody]} bad />
        ) : (
          <>
            <p class="who">{person.name}</p>
            {person.birthDate === undefined ? null : <Fact words={words.born} text={person.birthDate} />}
            <p>
              <Both words={words.compare} />
            </p>
          </>
        )}
        <p>
          <Both words={words.askDoctor} />
        </p>
      </section>
      <Gaps gaps={gaps} />
      <Lists lists={lists} />
      {reports.map((report, at) => (
        <Report key={`${at}`} report={report} name={`report-${nth}-${at + 1}`} />
      ))}
      {others.length === 0 ? null : (
        <section class="report">
          <h2>
            <Both words={words.others} />
          </h2>
          <Values values={others} />
        </section>
      )}
      {leftOut === 0 ? null : <Said all={[moreThan(leftOut)]} />}
      <Download words={words.wholeFile} name={`records-${nth}.json`} type={FHIR} content={file.text} />
    </>
  );
}

function Report({ report, name }: { readonly report: SharedReport; readonly name: string }) {
  const { standing, issued, collected, by, conclusion, values, documents, leftOut } = report;
  return (
    <section class="report">
      <h2>{report.name}</h2>
      {standing === 'final' ? null : (
        <p class={standing === 'withdrawn' ? 'mark bad' : 'mark'}>
          <Both words={STANDING_WORDS[standing]} />
        </p>
      )}
      {by === undefined ? null : <Fact words={words.by} text={by} />}
      {issued === undefined ? null : <Fact words={words.issued} text={whenOf(issued)} />}
      {collected === undefined ? null : <Fact words={words.collected} text={whenOf(collected)} />}
      {conclusion === undefined ? null : <Fact words={words.conclusion} text={conclusion} />}
      {values.length === 0 ? null : <Values values={values} />}
      {leftOut === 0 ? null : <Said all={[moreThan(leftOut)]} />}
      {documents.map(({ title, contentType, data }, at) => (
        <Document key={`${at}`} {...{ title, contentType, data, name: `${name}-${at + 1}` }} />
      ))}
    </section>
  );
}

interface DocumentProps {
  readonly title?: string;
  readonly contentType: string;
  readonly data?: string;
  readonly name: string;
}

/** Pictures and paper; whatever else it says it is becomes a file that nothing opens by itself. */
const ENDINGS: Readonly<Record<string, string>> = { 'application/pdf': '.pdf', 'image/jpeg': '.jpg', 'image/png': '.png' };

function Document({ title, contentType, data, name }: DocumentProps) {
  const [zh, en]: Words = title === undefined ? words.documents : [title, title];
  if (data === undefined)
    return (
      <p>
        <Both words={[`${zh}：${words.noData[0]}`, `${en}: ${words.noData[1]}`]} />
      </p>
    );
  const ending = Object.hasOwn(ENDINGS, contentType) ? ENDINGS[contentType] : undefined;
  const type = ending === undefined ? 'application/octet-stream' : contentType;
  const said: Words = [`${words.download[0]} ${zh}`, `${words.download[1]} ${title === undefined ? en : ''}`.trim()];
  return <Download words={said} name={`${name}${ending ?? '.bin'}`} type={type} content={data} isBase64 />;
}

/** What it is in small letters, and what is said in its place. */
function Fact({ words: [zh, en], text }: { readonly words: Words; readonly text: string }) {
  return (
    <p>
      {zh} <span lang="en">{en}</span>
      <span class="lines">{text}</span>
    </p>
  );
}
