import { Table, Text, Title } from '@mantine/core';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Chart } from '../../parts/Chart.tsx';
import { Time } from '../../parts/Time.tsx';
import { type Contact, contactsByMonth, outcomes } from './record.ts';

const mostShown = 50;

export function ContactList({ contacts }: { contacts: readonly Contact[] }) {
  const { t } = useTranslation('sites');
  const chart = useMemo(() => {
    const months = contactsByMonth(contacts);
    return {
      title: t('contact.by_month'),
      labels: months.map((one) => one.month),
      series: outcomes.map((outcome) => ({
        name: t(`outcome.${outcome}`),
        values: months.map((one) => one.counts[outcome]),
      })),
      unit: t('contact.month'),
      stacked: true,
      unknown: t('unknown'),
    };
  }, [contacts, t]);
  return (
    <section aria-labelledby="contacts">
      <Title order={3} id="contacts">
        {t('contact.title')}
      </Title>
      {contacts.length === 0 ? (
        <Text size="sm">{t('contact.none')}</Text>
      ) : (
        <>
          <Chart {...chart} />
          <Table.ScrollContainer minWidth={420}>
            <Table>
              <Table.Thead>
                <Table.Tr>
                  <Table.Th>{t('contact.at')}</Table.Th>
                  <Table.Th>{t('contact.channel')}</Table.Th>
                  <Table.Th>{t('contact.outcome')}</Table.Th>
                  <Table.Th>{t('contact.outcome_at')}</Table.Th>
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {contacts.slice(0, mostShown).map((contact) => (
                  <Table.Tr key={contact.id}>
                    <Table.Td>
                      <Time at={contact.at} />
                    </Table.Td>
                    <Table.Td>{t(`channel.${contact.channel}`)}</Table.Td>
                    <Table.Td>{t(`contact_outcome.${contact.outcome}`)}</Table.Td>
                    <Table.Td>{contact.outcome_at ? <Time at={contact.outcome_at} /> : t('unknown')}</Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          </Table.ScrollContainer>
          {contacts.length > mostShown && (
            <Text size="sm">{t('contact.more', { count: contacts.length - mostShown })}</Text>
          )}
        </>
      )}
    </section>
  );
}
