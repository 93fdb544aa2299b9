import { SimpleGrid, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { type ContactRecord, percent } from './record.ts';
import { useSpan } from './use_span.ts';

export function RecordFigures({ record }: { record: ContactRecord }) {
  const { t } = useTranslation('sites');
  const span = useSpan();
  const share = percent(record.share_removed);
  const figures: readonly (readonly [string, string | number])[] = [
    [t('figure.sent'), record.sent],
    [t('figure.share_removed'), share === null ? t('unknown') : `${share} %`],
    [t('figure.median'), span(record.median_hours_to_removal)],
    [t('figure.refused'), record.refused],
    [t('figure.silent'), record.silent],
    [t('figure.false_claims'), record.false_claims],
  ];
  return (
    <SimpleGrid component="dl" cols={{ base: 2, sm: 3 }} spacing="xs" m={0}>
      {figures.map(([name, value]) => (
        <div key={name}>
          <Text component="dt" size="xs" c="dimmed">
            {name}
          </Text>
          <Text component="dd" m={0} fw={600}>
            {value}
          </Text>
        </div>
      ))}
    </SimpleGrid>
  );
}
