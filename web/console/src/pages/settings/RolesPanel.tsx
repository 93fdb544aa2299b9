import { Select, Stack, Table, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSession } from '../../session/session.tsx';
import { abilitiesOf, type Role, roles } from './role_table.ts';

/** What a role may do, from the one table by which the server decides. */
export default function RolesPanel() {
  const { t } = useTranslation('settings');
  const { me } = useSession();
  const [role, setRole] = useState<Role>(me.role);
  return (
    <Stack>
      <Text size="sm">{t('role.about')}</Text>
      <Select
        label={t('role.one')}
        data={roles.map((one) => ({ value: one, label: t(`values:role.${one}`) }))}
        value={role}
        allowDeselect={false}
        onChange={(value) => setRole(value as Role)}
        maw={320}
      />
      <Table.ScrollContainer minWidth={560}>
        <Table aria-label={t('role.table', { role: t(`values:role.${role}`) })}>
          <Table.Thead>
            <Table.Tr>
              {(['area', 'reach', 'sees', 'changes', 'step_ups'] as const).map((column) => (
                <Table.Th key={column} scope="col">
                  {t(`role.${column}`)}
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {abilitiesOf(role).map((ability) => (
              <Table.Tr key={ability.area}>
                <Table.Th scope="row">{t(`area.${ability.area}`)}</Table.Th>
                <Table.Td>{ability.reach.map((one) => t(`reach.${one}`, { defaultValue: one })).join(', ')}</Table.Td>
                <Table.Td>{ability.sees}</Table.Td>
                <Table.Td>{ability.changes}</Table.Td>
                <Table.Td>{ability.stepUps}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </Stack>
  );
}
