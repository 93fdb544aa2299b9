import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Marked } from '../../parts/Marked.tsx';
import type { BrokenReason } from './proof/bytes.ts';

/** What a check came to: in words, and never by colour. */
export function Verdict({ reason, line, holds }: { reason: BrokenReason | null; line?: number; holds: string }) {
  const { t } = useTranslation('audit');
  if (reason === null) {
    return (
      <Text size="sm" mt="xs">
        <Marked shape="done">{t('proof.it_holds')}</Marked> {holds}
      </Text>
    );
  }
  return (
    <Text size="sm" mt="xs">
      <Marked shape="stands">{t('proof.it_does_not')}</Marked> {line ? t('proof.at_line', { line }) : ''}{' '}
      {t(`broken.${reason}`)}
    </Text>
  );
}
