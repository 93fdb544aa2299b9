import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { Time } from './Time.tsx';

export interface Moment { key: string; at: string; what: ReactNode; more?: ReactNode }

export function Timeline({ moments, label }: { moments: readonly Moment[]; label: string }) {
  return (
    <ol className="timeline" aria-label={label}>
      {moments.map((moment) => (
        <li key={moment.key}>
          <Text size="sm">{moment.what}</Text>
          <Text size="xs" c="dimmed"><Time at={moment.at} />{moment.more && <> · {moment.more}</>}</Text>
        </li>
      ))}
    </ol>
  );
}
