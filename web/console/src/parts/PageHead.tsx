import { Group, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';

export function PageHead({ title, words, children }: { title: ReactNode; words?: ReactNode; children?: ReactNode }) {
  return (
    <Group justify="space-between" align="flex-start" mb="md" gap="sm">
      <div><Title order={1}>{title}</Title>{words && <Text size="sm" c="dimmed" mt={2} component="div">{words}</Text>}</div>
      {children && <Group gap="xs" className="no-print">{children}</Group>}
    </Group>
  );
}
