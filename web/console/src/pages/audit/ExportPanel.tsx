import { Button, Checkbox, Group, NumberInput, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useChange } from '../../api/change.ts';
import { api, ask } from '../../api/client.ts';
import { offerFile } from '../../parts/csv.ts';
import { ProblemNote } from '../../parts/ProblemNote.tsx';

/** The organisation's entries opened, all others as hashes: for a court, a partner, or another machine of one's own. */
export function ExportPanel() {
  const { t } = useTranslation('audit');
  const [from, setFrom] = useState<number | string>('');
  const [to, setTo] = useState<number | string>('');
  const [cosigned, setCosigned] = useState(false);
  const take = useChange(
    async () => {
      const query = {
        ...(from === '' ? {} : { from: String(from) }),
        ...(to === '' ? {} : { to: String(to) }),
        ...(cosigned ? { cosigned: 'true' } : {}),
      };
      const made = await ask(api.GET('/api/v1/log/export', { params: { query } }));
      offerFile(`jium-audit-${made.size}.jsonl`, made.bundle, 'application/jsonl');
      return made;
    },
    { touches: [] },
  );
  return (
    <Stack>
      <Text size="sm">{t('export.about')}</Text>
      <Group align="end">
        <NumberInput label={t('export.from')} min={0} allowDecimal={false} value={from} onChange={setFrom} maw={160} />
        <NumberInput label={t('export.to')} min={0} allowDecimal={false} value={to} onChange={setTo} maw={160} />
        <Checkbox
          label={t('export.cosigned')}
          checked={cosigned}
          onChange={(event) => setCosigned(event.currentTarget.checked)}
        />
      </Group>
      <Group>
        <Button loading={take.isPending} onClick={() => take.mutate(undefined)}>
          {t('export.take')}
        </Button>
      </Group>
      <div role="status">
        {take.data && (
          <Text size="sm">
            {t('export.taken', { shown: take.data.shown, size: take.data.size, erased: take.data.erased })}
          </Text>
        )}
      </div>
      {take.error && <ProblemNote problem={take.error} what={t('failed.export')} kept={t('export.nothing_left')} />}
    </Stack>
  );
}
