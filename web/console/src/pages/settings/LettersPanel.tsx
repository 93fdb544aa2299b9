import { Button, Checkbox, Group, NumberInput, Select, SimpleGrid, Stack, Text, TextInput, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useChange } from '../../api/change.ts';
import { api, ask, once, type Schema } from '../../api/client.ts';
import { told } from '../../parts/Confirm.tsx';
import { ProblemNote } from '../../parts/ProblemNote.tsx';
import { useSession } from '../../session/session.tsx';
import { type Rung, rungs } from './letter_preview.ts';
import { useLetterSettings } from './queries.ts';

const languages = ['ko', 'en', 'ja', 'zh', 'ru', 'es', 'vi'] as const;

export default function LettersPanel() {
  const { t } = useTranslation('settings');
  const settings = useLetterSettings();
  const [signatory, setSignatory] = useState<string | null>(null); // null: as it is kept
  if (settings.isPending) return <Text role="status">{t('frame:loading')}</Text>;
  if (settings.error)
    return <ProblemNote problem={settings.error} what={t('failed.load')} again={() => void settings.refetch()} />;
  if (!settings.data) return null;
  return (
    <Stack gap="xl">
      <Kept
        key={JSON.stringify(settings.data)}
        settings={settings.data}
        signatory={signatory ?? settings.data.signatory}
        setSignatory={setSignatory}
      />
      <OwnWindow />
      <Preview signatory={signatory ?? settings.data.signatory} />
    </Stack>
  );
}

interface KeptProps {
  settings: Schema<'LetterSettings'>;
  signatory: string;
  setSignatory: (name: string) => void;
}

function Kept({ settings, signatory, setSignatory }: KeptProps) {
  const { t } = useTranslation('settings');
  const { may } = useSession();
  const [undo, setUndo] = useState<number | string>(settings.undo_seconds);
  const [flagger, setFlagger] = useState(settings.trusted_flagger);
  const mayChange = may('POST /api/v1/letter-settings');
  const keep = useChange(
    (_: null, key) =>
      ask(
        api.POST('/api/v1/letter-settings', {
          params: once(key),
          body: { signatory: signatory.trim(), undo_seconds: Number(undo), trusted_flagger: flagger },
        }),
      ),
    { touches: ['letter-settings'], done: () => told(t('letters.kept')) },
  );
  const send = (event: FormEvent) => {
    event.preventDefault();
    keep.mutate(null);
  };
  return (
    <form onSubmit={send} aria-labelledby="letters">
      <Title order={2} id="letters">
        {t('letters.title')}
      </Title>
      {!mayChange && <Text size="sm">{t('letters.administrator')}</Text>}
      <Stack gap="xs" mt="xs" maw={520}>
        <TextInput
          label={t('letters.signatory')}
          description={t('letters.signatory_hint')}
          value={signatory}
          readOnly={!mayChange}
          onChange={(event) => setSignatory(event.currentTarget.value)}
        />
        <NumberInput
          label={t('letters.undo')}
          description={t('letters.undo_hint')}
          min={0}
          max={3600}
          value={undo}
          readOnly={!mayChange}
          onChange={setUndo}
        />
        <Checkbox
          label={t('letters.flagger')}
          description={t('letters.flagger_hint')}
          checked={flagger}
          disabled={!mayChange}
          onChange={(event) => setFlagger(event.currentTarget.checked)}
        />
        {mayChange && (
          <Group>
            <Button type="submit" loading={keep.isPending}>
              {t('parts:save')}
            </Button>
          </Group>
        )}
      </Stack>
      {keep.error && <ProblemNote problem={keep.error} what={t('failed.change')} kept={t('parts:nothing_lost')} />}
    </form>
  );
}

/** The officer's own time to undo, which goes before the centre's. */
function OwnWindow() {
  const { t } = useTranslation('settings');
  const { may } = useSession();
  const [seconds, setSeconds] = useState<number | string>('');
  const keep = useChange(
    (chosen: number | null, key) =>
      ask(api.POST('/api/v1/undo-window', { params: once(key), body: { seconds: chosen } })),
    {
      touches: ['letter-settings'],
      done: () => told(t('letters.kept')),
    },
  );
  if (!may('POST /api/v1/undo-window')) return null;
  return (
    <section aria-labelledby="own-undo">
      <Title order={2} id="own-undo">
        {t('letters.own_undo')}
      </Title>
      <Group align="end" mt="xs">
        <NumberInput
          label={t('letters.own_undo_seconds')}
          min={0}
          max={3600}
          value={seconds}
          onChange={setSeconds}
          maw={220}
        />
        <Button
          variant="default"
          disabled={seconds === ''}
          loading={keep.isPending}
          onClick={() => keep.mutate(Number(seconds))}
        >
          {t('parts:save')}
        </Button>
        <Button variant="subtle" loading={keep.isPending} onClick={() => keep.mutate(null)}>
          {t('letters.own_undo_none')}
        </Button>
      </Group>
      {keep.error && <ProblemNote problem={keep.error} what={t('failed.change')} kept={t('parts:nothing_lost')} />}
    </section>
  );
}

function Preview({ signatory }: { signatory: string }) {
  const { t, i18n } = useTranslation('settings');
  const { me } = useSession();
  const [language, setLanguage] = useState<string>(i18n.language.startsWith('ko') ? 'ko' : 'en');
  const [rung, setRung] = useState<Rung>('site_operator');
  const [rule, setRule] = useState('kr-without-delay');
  const [onBehalf, setOnBehalf] = useState(true);
  const [many, setMany] = useState(false);
  // The wording is a hundred kilobytes: fetched when somebody looks at it.
  const words = useQuery({ queryKey: ['wording'], queryFn: () => import('./wording.ts'), staleTime: Infinity });
  const shown = useMemo(() => {
    const chosen = words.data?.rulesIn(language).get(rule);
    const wording = words.data?.wordingIn(language);
    if (!words.data || !chosen || !wording) return null;
    const about = {
      rung,
      rule: chosen,
      centre: me.organisation.name,
      centreMail: me.organisation.mail,
      operator: 'Example Ltd',
      signatory,
      onBehalf,
      investigation: '',
      items: many ? (2 as const) : (1 as const),
    };
    return { letter: words.data.previewOf(wording, about), needsReader: wording.needsNativeReader };
  }, [words.data, language, rule, rung, me, signatory, onBehalf, many]);
  return (
    <section aria-labelledby="preview">
      <Title order={2} id="preview">
        {t('preview.title')}
      </Title>
      <Text size="sm">{t('preview.about')}</Text>
      <SimpleGrid cols={{ base: 1, sm: 3 }} mt="xs" spacing="xs">
        <Select
          label={t('preview.language')}
          data={languages.map((code) => ({ value: code, label: t(`values:language.${code}`) }))}
          value={language}
          allowDeselect={false}
          onChange={(value) => setLanguage(value ?? 'en')}
        />
        <Select
          label={t('preview.rung')}
          data={rungs.map((one) => ({ value: one, label: t(`values:rung.${one}`) }))}
          value={rung}
          allowDeselect={false}
          onChange={(value) => setRung((value ?? 'site_operator') as Rung)}
        />
        <Select
          label={t('preview.rule')}
          data={[...(words.data?.rulesIn('en').keys() ?? [])]}
          value={rule}
          allowDeselect={false}
          onChange={(value) => setRule(value ?? '')}
        />
        <Checkbox
          label={t('preview.on_behalf')}
          checked={onBehalf}
          onChange={(event) => setOnBehalf(event.currentTarget.checked)}
        />
        <Checkbox label={t('preview.many')} checked={many} onChange={(event) => setMany(event.currentTarget.checked)} />
      </SimpleGrid>
      {shown && (
        <Stack gap="xs" mt="sm">
          {shown.needsReader && <Text size="sm">{t('preview.needs_reader')}</Text>}
          {shown.letter.lacks && <Text size="sm">{t(`preview.lacks_${shown.letter.lacks}`)}</Text>}
          <Text fw={600} lang={language}>
            {shown.letter.subject}
          </Text>
          <pre className="letter" lang={language} tabIndex={0} aria-label={t('preview.letter')}>
            {shown.letter.body}
          </pre>
        </Stack>
      )}
    </section>
  );
}
