import { useMutation } from '@tanstack/react-query';
import { Alert, Button, Card, Flex, Select } from 'antd';
import { useState } from 'react';
import type { CaseDocument } from '#apps/api/contract.js';
import { formatInstant } from '#domain/calendar/instant.js';
import { compareDocuments, contentOf, type FormDocument } from '#domain/form/document.js';
import { download } from '../../../data/files.js';
import { ChangesTable } from '../../../form/changes-table.js';
import { FormSheet } from '../../../form/form-sheet.js';
import { Loaded } from '../../calls/load.js';
import { DocumentEditor, type EditorProps } from './document-editor.js';
import { editable, useDocument } from './use-document.js';

/** A document of the case: to write while it is one's own to write, else to read, with what changed between its versions and the paper. */
export function DocumentPanel(props: EditorProps & { empty: string }) {
  const { one, name, form, empty } = props;
  const document = useDocument(one.id, name);
  return (
    <Loaded query={document}>
      {(saved) => (
        <Flex vertical gap="middle">
          <Versions caseId={one.id} form={form} saved={saved} />
          {saved.editable ? <DocumentEditor {...props} saved={saved} /> : <Reading form={form} saved={saved} empty={empty} />}
        </Flex>
      )}
    </Loaded>
  );
}

/** What a reader sees: the version that stands; before there is one, the draft of whoever negotiates it. */
function Reading({ form, saved, empty }: { form: FormDocument; saved: CaseDocument; empty: string }) {
  const last = saved.versions.at(-1);
  const shown = last?.content ?? saved.draft?.content;
  if (!shown) return <Alert type="info" showIcon title={empty} />;
  const before = saved.versions.at(-2);
  const changed = before ? compareDocuments(form, contentOf(before.content), contentOf(shown)).map((change) => change.key) : [];
  return (
    <>
      {!last && <Alert type="info" showIcon title="草案：尚未定稿，内容以定稿文本为准。" />}
      <FormSheet form={form} content={editable(shown)} changed={changed} />
    </>
  );
}

/** 版本: the hash of each, what changed between two, and the official paper. */
export function Versions({ caseId, form, saved }: { caseId: string; form: FormDocument; saved: CaseDocument }) {
  const print = useMutation({ mutationFn: (path: string) => download(path) });
  const path = `/cases/${caseId}/documents/${saved.document}/print.docx`;
  const last = saved.versions.at(-1);
  const drafted = saved.editable && saved.draft && saved.draft.savedAt > (last?.savedAt ?? '');
  return (
    <Card size="small">
      <Flex wrap gap="small" align="center" justify="space-between">
        <div>
          {last ? (
            <>
              现行文本：第 {last.version} 版，{formatInstant(Date.parse(last.savedAt))}定稿
              <div className="hash">
                校验码（SHA-256）<code>{last.sha256}</code>
              </div>
            </>
          ) : (
            '尚未定稿'
          )}
        </div>
        <Flex gap="small">
          {last && (
            <Button loading={print.isPending} onClick={() => print.mutate(`${path}?version=${last.version}`)}>
              打印第 {last.version} 版
            </Button>
          )}
          {drafted && (
            <Button loading={print.isPending} onClick={() => print.mutate(path)}>
              打印草稿
            </Button>
          )}
        </Flex>
      </Flex>
      {print.error && <Alert type="error" showIcon title={print.error.message} style={{ marginTop: 8 }} />}
      <Differences form={form} saved={saved} />
    </Card>
  );
}

function Differences({ form, saved }: { form: FormDocument; saved: CaseDocument }) {
  const last = saved.versions.at(-1);
  // The writer compares what is written now with what stands; a reader what stands with an earlier version.
  const now =
    saved.editable && saved.draft
      ? { label: '现在的草稿', content: saved.draft.content }
      : last && { label: `第${last.version}版`, content: last.content };
  const older = saved.versions.filter((version) => saved.editable || version !== last);
  const [against, setAgainst] = useState<number>();
  const compared = older.find((version) => version.version === against) ?? older.at(-1);
  if (!now || !compared) return null;
  const changes = compareDocuments(form, contentOf(compared.content), contentOf(now.content));
  if (changes.length === 0 && saved.editable) return null;
  return (
    <details className="differences" open={changes.length > 0}>
      <summary>
        与第{compared.version}版的差异：{changes.length === 0 ? '没有差异' : `${changes.length}处条款有修改`}
      </summary>
      {older.length > 1 && (
        <Select
          size="small"
          aria-label="对比版本"
          value={compared.version}
          onChange={setAgainst}
          options={older.map(({ version }) => ({ value: version, label: `第${version}版` }))}
        />
      )}
      {changes.length > 0 && (
        <ChangesTable
          label={`与第${compared.version}版的差异`}
          changes={changes}
          from={`第${compared.version}版`}
          to={now.label}
        />
      )}
    </details>
  );
}
