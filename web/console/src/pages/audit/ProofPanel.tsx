import {
  Button,
  FileInput,
  Group,
  NumberInput,
  Progress,
  Stack,
  Table,
  Text,
  Textarea,
  TextInput,
} from '@mantine/core';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../../parts/EmptyState.tsx';
import { Time } from '../../parts/Time.tsx';
import { BundleBroken, type Policy, type Report, verifyBundle } from './proof/bundle.ts';
import { Verdict } from './Verdict.tsx';

type Came = { readonly report: Report } | { readonly broken: BundleBroken } | { readonly failed: true };
const mostRecords = 200;

/** An export, checked on this machine: the file goes nowhere, and the server is not asked. */
export function ProofPanel() {
  const { t } = useTranslation('audit');
  const [file, setFile] = useState<File | null>(null);
  const [key, setKey] = useState('');
  const [known, setKnown] = useState('');
  const [witnesses, setWitnesses] = useState('');
  const [quorum, setQuorum] = useState(0);
  const [share, setShare] = useState<number | null>(null);
  const [came, setCame] = useState<Came | null>(null);
  const ending = useRef<AbortController>(null);
  const check = async () => {
    if (!file) return;
    ending.current = new AbortController();
    setCame(null);
    setShare(0);
    const policy: Policy = {
      key: key.trim() || undefined,
      known: known.trim() === '' ? [] : [`${known.trim()}\n`],
      witnesses: witnesses.split(/\s+/u).filter((one) => one !== ''),
      quorum,
    };
    setCame(await outcomeOf(file, policy, setShare, ending.current.signal));
    setShare(null);
  };
  const changed =
    <Value,>(set: (value: Value) => void) =>
    (value: Value) => {
      set(value);
      setCame(null);
    };
  return (
    <Stack>
      <Text size="sm">{t('proof.about')}</Text>
      <FileInput
        clearButtonProps={{ 'aria-label': t('clear_file') }}
        label={t('proof.file')}
        placeholder={t('proof.choose')}
        accept=".jsonl,.json,.txt"
        clearable
        value={file}
        onChange={changed(setFile)}
        maw={480}
      />
      <details>
        <summary>{t('proof.bring')}</summary>
        <Stack gap="xs" mt="xs" maw={720}>
          <TextInput
            label={t('proof.key')}
            description={t('proof.key_hint')}
            value={key}
            onChange={(event) => changed(setKey)(event.currentTarget.value)}
            spellCheck={false}
          />
          <Textarea
            label={t('proof.known')}
            description={t('proof.known_hint')}
            autosize
            minRows={3}
            value={known}
            onChange={(event) => changed(setKnown)(event.currentTarget.value)}
            spellCheck={false}
          />
          <Textarea
            label={t('proof.witnesses')}
            description={t('proof.witnesses_hint')}
            autosize
            minRows={2}
            value={witnesses}
            onChange={(event) => changed(setWitnesses)(event.currentTarget.value)}
            spellCheck={false}
          />
          <NumberInput
            label={t('proof.quorum')}
            min={0}
            max={99}
            value={quorum}
            onChange={(value) => changed(setQuorum)(Number(value) || 0)}
            maw={160}
          />
        </Stack>
      </details>
      <Group>
        <Button disabled={!file || share !== null} onClick={() => void check()}>
          {t('proof.check')}
        </Button>
        {share !== null && (
          <Button variant="default" onClick={() => ending.current?.abort()}>
            {t('proof.stop')}
          </Button>
        )}
      </Group>
      {share !== null && <Progress value={share * 100} aria-label={t('proof.progress')} />}
      <div role="status">{came && <Outcome came={came} />}</div>
      {!file && !came && <EmptyState title={t('proof.none')} words={t('proof.none_hint')} />}
    </Stack>
  );
}

async function outcomeOf(
  file: File,
  policy: Policy,
  tell: (share: number) => void,
  signal: AbortSignal,
): Promise<Came | null> {
  try {
    const bytes = new Uint8Array(await file.arrayBuffer());
    let last = 0;
    const report = await verifyBundle(
      bytes,
      policy,
      (share) => {
        if (share - last < 0.02) return;
        last = share;
        tell(share);
      },
      signal,
    );
    return { report };
  } catch (problem) {
    if (problem instanceof BundleBroken) return { broken: problem };
    return signal.aborted ? null : { failed: true };
  }
}

function Outcome({ came }: { came: Came }) {
  const { t } = useTranslation('audit');
  if ('failed' in came) return <Text size="sm">{t('proof.no_ed25519')}</Text>;
  if ('broken' in came) return <Verdict reason={came.broken.reason} line={came.broken.line} holds="" />;
  const { report } = came;
  return (
    <Stack gap="xs">
      <Verdict
        reason={null}
        holds={t('proof.counts', {
          entries: report.entries,
          erased: report.erased,
          withheld: report.withheld,
          size: report.size,
          checkpoints: report.checkpoints,
        })}
      />
      <ul>
        <li>
          <Text size="sm">{t(report.keyGiven ? 'proof.your_key' : 'proof.its_own_key')}</Text>
          <span className="address">{report.keys.join(' → ')}</span>
        </li>
        <li>
          <Text size="sm">{report.knownGiven > 0 ? t('proof.went_through_known') : t('proof.no_known')}</Text>
        </li>
        {report.witnesses.length === 0 ? (
          <li>
            <Text size="sm">{t('proof.no_witness')}</Text>
          </li>
        ) : (
          report.witnesses.map((witness) => (
            <li key={witness.name}>
              <Text size="sm">
                {t('proof.cosigned', { name: witness.name })} <Time at={witness.at?.toISOString()} />
              </Text>
            </li>
          ))
        )}
        <li>
          <Text size="sm">{t('proof.root')}</Text>
          <span className="address">{report.root}</span>
        </li>
      </ul>
      <Text size="sm" c="dimmed">
        {t('proof.means')}
      </Text>
      <Records report={report} />
    </Stack>
  );
}

function Records({ report }: { report: Report }) {
  const { t } = useTranslation('audit');
  if (report.records.length === 0) return <Text size="sm">{t('proof.none_open')}</Text>;
  return (
    <Table.ScrollContainer minWidth={640}>
      <Table aria-label={t('proof.records')}>
        <Table.Thead>
          <Table.Tr>
            {(['seq', 'at', 'actor', 'act', 'outcome'] as const).map((column) => (
              <Table.Th key={column} scope="col">
                {t(`entry.${column}`)}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {report.records.slice(0, mostRecords).map((record) => (
            <Table.Tr key={record.seq}>
              <Table.Td>{record.seq}</Table.Td>
              <Table.Td>
                <Time at={record.at} />
              </Table.Td>
              <Table.Td>{record.actor}</Table.Td>
              <Table.Td>{t(`act.${record.act}`, { defaultValue: record.act })}</Table.Td>
              <Table.Td>{t(`outcome.${record.outcome}`, { defaultValue: record.outcome })}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      {report.records.length > mostRecords && (
        <Text size="sm">{t('proof.more', { count: report.records.length - mostRecords })}</Text>
      )}
    </Table.ScrollContainer>
  );
}
