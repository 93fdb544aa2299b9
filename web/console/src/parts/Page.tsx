import { Group, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';

/** The head of a page: its title, what it is for in a line, and what can be done with all of it. */
export function Page({
  title,
  about,
  acts,
  children,
}: {
  title: string;
  about?: string;
  acts?: ReactNode;
  children: ReactNode;
}) {
  return (
    <Stack gap="md">
      <Group justify="space-between" align="start">
        <div>
          <Title order={1}>{title}</Title>
          {about && (
            <Text size="sm" c="dimmed" maw={720}>
              {about}
            </Text>
          )}
        </div>
        {acts && (
          <Group gap="xs" className="no-print">
            {acts}
          </Group>
        )}
      </Group>
      {children}
    </Stack>
  );
}
