import { Group, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Schema } from '../api/client.ts';

type Segment = Schema<'Segment'>;

export function clock(seconds: number): string {
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}

/** Which part of which video is which, as bars over time. Two lines: of what was found, and of what is known. */
export function SegmentBars({ segments }: { segments: readonly Segment[] }) {
  const { t } = useTranslation();
  if (segments.length === 0) return null;
  const line = (label: string, from: (one: Segment) => number, to: (one: Segment) => number) => {
    const end = Math.max(...segments.map(to), 1);
    const words = segments.map((one) => `${clock(from(one))}–${clock(to(one))}`).join(', ');
    return (
      <Group gap="xs" wrap="nowrap">
        <Text size="xs" w={64}>{label}</Text>
        <div className="segments" role="img" aria-label={`${label}: ${words}`} style={{ flex: 1 }}>
          {segments.map((one, at) => <span key={at} style={{ left: `${(100 * from(one)) / end}%`, width: `${(100 * (to(one) - from(one))) / end}%` }} />)}
        </div>
        <Text size="xs" c="dimmed">{words}</Text>
      </Group>
    );
  };
  return <div>{line(t('parts:seg_found'), (one) => one.query_from, (one) => one.query_to)}{line(t('parts:seg_known'), (one) => one.known_from, (one) => one.known_to)}</div>;
}
