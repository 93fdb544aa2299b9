import { Spotlight } from '@mantine/spotlight';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useSession } from '../session/session.tsx';
import { speak } from '../words/index.ts';
import { useGo } from './go.ts';
import { pagesFor } from './places.ts';

/** Ctrl+K: every page, by a few letters of its name; and whatever was typed whole, when it is an id. */
export function Palette() {
  const { t, i18n } = useTranslation();
  const { may, signOut } = useSession();
  const go = useGo();
  const actions = useMemo(() => [
    ...pagesFor(may).filter((page) => page.letter).map((page) => ({
      id: page.name, label: t(`${page.name}:title`), description: `g ${page.letter}`,
      keywords: page.name, onClick: () => go(page.path),
    })),
    { id: 'language', label: i18n.language === 'ko' ? 'English' : '한국어', onClick: () => speak(i18n.language === 'ko' ? 'en' : 'ko') },
    { id: 'sign-out', label: t('frame:sign_out'), onClick: () => void signOut() },
  ], [t, i18n.language, may, signOut, go]);
  return <Spotlight actions={actions} shortcut={['mod + K']} highlightQuery={false} nothingFound={t('frame:palette_nothing')}
    searchProps={{ placeholder: t('frame:palette_search'), 'aria-label': t('frame:palette_search') }} scrollable maxHeight={420} />;
}
