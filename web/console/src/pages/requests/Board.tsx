import { Paper, Stack, Text, Title } from '@mantine/core';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useCaseNames, useRequests } from '../../api/reads.ts';
import { EmptyState } from '../../parts/EmptyState.tsx';
import { GoTo } from '../../parts/GoTo.tsx';
import { Loaded } from '../../parts/Loaded.tsx';
import { Time } from '../../parts/Time.tsx';
import { laneOf, lanes } from './clock.ts';

const shownAtMost = 40;

export function Board() {
  const { t } = useTranslation();
  const requests = useRequests();
  const names = useCaseNames();
  const now = useMemo(() => Date.now(), [requests.dataUpdatedAt]);
  return <Loaded query={requests}>{(all) => all.length === 0 ? <EmptyState title={t('requests:empty')} words={t('requests:empty_why')} /> :
    <div className="board" tabIndex={0} role="group" aria-label={t('requests:tab_board')}>
      {lanes.map((lane) => {
        const inLane = all.filter((one) => laneOf(one, now) === lane);
        return (
          <section key={lane} aria-label={t(`requests:lane_${lane}`)}>
            <Title order={2} size="h3">{t(`requests:lane_${lane}`)} <Text span c="dimmed" fw={400}>{inLane.length}</Text></Title>
            <Stack gap="xs" mt="xs">
              {inLane.slice(0, shownAtMost).map((one) => (
                <Paper key={one.id} withBorder p="xs">
                  <Text size="sm"><GoTo to={`/requests/one/${one.id}`}>{names(one.case)}</GoTo></Text>
                  <Text size="xs" c="dimmed">{t(`values:rung.${one.rung}`)} · {t(`values:request.${one.state}`)}{one.due_at && <> · <Time at={one.due_at} relative /></>}</Text>
                </Paper>))}
              {inLane.length > shownAtMost && <Text size="xs" c="dimmed">{t('today:and_more', { count: inLane.length - shownAtMost })}</Text>}
            </Stack>
          </section>
        );
      })}
    </div>}
  </Loaded>;
}
